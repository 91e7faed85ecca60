"""One value at a time: as its column wants it, or not as its field allows it."""

import datetime
import json

from frappe.utils import (
	cint,
	cstr,
	flt,
	split_emails,
	validate_email_address,
	validate_iban,
	validate_name,
	validate_phone_number,
	validate_url,
)

_MOMENTS = (datetime.date, datetime.time, datetime.timedelta)


def check(value):
	return 1 if cint(value) else 0


def integer(value):
	return value if isinstance(value, int) else cint(value)


def number(value):
	return value if isinstance(value, float) else flt(value)


def json_text(value):
	return json.dumps(value, separators=(",", ":")) if isinstance(value, dict) else value


def moment(value):
	if isinstance(value, _MOMENTS):
		return str(value)
	return None if value == "" else value


def unique(value):
	return None if cstr(value).strip() == "" else value


def _emails(value):
	for address in split_emails(value):
		validate_email_address(address, throw=True)


# They raise what Frappe raises.
FORMATS = {
	"Email": _emails,
	"Name": lambda value: validate_name(value, throw=True),
	"Phone": lambda value: validate_phone_number(value, throw=True),
	"URL": lambda value: validate_url(value, throw=True),
	"IBAN": validate_iban,
}
