"""What a value of a hand-made field becomes in a field of another type.

ValueError: it can't be kept there. PartOnly: the new field takes a part of it, so the old value must stay too.
"""

import datetime
import json
from decimal import Decimal, InvalidOperation

INTEGERS = {"Int", "Check", "Long Int"}
DECIMALS = {"Float", "Currency", "Percent", "Duration", "Rating"}
TEXT_LIMIT = 65_535
DATA_LIMIT = 140
LONG_TEXTS = {
	"Long Text",
	"Code",
	"Text Editor",
	"HTML Editor",
	"Markdown Editor",
	"Signature",
	"Geolocation",
}
TEXTS = {"Text", "Small Text", "Password", "Attach", "Attach Image"}
TRUE = {"yes", "true", "oui", "on", "y", "o"}
FALSE = {"no", "false", "non", "off", "n", ""}


class PartOnly(Exception):
	def __init__(self, part):
		super().__init__(part)
		self.part = part


def convert(value, fieldtype: str, length: int | None = None):
	if fieldtype in INTEGERS:
		return _integer(value, fieldtype)
	if fieldtype in DECIMALS:
		return _decimal(value)
	if fieldtype in ("Date", "Datetime"):
		return _moment(value, fieldtype)
	if fieldtype == "JSON":
		return _json(value)
	return _text(value, _limit(fieldtype, length))


def _integer(value, fieldtype: str) -> int:
	if fieldtype == "Check":
		return _check(value)
	number = _decimal(value)
	if number != number.to_integral_value() or abs(number) > 2**31 - 1:
		raise ValueError(value)
	return int(number)


def _check(value) -> int:
	word = str(value).strip().lower()
	if word in TRUE | FALSE:
		return int(word in TRUE)
	number = _decimal(value)
	if number not in (0, 1):
		raise ValueError(value)
	return int(number)


def _decimal(value) -> Decimal:
	if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
		raise ValueError(value)
	try:
		number = Decimal(str(value).strip())
	except InvalidOperation:
		raise ValueError(value) from None
	if not number.is_finite():
		raise ValueError(value)
	return number


def _moment(value, fieldtype: str) -> str:
	if isinstance(value, datetime.datetime):
		moment = value
	elif isinstance(value, datetime.date):
		moment = datetime.datetime.combine(value, datetime.time())
	else:
		moment = datetime.datetime.fromisoformat(str(value).strip())
	if fieldtype == "Datetime":
		return moment.isoformat(sep=" ")
	if moment.time() != datetime.time():
		raise PartOnly(moment.date().isoformat())
	return moment.date().isoformat()


def _json(value) -> str:
	text = str(value)
	try:
		json.loads(text)
	except ValueError:
		return json.dumps(text, ensure_ascii=False)
	return text


def _text(value, limit: int) -> str:
	text = _plain(value)
	if len(text) > limit:
		raise ValueError(value)
	return text


def _plain(value) -> str:
	if isinstance(value, Decimal):
		return f"{value.normalize():f}"
	return str(value)


def _limit(fieldtype: str, length: int | None) -> int:
	if fieldtype in LONG_TEXTS:
		return 2**31
	return TEXT_LIMIT // 4 if fieldtype in TEXTS else length or DATA_LIMIT
