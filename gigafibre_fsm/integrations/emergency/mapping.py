"""Values of a VoIP Line become the provider's address; its JSON becomes records. Nothing here asks anybody."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import NamedTuple

from gigafibre_fsm.domain.addresses.text import fold
from gigafibre_fsm.integrations.emergency.records import STATUSES, Address, Registration

PHONE = re.compile(r"[2-9][0-9]{9}")
# Characters at most, as the contract says; a test compares the two.
LIMITS = {
	"last_name": 100,
	"first_name": 38,
	"street_number": 10,
	"suite": 30,
	"street_name": 84,
	"city": 38,
	"province": 2,
	"postal_code": 10,
	"other": 250,
}
# The line's field behind each; a civic number and its suffix go together.
FIELDS = {
	"last_name": "e911_last_name",
	"first_name": "e911_first_name",
	"street_number": "e911_civic_number",
	"suite": "e911_unit",
	"street_name": "e911_street",
	"city": "e911_city",
	"province": "e911_state",
	"postal_code": "e911_zip",
	"other": "e911_info",
}
SUFFIX = "e911_suffix"
ENHANCED = "e911_enhanced"
_PROVINCES = {
	"quebec": "QC",
	"que": "QC",
	"pq": "QC",
	"ontario": "ON",
	"new brunswick": "NB",
	"nouveau-brunswick": "NB",
}


class TooLong(NamedTuple):
	"""`fieldname` is the line's."""

	fieldname: str
	length: int
	limit: int


class Unlike(ValueError):
	"""What came is no registration as the contract has it."""


def address(values: Mapping) -> Address:
	"""Of a line as it stands: a document or a row with its e911_* fields."""
	texts = {name: _text(values.get(fieldname)) for name, fieldname in FIELDS.items()}
	texts["street_number"] += _text(values.get(SUFFIX))
	texts["province"] = province(texts["province"])
	return Address(**texts, enhanced=bool(values.get(ENHANCED)))


def province(written: str) -> str:
	"""`Québec` and `qc` are QC. What is no province here stays as it is written."""
	known = _PROVINCES.get(" ".join(fold(written).split()))
	return known or (written.upper() if len(written) == 2 else written)


def too_long(values: Mapping) -> list[TooLong]:
	"""The fields of a line that the provider would not take, with the most it takes."""
	return list(_too_long(address(values)))


def _too_long(given: Address):
	for name, limit in LIMITS.items():
		length = len(getattr(given, name))
		if length > limit:
			yield TooLong(FIELDS[name], length, limit)


def first_too_long(given: Address) -> TooLong | None:
	return next(_too_long(given), None)


def to_json(given: Address) -> dict:
	"""Without what is empty."""
	return {name: value for name, value in asdict(given).items() if value != ""}


def registration(row: object) -> Registration:
	"""A record may be older than the contract's lengths, so these are not looked at."""
	if not isinstance(row, dict):
		raise Unlike("row")
	phone, status = _string(row, "phone"), _string(row, "status")
	if not PHONE.fullmatch(phone) or status not in STATUSES:
		raise Unlike(phone, status)
	return Registration(
		phone,
		status,
		_address(row.get("address")),
		_string(row, "reason"),
		_moment(_string(row, "updated_at")),
		_string(row, "reference"),
	)


def _address(row: object) -> Address:
	if not isinstance(row, dict):
		raise Unlike("address")
	return Address(**{name: _string(row, name) for name in LIMITS}, enhanced=row.get("enhanced") is True)


def _string(row: dict, name: str) -> str:
	value = row.get(name)
	if value is not None and not isinstance(value, str):
		raise Unlike(name)
	return (value or "").strip()


def _text(value: object) -> str:
	return " ".join(str(value if value is not None else "").split())


def _moment(written: str) -> datetime | None:
	"""None where it is no time, or nobody knows of which zone."""
	try:
		# Python 3.10 does not read the Z.
		found = datetime.fromisoformat(re.sub(r"[Zz]$", "+00:00", written))
	except ValueError:
		return None
	return found if found.tzinfo else None
