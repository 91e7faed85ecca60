"""A 911 address as the line's fields hold it: where it comes from, what it must have, how it reads."""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.integrations.emergency import mapping

PREFIX = "e911_"
DOOR = ("civic_number", "suffix", "unit", "street", "city", "state", "zip")
PERSON = ("first_name", "last_name", "info", "class", "enhanced", "cauca_code")
FIELDS = tuple(PREFIX + key for key in (*DOOR, *PERSON))
NEEDED = ("civic_number", "street", "city", "state", "last_name")
# The place's field for each of the line's.
OF_PLACE = {
	"civic_number": "civic_number",
	"suffix": "civic_suffix",
	"unit": "unit",
	"street": "street",
	"city": "city",
	"state": "province",
	"zip": "postal_code",
}


def missing(values: dict) -> list[str]:
	"""The labels of what a 911 address lacks; `values` by the line's fieldnames. A customer's name will do."""
	return [_label(PREFIX + key) for key in NEEDED if not _text(_value(values, key))]


def _value(values: dict, key: str) -> str | None:
	own = values.get(PREFIX + key)
	return own or values.get("customer_name") if key == "last_name" else own


def refuse_incomplete(values: dict) -> None:
	if lacking := missing(values):
		refuse(_("The 911 address lacks: {0}.").format(", ".join(lacking)))
	for found in mapping.too_long(values):
		sentence = _("{0} is too long for the 911 provider: {1} characters, and it takes {2} at most.")
		refuse(sentence.format(_label(found.fieldname), found.length, found.limit))


def refuse(sentence: str) -> None:
	frappe.throw(sentence, InvalidRequest)


def given(line: Document, address: dict) -> dict:
	"""What a caller typed, by the line's fieldnames. The door is given whole; of the person what is not given stays."""
	if unknown := sorted(set(address) - {*DOOR, *PERSON}):
		refuse(_("The 911 address has no field {0}.").format(", ".join(unknown)))
	typed = {key: _typed(key, value) for key, value in address.items()}
	door = {key: typed.get(key, "QC" if key == "state" else "") for key in DOOR}
	person = {key: typed.get(key, line.get(PREFIX + key)) for key in PERSON}
	return _of_line({**door, **person}, line)


def _typed(key: str, value) -> str | int:
	if key == "enhanced":
		return int(bool(value))
	if not isinstance(value, str | int | None):
		refuse(_("{0} must be {1}.").format(_label(PREFIX + key), _("a text")))
	text = _text(value)
	longest = _longest(key)
	if len(text) > longest:
		sentence = _("{0} is too long: {1} characters at most.")
		refuse(sentence.format(_label(PREFIX + key), longest))
	return text


def _longest(key: str) -> int:
	return frappe.get_meta("VoIP Line").get_field(PREFIX + key).length or 140


def of_place(line: Document, place: dict | None = None) -> dict:
	"""The address of where the phone is, or will be once it has moved there."""
	place = place or _place(line.get("moving_to") or line.service_location)
	door = {key: _text(place.get(fieldname)) for key, fieldname in OF_PLACE.items()}
	return _of_line({**door, **{key: line.get(PREFIX + key) for key in PERSON}}, line)


def _place(name: str | None) -> dict:
	return (
		frappe.db.get_value("Service Location", name, list(OF_PLACE.values()), as_dict=True) if name else None
	) or {}


def _of_line(values: dict, line: Document) -> dict:
	named = values.get("last_name") or line.customer_name
	return {PREFIX + key: value for key, value in {**values, "last_name": named}.items()}


def of_line(line: Document) -> dict:
	"""As the provider is told it."""
	return _of_line({key: line.get(PREFIX + key) for key in (*DOOR, *PERSON)}, line)


def differ(one: dict, other: dict, keys: Iterable[str] = (*DOOR, *PERSON)) -> bool:
	return any(_text(one.get(PREFIX + key)) != _text(other.get(PREFIX + key)) for key in keys)


def readable(values: dict) -> str:
	"""On two lines, as a letter has it."""
	part = {key: _text(values.get(PREFIX + key)) for key in (*DOOR, *PERSON)}
	unit = f", app. {part['unit']}" if part["unit"] else ""
	door = f"{part['civic_number']}{part['suffix']} {part['street']}{unit}".strip()
	town = " ".join(filter(None, (part["city"], f"({part['state']})" if part["state"] else "", part["zip"])))
	name = " ".join(filter(None, (part["first_name"], part["last_name"])))
	return "\n".join(filter(None, (name, door, town)))


def _text(value) -> str:
	return " ".join(str("" if value is None else value).split())


def _label(fieldname: str) -> str:
	return _(frappe.get_meta("VoIP Line").get_label(fieldname), context="VoIP Line")
