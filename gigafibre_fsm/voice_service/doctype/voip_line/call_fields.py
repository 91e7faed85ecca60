"""What people set on a line by hand, looked at when they change it: what an import brought stays as it stands until then."""

import frappe
from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.domain import call_rules
from gigafibre_fsm.exceptions import InvalidRequest

LIMITS = {"max_calls": call_rules.MAX_CALLS, "call_timeout": call_rules.CALL_TIMEOUT}


def check(line: Document) -> None:
	if line.has_value_changed("caller_id"):
		line.caller_id = _caller_id(line)
	if line.has_value_changed("country_whitelist"):
		line.country_whitelist = _countries(line)
	for fieldname, limit in LIMITS.items():
		if line.has_value_changed(fieldname):
			_within(line, fieldname, limit)


def _caller_id(line: Document) -> str | None:
	try:
		return call_rules.caller_id(line.caller_id)
	except ValueError:
		_refuse(line, "caller_id", _("a phone number of ten digits, or a name without quotes"))


def _countries(line: Document) -> str | None:
	try:
		return ", ".join(call_rules.countries(line.country_whitelist)) or None
	except ValueError as error:
		_refuse(line, "country_whitelist", _("two-letter country codes, which {0} is not").format(error))


def _within(line: Document, fieldname: str, limit: range) -> None:
	"""Zero is what nobody has set: the platform's own limit holds."""
	if line.get(fieldname) and line.get(fieldname) not in limit:
		_refuse(line, fieldname, _("from {0} to {1}").format(limit[0], limit[-1]))


def _refuse(line: Document, fieldname: str, sentence: str) -> None:
	label = _(line.meta.get_label(fieldname), context=line.doctype)
	frappe.throw(_("{0}: {1}.").format(label, sentence), InvalidRequest)
