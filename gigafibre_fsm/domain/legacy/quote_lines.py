"""The two halves of a legacy quote: PHP arrays of `{sku, desc, amt, qte, tot}`, one-time and monthly."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from gigafibre_fsm.domain.legacy import php_repair
from gigafibre_fsm.domain.legacy import text as texts
from gigafibre_fsm.domain.legacy.outcome import Reason, Rejected
from gigafibre_fsm.domain.legacy.php import PhpObject, Unreadable
from gigafibre_fsm.domain.pricing.money import cents

KEYS = frozenset({"sku", "desc", "amt", "qte", "tot"})
HALVES = (("materiel", "One-time"), ("mensuel", "Monthly"))
HIGHEST = Decimal(10) ** 11
_SPACES = re.compile(r"[\s$]")
_THOUSANDS_COMMA = re.compile(r"(?<=\d),(?=\d{3}(?:,\d{3})*\.)")
_NUMBER = re.compile(r"[+-]?(?:\d+[.,]?\d*|[.,]\d+)", re.ASCII)
# 1,250 is a thousand to one typist and a fraction to another.
_TWO_WAYS = re.compile(r"[+-]?\d{1,3},\d{3}")


@dataclass(frozen=True, slots=True)
class Line:
	charge_type: str
	sku: str | None
	text: str | None
	amount: Decimal | None
	quantity: Decimal | None
	total: Decimal


def of_row(row: dict) -> list[Line]:
	""":raises Rejected: a half that is not readable takes the other with it."""
	return [line for field, charge_type in HALVES for line in _half(row[field], field, charge_type)]


def _half(value: str | None, field: str, charge_type: str) -> list[Line]:
	if not value or not value.strip():
		return []
	found, trouble = [], "no array of lines"
	try:
		for reading in php_repair.readings(value):
			try:
				lines = [_line(one, charge_type) for one in _array(reading)]
			except Unreadable as error:
				trouble = str(error)
			else:
				found.append([line for line in lines if line])
	except Unreadable as error:
		trouble = str(error)
	if not found:
		raise Rejected(Reason.UNREADABLE_LINES, f"{field}: {trouble}")
	if any(one != found[0] for one in found):
		raise Rejected(Reason.UNREADABLE_LINES, f"{field}: it can be read in two ways")
	return found[0]


def _array(value) -> Iterable[dict]:
	"""Either the array or its lines may be serialized once more."""
	inside = isinstance(value, bytes)
	if inside:
		value = php_repair.read_inside(value)
	if value is None:
		return ()
	if not isinstance(value, dict):
		raise Unreadable("no array of lines")
	return [_opened(one, inside) for one in value.values()]


def _opened(value, inside: bool) -> dict:
	"""A line is an array, or an object that is as good as one."""
	if isinstance(value, bytes) and not inside:
		value = php_repair.read_inside(value)
	fields = value.properties if isinstance(value, PhpObject) else value
	if not isinstance(fields, dict):
		raise Unreadable("what should be a line is none")
	line = {_text(key): one for key, one in fields.items()}
	if line.keys() - KEYS or not ({"sku", "desc"} & line.keys() and {"amt", "tot"} & line.keys()):
		raise Unreadable("a line has other fields than sku, desc, amt, qte, tot")
	return line


def _line(fields: dict, charge_type: str) -> Line | None:
	"""None for a row of the form that was left blank."""
	sku, text = texts.clean(_text(fields.get("sku"))), texts.plain(_text(fields.get("desc")))
	amount, quantity, total = (_number(fields.get(name), name) for name in ("amt", "qte", "tot"))
	if not (sku or text or amount or total):
		return None
	if total is None:
		total = (amount or Decimal(0)) * (Decimal(1) if quantity is None else quantity)
	if abs(total) >= HIGHEST:
		raise Rejected(Reason.AMOUNT_OUT_OF_RANGE, f"{total:.2f}")
	# Nothing less nothing is nothing: -0 would be a change at the next save.
	return Line(charge_type, sku, text, amount, quantity, cents(total) + 0)


def _text(value) -> str | None:
	if value is None or isinstance(value, str):
		return value
	if isinstance(value, bytes):
		return php_repair.decode(value)
	if isinstance(value, bool | dict | PhpObject):
		raise Unreadable("a line holds something other than text and numbers")
	return str(value)


def _number(value, field: str) -> Decimal | None:
	if isinstance(value, float):
		return _finite(value, field)
	digits = _SPACES.sub("", _text(value) or "")
	if not digits:
		return None
	digits = _THOUSANDS_COMMA.sub("", digits)
	if not _NUMBER.fullmatch(digits) or _TWO_WAYS.fullmatch(digits):
		raise Unreadable(f"{field} is no number")
	return Decimal(digits.replace(",", "."))


def _finite(value: float, field: str) -> Decimal:
	if not math.isfinite(value):
		raise Unreadable(f"{field} is no number")
	return Decimal(repr(value))
