"""The catalogue of a day, read from ERPNext: Items, Item Prices, Pricing Zones, the tax template and FSM Settings.

Read anew each time, in four queries: an administrator's change holds for the next visitor, whichever worker answers.
"""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal

import frappe

from gigafibre_fsm.domain.pricing.catalogue import Catalogue, Item, Price, Rules, Tax, by_list_and_sku
from gigafibre_fsm.subscriber.services import exemptions, taxes

_ITEMS = """
	select name, item_name, item_group, coalesce(service_type, '') as service_type, combo_ready, description,
		coalesce(requires_service_type, '') as requires, speed_down, speed_up
	from tabItem
	where disabled = 0 and has_variants = 0 and is_sales_item = 1
		and (name in %(named)s or coalesce(service_type, '') <> '' and (%(everything)s or name in %(asked)s))
		and coalesce(end_of_life, '9999-12-31') > %(today)s"""
# What is meant for one customer, for a case of twelve or in another money is nobody else's price.
_PRICES = """
	select p.item_code, p.price_list, p.price_list_rate, p.valid_from, p.valid_upto
	from `tabItem Price` p
	join `tabPrice List` l on l.name = p.price_list and l.enabled = 1 and l.selling = 1
	join tabItem i on i.name = p.item_code
	where p.price_list in %(lists)s and p.item_code in %(items)s and p.selling = 1 and p.currency = %(currency)s
		and coalesce(p.customer, '') = '' and coalesce(p.supplier, '') = '' and coalesce(p.batch_no, '') = ''
		and coalesce(p.packing_unit, 0) in (0, 1) and coalesce(p.uom, '') in ('', i.stock_uom)
		and coalesce(p.valid_from, '0001-01-01') <= %(today)s
		and coalesce(p.valid_upto, '9999-12-31') >= %(today)s"""
RULE_ITEMS = {
	"service_911": "service_911_item",
	"phone_activation": "phone_activation_item",
	"installation": "installation_item",
	"tv_box": "tv_box_item",
	"special_discount": "special_discount_item",
}


def load(today: date, asked: Collection[str] | None = None) -> Catalogue:
	"""What an administrator decided that holds on that day: everything that is sold, or what is `asked` for and what the
	rules may add to it.
	"""
	settings = frappe.get_cached_doc("FSM Settings")
	rules = _rules(settings)
	template = taxes.template(settings)
	items = _items(rules, asked, template, today)
	zones = _zones()
	price_list = settings.price_list or ""
	return Catalogue(
		items={item.sku: item for item in items},
		prices=by_list_and_sku(_prices(items, {price_list, *zones.values()}, today)),
		zones=zones,
		default_zone=settings.default_zone or "",
		default_price_list=price_list,
		rules=rules,
		taxes=tuple(Tax(row.code, row.percent) for row in template.rows),
	)


def _rules(settings) -> Rules:
	return Rules(
		**{rule: settings.get(field) or "" for rule, field in RULE_ITEMS.items()},
		combo={row.service_kinds: row.item for row in settings.combo_rules},
		commitment={row.months: row.item for row in settings.commitment_rules},
	)


def _items(rules: Rules, asked: Collection[str] | None, template: taxes.Template, today: date) -> list[Item]:
	rows = frappe.db.sql(
		_ITEMS,
		{
			"named": _named(rules),
			"everything": asked is None,
			"asked": list(asked or ("",)),
			"today": today,
		},
		as_dict=True,
	)
	exempt = exemptions.of({row.name: row.item_group for row in rows}, template, today)
	return [_item(row, row.name in exempt) for row in rows]


def _named(rules: Rules) -> list[str]:
	return [*(getattr(rules, rule) for rule in RULE_ITEMS), *rules.combo.values(), *rules.commitment.values()]


def _item(row, exempt: bool) -> Item:
	return Item(
		sku=row.name,
		name=row.item_name or row.name,
		service_type=row.service_type,
		exempt=exempt,
		combo_ready=bool(row.combo_ready),
		requires=row.requires,
		speed_down=row.speed_down or 0,
		speed_up=row.speed_up or 0,
		description=frappe.utils.strip_html(row.description or "").strip(),
	)


def _zones() -> dict[str, str]:
	return dict(frappe.db.sql("select name, price_list from `tabPricing Zone`"))


def _prices(items: list[Item], lists: set[str], today: date) -> Iterable[Price]:
	skus = [item.sku for item in items]
	if not skus:
		return []
	rows = frappe.db.sql(
		_PRICES, {"lists": list(lists), "items": skus, "currency": taxes.CURRENCY, "today": today}
	)
	return [Price(sku, price_list, Decimal(str(rate)), *days) for sku, price_list, rate, *days in rows]
