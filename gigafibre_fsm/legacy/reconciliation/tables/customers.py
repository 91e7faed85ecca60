"""Quotes, suspensions, and what a place's history tells."""

import json
from decimal import Decimal
from ipaddress import ip_address

from frappe import _

from gigafibre_fsm.domain.identifiers import canonical_postal_code
from gigafibre_fsm.domain.legacy import quote_lines
from gigafibre_fsm.legacy.reconciliation.values import Table, Value, day, moment, money, whole, words, yes

CUSTOMER = "(select c.legacy_customer_id from tabCustomer c where c.name = d.party_name)"
PLACE = "(select s.legacy_delivery_id from `tabService Location` s where s.name = d.parent)"


LINES = "(select {0} from `tabQuotation Item` i where i.parent = d.name and i.charge_type = '{1}')"
TAXED = "exists(select 1 from `tabSales Taxes and Charges` t where t.parent = d.name)"


def tables() -> list[Table]:
	return [
		_quotes(),
		Table("soumission_template", "Terms and Conditions"),
		_suspensions(),
		_ip_history(),
		_former_addresses(),
	]


def _quotes() -> Table:
	return Table(
		"soumission",
		"Quotation",
		(
			Value(_("Customer"), "l.account_id", CUSTOMER, whole),
			Value(
				_("One-time"),
				"l.materiel",
				LINES.format("sum(i.amount)", "One-time"),
				money,
				_total,
				summed=True,
			),
			Value(
				_("Monthly"),
				"l.mensuel",
				LINES.format("sum(i.amount)", "Monthly"),
				money,
				_total,
				summed=True,
			),
			Value(_("Total"), "json_array(l.materiel, l.mensuel)", "d.total", money, _both, summed=True),
			Value(_("Taxed"), "l.tax", TAXED, yes),
		),
	)


def _total(written: str | None) -> Decimal:
	"""The arrays are read as the import reads them; what is summed is the quote's own column."""
	lines = quote_lines.of_row({"materiel": written, "mensuel": None})
	return money(sum(line.total for line in lines))


def _both(written: str) -> Decimal:
	return sum(map(_total, json.loads(written)))


def _suspensions() -> Table:
	"""Those that are over are remarks; the others are on the customer's form."""
	return Table(
		"account_suspension",
		"Customer",
		(
			Value(_("Customer"), "l.account_id", "d.legacy_customer_id", whole),
			Value(_("Suspended"), "1", "d.is_suspended", yes),
			Value(_("Suspended since"), "l.date_start", "d.suspended_since", read=moment),
			Value(_("Suspended until"), "l.date_end", "d.suspended_until", read=moment),
		),
	)


def _ip_history() -> Table:
	return Table(
		"ip_history",
		"IP Assignment",
		(
			Value(_("Service Location"), "l.delivery_id", PLACE, whole),
			Value(_("IP"), "l.ip", "d.ip", words, read=_address),
			Value(_("Assigned On"), "l.date", "d.assigned_on", read=moment),
		),
	)


def _former_addresses() -> Table:
	return Table(
		"delivery_history",
		"Former Address",
		(
			Value(_("Service Location"), "l.delivery_id", PLACE, whole),
			Value(_("Postal Code"), "l.zip", "d.postal_code", words, read=_postal_code),
			Value(_("Replaced On"), "l.date_orig", "d.replaced_on", read=day),
		),
	)


def _address(written) -> str:
	try:
		return ip_address((written or "").strip()).compressed
	except ValueError:
		return words(written)


def _postal_code(written) -> str:
	return canonical_postal_code((written or "").strip()) or ""
