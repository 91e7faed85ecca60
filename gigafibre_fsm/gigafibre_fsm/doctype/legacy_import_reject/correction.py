"""What a person lays over a rejected row: some of its columns, with values of the same kind."""

import json

import frappe
from frappe import _

from gigafibre_fsm.domain.legacy.masking import has_card_number
from gigafibre_fsm.exceptions import InvalidRequest

# What tells a row from the others stays.
KEY = "id"
NUMBERS = (int, float)
# What a column can hold; a row's own rows (`details`) are corrected in the legacy database.
SCALARS = (str, *NUMBERS, type(None))


def check(doc) -> None:
	"""Leaves `correction` empty where it corrects nothing."""
	if not doc.correction:
		doc.correction = None
		return
	laid_over = _read(doc.correction)
	row = frappe.parse_json(doc.row or "{}")
	_check_columns(row, laid_over)
	for column, value in laid_over.items():
		_check_value(column, row[column], value)
	doc.correction = json.dumps(laid_over, ensure_ascii=False, indent=1) if laid_over else None


def _read(text) -> dict:
	if isinstance(text, dict):
		return text
	try:
		read = json.loads(text)
	except ValueError as error:
		_refuse(_("Corrected Columns: this is not JSON ({0}).").format(error))
	if not isinstance(read, dict):
		_refuse(_("Corrected Columns: write an object, such as {0}.").format('{"account_id": 1203}'))
	return read


def _check_columns(row: dict, laid_over: dict) -> None:
	correctable = [column for column, value in row.items() if column != KEY and isinstance(value, SCALARS)]
	if unknown := [column for column in laid_over if column not in correctable]:
		sentence = _("Corrected Columns: the row has no column {0} that can be corrected. There are {1}.")
		_refuse(sentence.format(", ".join(unknown), ", ".join(correctable)))


def _check_value(column: str, came, value) -> None:
	if isinstance(value, bool) or not isinstance(value, SCALARS):
		_refuse(_("Corrected Columns: {0} must be a text, a number or null.").format(column))
	if has_card_number(str(value)):
		_refuse(_("Corrected Columns: {0} holds a card number, which is kept nowhere.").format(column))
	if isinstance(came, NUMBERS) and isinstance(value, str):
		_refuse(_("Corrected Columns: {0} must be a number.").format(column))
	if isinstance(came, str) and isinstance(value, NUMBERS):
		_refuse(_("Corrected Columns: {0} must be a text, in quotation marks.").format(column))


def _refuse(sentence: str) -> None:
	frappe.throw(frappe.utils.escape_html(sentence), InvalidRequest)
