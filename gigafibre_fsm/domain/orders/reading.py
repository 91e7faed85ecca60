"""Reads what a caller sent, strictly: every value is of its kind, and nothing unknown passes unseen."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

LONGEST = 140
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")


class Problem(str, Enum):
	MISSING = "missing"
	UNKNOWN = "unknown"
	TOO_LONG = "too_long"  # most
	TOO_MANY_BYTES = "too_many_bytes"  # most
	TOO_SHORT = "too_short"  # least
	TOO_MANY = "too_many"  # most
	OUT_OF_RANGE = "out_of_range"  # least, most
	NOT_A_TEXT = "not_a_text"
	NOT_A_NUMBER = "not_a_number"
	NOT_AN_AMOUNT = "not_an_amount"
	NOT_YES_OR_NO = "not_yes_or_no"
	NOT_A_DATE = "not_a_date"
	NOT_A_TIME = "not_a_time"
	NOT_AN_OBJECT = "not_an_object"
	NOT_A_LIST = "not_a_list"
	BAD_EMAIL = "bad_email"  # value
	BAD_PHONE = "bad_phone"  # value
	BAD_POSTAL_CODE = "bad_postal_code"  # value
	BAD_CHOICE = "bad_choice"  # choices
	REPEATED = "repeated"
	NOWHERE = "nowhere"
	NO_CIVIC_NUMBER = "no_civic_number"
	BAD_CHARACTERS = "bad_characters"


class Malformed(ValueError):
	"""`field` as the caller wrote it: `customer.email`, `services[1].qty`."""

	def __init__(self, field: str, problem: Problem, **facts):
		super().__init__(field, problem.value, facts)
		self.field = field
		self.problem = problem
		self.facts = facts


class Reader:
	"""One object of the body. Each key is asked for once; `close` refuses the ones nobody asked for."""

	def __init__(self, value: Any, path: str = ""):
		self.path = path
		if not isinstance(value, Mapping):
			raise Malformed(path, Problem.NOT_AN_OBJECT)
		self.values = value
		self.asked: set[str] = set()

	def close(self) -> None:
		unknown = sorted(str(key) for key in self.values if key not in self.asked)
		if unknown:
			raise Malformed(self.name(unknown[0]), Problem.UNKNOWN)

	def name(self, key: str) -> str:
		return f"{self.path}.{key}" if self.path else key

	def refuse(self, key: str, problem: Problem, **facts):
		raise Malformed(self.name(key), problem, **facts)

	def get(self, key: str) -> Any:
		"""None where nothing was given: an empty text says as much as no text."""
		self.asked.add(key)
		value = self.values.get(key)
		return None if isinstance(value, str) and not value.strip() else value

	def needed(self, key: str, read: Callable, *args) -> Any:
		value = read(key, *args)
		if value is None:
			self.refuse(key, Problem.MISSING)
		return value

	def text(self, key: str, longest: int = LONGEST) -> str | None:
		"""On one line, tidied."""
		value = self._string(key)
		tidy = " ".join(value.split()) if value is not None else None
		return self._limited(key, tidy, longest)

	def lines(self, key: str, longest: int) -> str | None:
		value = self._string(key)
		tidy = value.replace("\r\n", "\n").strip() if value is not None else None
		return self._limited(key, tidy, longest)

	def canonical(self, key: str, make: Callable[[str], str | None], problem: Problem) -> str | None:
		value = self.text(key)
		try:
			return make(value) if value is not None else None
		except ValueError:
			self.refuse(key, problem, value=value)

	def number(self, key: str, least: int, most: int) -> int | None:
		value = self.get(key)
		if value is None:
			return None
		if isinstance(value, str) and value.strip().isdecimal():
			value = int(value)
		if isinstance(value, bool) or not isinstance(value, int):
			self.refuse(key, Problem.NOT_A_NUMBER)
		if not least <= value <= most:
			self.refuse(key, Problem.OUT_OF_RANGE, least=least, most=most)
		return value

	def amount(self, key: str) -> Decimal | None:
		value = self.get(key)
		if value is None:
			return None
		try:
			amount = Decimal(str(value)) if not isinstance(value, bool | list | dict) else Decimal("nan")
		except InvalidOperation:
			amount = Decimal("nan")
		return amount if amount.is_finite() else self.refuse(key, Problem.NOT_AN_AMOUNT)

	def coordinate(self, key: str, limit: int) -> float | None:
		value = self.amount(key)
		if value is not None and abs(value) > limit:
			self.refuse(key, Problem.OUT_OF_RANGE, least=-limit, most=limit)
		return None if value is None else float(value)

	def yes(self, key: str) -> bool:
		value = self.get(key)
		if value not in (None, True, False, 0, 1, "0", "1", "true", "false"):
			self.refuse(key, Problem.NOT_YES_OR_NO)
		return value in (True, 1, "1", "true")

	def choice(self, key: str, choices: tuple[str, ...]) -> str | None:
		value = self.text(key)
		if value is not None and value not in choices:
			self.refuse(key, Problem.BAD_CHOICE, choices=choices)
		return value

	def dates(self, key: str, most: int) -> tuple[date, ...]:
		values = self._list(key, most)
		return tuple(self._date(f"{key}[{number}]", value) for number, value in enumerate(values))

	def moment(self, key: str, here: tzinfo) -> datetime | None:
		"""On the clocks of `here`, whatever zone it was told in, and to the second."""
		value = self.text(key)
		if value is None:
			return None
		try:
			found = datetime.fromisoformat(value if _MOMENT.match(value) else "")
			found = found.astimezone(here) if found.tzinfo else found
		except (ValueError, OverflowError):
			self.refuse(key, Problem.NOT_A_TIME)
		return found.replace(tzinfo=None, microsecond=0)

	def object(self, key: str) -> "Reader | None":
		value = self.get(key)
		return None if value is None else Reader(value, self.name(key))

	def objects(self, key: str, most: int) -> list["Reader"]:
		values = self._list(key, most)
		return [Reader(value, self.name(f"{key}[{number}]")) for number, value in enumerate(values)]

	def _list(self, key: str, most: int) -> list:
		values = self.get(key)
		if values is None:
			return []
		if not isinstance(values, list | tuple):
			self.refuse(key, Problem.NOT_A_LIST)
		if len(values) > most:
			self.refuse(key, Problem.TOO_MANY, most=most)
		return list(values)

	def _date(self, key: str, value: Any) -> date:
		try:
			return date.fromisoformat(value)
		except (TypeError, ValueError):
			self.refuse(key, Problem.NOT_A_DATE)

	def _string(self, key: str) -> str | None:
		value = self.get(key)
		if isinstance(value, int) and not isinstance(value, bool):
			value = str(value)
		if value is not None and not isinstance(value, str):
			self.refuse(key, Problem.NOT_A_TEXT)
		return value

	def _limited(self, key: str, value: str | None, longest: int) -> str | None:
		if value is not None and len(value) > longest:
			self.refuse(key, Problem.TOO_LONG, most=longest)
		return value or None
