"""FSM Settings, where a field is empty and was never filled before."""

import frappe

from gigafibre_fsm.setup.catalogue import holiday_list, prices, taxes
from gigafibre_fsm.setup.catalogue.made import Made
from gigafibre_fsm.setup.catalogue.site import Site, document

PRICING = document("pricing.json")
ITEMS = {"catch_all_item": "DIVERS", **{f"{rule}_item": sku for rule, sku in PRICING["rules"].items()}}
COMBO_RULES = {int(kinds): sku for kinds, sku in PRICING["combo"].items()}
COMMITMENT_RULES = {int(months): sku for months, sku in PRICING["commitment"].items()}
REMINDERS = ((3, "Email"), (10, "SMS"), (20, "Email"))


def ensure(site: Site, made: Made) -> None:
	settings = frappe.get_doc("FSM Settings")
	filled = [_fill(settings, field, value, made) for field, value in _wanted(site).items()]
	if any(filled):
		# An administrator's half-filled tab is not a reason to stop an install or a migrate.
		settings.flags.ignore_mandatory = True
		settings.save(ignore_permissions=True)


def _fill(settings, field: str, value, made: Made) -> bool:
	"""Whether the document changed."""
	was_empty = not settings.get(field)
	made.once(
		"FSM Settings", field, find=lambda: settings.get(field), make=lambda: _set(settings, field, value)
	)
	return was_empty and bool(settings.get(field))


def _set(settings, field: str, value):
	if value:
		settings.set(field, value)
	return value


def _wanted(site: Site) -> dict:
	return {
		"company": site.company,
		"price_list": frappe.db.exists("Price List", prices.PRICE_LIST),
		"default_zone": frappe.db.get_value("Pricing Zone", {"is_default": 1}),
		"tax_template": _of_company(taxes.SALES, taxes.TEMPLATE, site),
		"exempt_tax_template": _of_company("Item Tax Template", taxes.EXEMPT, site),
		"project_template": frappe.db.exists("Project Template", "Gigafibre Installation"),
		"holiday_list": frappe.db.exists("Holiday List", holiday_list.NAME),
		**{field: frappe.db.exists("Item", sku) for field, sku in ITEMS.items()},
		"combo_rules": _rules("service_kinds", COMBO_RULES),
		"commitment_rules": _rules("months", COMMITMENT_RULES),
		"reminders": [{"days_overdue": days, "channel": channel} for days, channel in REMINDERS],
	}


def _of_company(doctype: str, title: str, site: Site) -> str | None:
	return frappe.db.get_value(doctype, {"title": title, "company": site.company, "disabled": 0})


def _rules(threshold: str, rules: dict) -> list[dict]:
	return [
		{threshold: number, "item": sku} for number, sku in rules.items() if frappe.db.exists("Item", sku)
	]
