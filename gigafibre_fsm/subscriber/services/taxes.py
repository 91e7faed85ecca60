"""TPS and TVQ as the template of FSM Settings has them: what prices are quoted with is what invoices are made with."""

from dataclasses import dataclass
from decimal import Decimal

import frappe
from frappe import _

TEMPLATE = "Sales Taxes and Charges Template"
CURRENCY = "CAD"
# How the rows of a template name them, in French or in English.
WORDS = {"tps": ("TPS", "GST"), "tvq": ("TVQ", "QST")}


class TaxesNotSet(frappe.ValidationError):
	"""Nothing can be priced: an administrator reads the sentence in the Error Log, a visitor reads a neutral one."""


@dataclass(frozen=True)
class TaxRow:
	code: str
	percent: Decimal
	account: str


@dataclass(frozen=True)
class Template:
	name: str
	company: str
	rows: tuple[TaxRow, ...]

	@property
	def accounts(self) -> frozenset[str]:
		return frozenset(row.account for row in self.rows)


def template(settings=None) -> Template:
	"""
	:raises TaxesNotSet: where the template is missing, or says something else than TPS and TVQ on what is sold.
	"""
	settings = settings or frappe.get_cached_doc("FSM Settings")
	if not settings.tax_template:
		frappe.throw(_("FSM Settings: choose the template of TPS and TVQ."), TaxesNotSet)
	document = frappe.get_cached_doc(TEMPLATE, settings.tax_template)
	rows = tuple(map(_row, document.taxes))
	if sorted(row.code for row in rows) != sorted(WORDS):
		_refuse(document.name)
	return Template(document.name, document.company, rows)


def _row(row) -> TaxRow:
	code = _code(f"{row.description} {row.account_head}".upper())
	if row.charge_type != "On Net Total" or row.included_in_print_rate or not code:
		_refuse(row.parent)
	return TaxRow(code, Decimal(str(row.rate)), row.account_head)


def _code(said: str) -> str | None:
	"""A row that names both taxes is neither."""
	found = [code for code, words in WORDS.items() if any(word in said for word in words)]
	return found[0] if len(found) == 1 else None


def _refuse(name: str) -> None:
	frappe.throw(
		_("{0} must have two rows, TPS and TVQ, each on the net total and not included in the price.").format(
			name
		),
		TaxesNotSet,
	)
