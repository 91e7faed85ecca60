"""How a doctype's documents stand in the database: columns, defaults, types, limits; worked out once per run."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property

from gigafibre_fsm.domain.legacy.outcome import Reason, Rejected
from gigafibre_fsm.gigafibre_fsm.writing import plan
from gigafibre_fsm.gigafibre_fsm.writing.defaults import Defaults
from gigafibre_fsm.gigafibre_fsm.writing.plan import Plan
from gigafibre_fsm.setup.keys import COMPUTED

OWNER = "Administrator"
GENERATED = frozenset((item.doctype, item.column) for item in COMPUTED)


class Form:
	def __init__(self, of: Plan):
		self.plan = of
		# MariaDB fills in the others itself, and wants to hear nothing of them.
		self.columns = tuple(column for column in of.columns if (of.doctype, column) not in GENERATED)
		self.tables = {fieldname: Form(child) for fieldname, child in of.tables}
		self.passwords = frozenset(of.passwords)
		self._convert: dict[str, Callable] = {**dict(of.converters), **dict.fromkeys(of.passwords, _hidden)}
		self._lengths = dict(of.lengths)
		self._shortest = min(self._lengths.values(), default=0)
		self._highest = dict(of.numbers)
		self._ways: dict[tuple[str, ...], list[tuple]] = {}

	@cached_property
	def _blank(self) -> list:
		values = dict(Defaults().of(self.plan))
		values.update((name, convert(values.get(name))) for name, convert in self._convert.items())
		values.update(docstatus=0, idx=0, owner=OWNER, modified_by=OWNER)
		return [values.get(column) for column in self.columns]

	@cached_property
	def _places(self) -> dict[str, int]:
		return {column: place for place, column in enumerate(self.columns)}

	def check(self, values: dict) -> None:
		"""What the columns cannot hold is a reject, not an error of the batch."""
		shortest, highest = self._shortest, self._highest
		for name, value in values.items():
			if value.__class__ is str:
				if len(value) > shortest:
					self._check_length(name, value)
			elif name in highest and abs(value or 0) > highest[name]:
				raise Rejected(Reason.ID_OUT_OF_RANGE, f"{name}: {value}")
		for name, table in self.tables.items():
			for row in values.get(name) or ():
				table.check(row)

	def _check_length(self, name: str, value: str) -> None:
		if len(value) > self._lengths.get(name, len(value)):
			raise Rejected(Reason.TOO_LONG, f"{name}: {len(value)} > {self._lengths[name]}")

	def stored(self, values: dict) -> dict:
		"""As the columns have them; passwords as asterisks."""
		convert = self._convert
		return {name: convert[name](value) if name in convert else value for name, value in values.items()}

	def row(self, name: str, values: dict, stamp: datetime) -> list:
		"""`creation` where the legacy row has a date; nothing has happened to the document since."""
		row, places = self._blank.copy(), self._places
		for field, place, convert in self._way(tuple(values)):
			row[place] = convert(values[field]) if convert else values[field]
		row[places["name"]] = name
		at = values.get("creation")
		row[places["creation"]] = row[places["modified"]] = str(at) if at else stamp
		if changed := values.get("modified"):
			row[places["modified"]] = changed
		return row

	def _way(self, fields: tuple[str, ...]) -> list[tuple]:
		"""Of each field its place in the row, and what brings its value into the column's form."""
		if fields not in self._ways:
			places, convert = self._places, self._convert
			self._ways[fields] = [(one, places[one], convert.get(one)) for one in fields if one in places]
		return self._ways[fields]


def _hidden(password: str | None) -> str | None:
	return "*" * len(password) if password else password


class Forms(dict):
	def __missing__(self, doctype: str) -> Form:
		self[doctype] = Form(plan.of(doctype))
		return self[doctype]
