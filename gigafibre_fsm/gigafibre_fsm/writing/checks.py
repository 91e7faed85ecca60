"""What `Document._validate` asks of the values. Here is only found that something is wrong; Frappe says what."""

import frappe
from frappe.model.document import Document
from frappe.utils import cint, cstr, flt, strip_html
from frappe.utils.html_utils import sanitize_html

from gigafibre_fsm.gigafibre_fsm.writing.plan import Plan
from gigafibre_fsm.gigafibre_fsm.writing.refusal import NotPlain


def check(plan: Plan, document: Document) -> None:
	state = document.__dict__
	if any(state.get(fieldname) for fieldname in plan.left_to_frappe):
		raise NotPlain
	_mandatory(plan, state)
	_formats(plan, state)
	_selects(plan, state)
	_sizes(plan, state)
	_texts(plan, state)


def _mandatory(plan: Plan, state: dict) -> None:
	for fieldname in plan.mandatory:
		value = state.get(fieldname)
		if value is None or not _has_content(value):
			raise NotPlain


def _has_content(value: object) -> bool:
	text = cstr(value)
	return bool((strip_html(text) if "<" in text else text).strip())


def _formats(plan: Plan, state: dict) -> None:
	for fieldname, test in plan.formats:
		value = state.get(fieldname)
		if value:
			try:
				test(value)
			except frappe.ValidationError as error:
				frappe.clear_last_message()
				raise NotPlain from error


def _selects(plan: Plan, state: dict) -> None:
	for fieldname, options in plan.selects:
		value = state.get(fieldname)
		if value:
			state[fieldname] = cstr(value).strip()
			if state[fieldname] not in options:
				raise NotPlain


def _sizes(plan: Plan, state: dict) -> None:
	for fieldname, longest in plan.lengths:
		value = state.get(fieldname)
		if value and len(cstr(value)) > longest:
			raise NotPlain
	for fieldname, largest in plan.numbers:
		if abs(cint(state.get(fieldname))) > largest:
			raise NotPlain
	if any(flt(state.get(fieldname)) < 0 for fieldname in plan.positive):
		raise NotPlain


def _texts(plan: Plan, state: dict) -> None:
	"""HTML is cleaned by Frappe's own function, and only where there may be any."""
	for fieldname in plan.texts:
		value = state.get(fieldname)
		if isinstance(value, list):
			raise NotPlain
		if isinstance(value, str) and ("<" in value or ">" in value):
			state[fieldname] = _clean(plan, fieldname, value)


def _clean(plan: Plan, fieldname: str, value: str) -> str:
	docfield = plan.meta.get_field(fieldname)
	if not docfield or "<!-- markdown -->" in value:
		raise NotPlain
	if docfield.fieldtype == "Text Editor" and "<img" in value:
		raise NotPlain
	is_free = docfield.get("ignore_xss_filter") or docfield.fieldtype in ("Barcode", "Code")
	if is_free or (docfield.fieldtype in ("Data", "Small Text", "Text") and docfield.options == "Email"):
		return value
	return sanitize_html(value, linkify=docfield.fieldtype == "Text Editor")
