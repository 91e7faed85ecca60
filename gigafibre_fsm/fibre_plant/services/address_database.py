"""The database as a source of the search, for a worker that has no index yet: slower, and the same answers.

The names of all streets are read once per worker and change; rows are looked up by street and civic number, or by
postal code and civic number, on the table's own indexes.
"""

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import frappe
import numpy as np

from gigafibre_fsm.domain.addresses.build import Register, build
from gigafibre_fsm.domain.addresses.compare import Comparison
from gigafibre_fsm.domain.addresses.former import former_names
from gigafibre_fsm.domain.addresses.index import AddressIndex
from gigafibre_fsm.domain.addresses.index_source import SERVED, IndexSource, grams
from gigafibre_fsm.domain.addresses.record import Address
from gigafibre_fsm.domain.addresses.text import natural

# So many of the likeliest streets are asked for the civic number before the whole table is.
FIRST = 2000
_ROW = "name, street, civic_number, civic_suffix, unit, postal_code, latitude, longitude"
_SERVED_STREETS = """select distinct a.street from `tabFibre Drop` d
	join `tabCivic Address` a on a.name = d.civic_address"""


@dataclass(frozen=True)
class Streets:
	"""An index of names only, and which document each street of it is."""

	stamp: str | None
	index: AddressIndex
	documents: list[str]
	places: dict[str, int]


@dataclass(frozen=True, slots=True)
class Row:
	name: str
	street: int
	civic: int
	suffix: str
	unit: str
	postal: str | None
	latitude: float
	longitude: float


def read_streets(stamp: str | None) -> Streets:
	rows = frappe.db.sql("select name, street, municipality from `tabStreet` order by name")
	text, number = np.empty(0, dtype="S1"), np.empty(0, dtype=np.int64)
	names = [row[1] for row in rows], [row[2] for row in rows]
	register = Register(
		*names, text, number, number, text, text, text, number, number, aliases=former_names()
	)
	with tempfile.TemporaryDirectory(prefix="streets-") as folder:
		build(Path(folder) / "index", register)
		# The files stay mapped when their folder goes.
		index = AddressIndex.open(Path(folder) / "index")
	documents = [row[0] for row in rows]
	places = {name: place for place, name in enumerate(documents)}
	served = [places[name] for name in frappe.db.sql(_SERVED_STREETS, pluck=True) if name in places]
	index.street_served = index.street_served.copy()
	index.street_served[served] = True
	return Streets(stamp, index, documents, places)


class Names(IndexSource):
	def ranked(self, comparison: Comparison) -> np.ndarray:
		"""All streets, the likeliest first, as the index ranks those that have the civic number."""
		codes = grams(comparison.tokens)
		of_name, of_city = self._by_name(comparison, codes)(None), self._by_city(codes)
		likeness = of_name[self.index.street_name] + of_city[self.index.street_city]
		return np.argsort(-(likeness + self.index.street_served * SERVED), kind="stable")


class DatabaseSource:
	def __init__(self, streets: Streets):
		self.streets = streets
		self.names = Names(streets.index)
		self.name = streets.index.name
		self.places_of = streets.index.places_of
		self.street = streets.index.street
		self._rows: dict[tuple[int, int], list[Row]] = {}

	def shortlist(self, comparison: Comparison, civic: int | None, limit: int) -> Sequence[int]:
		if civic is None:
			return self.names.shortlist(comparison, None, limit)
		found = self._likeliest(comparison, civic, limit)
		postal = comparison.reading.postal
		named = self.rows_in_postal(postal, civic) if postal else []
		return list(dict.fromkeys([*found, *(row.street for row in named)]))

	def _likeliest(self, comparison: Comparison, civic: int, limit: int) -> list[int]:
		"""The index knows which streets have the number. Here the likeliest are asked; where too few of them have it,
		a look through the whole index of the table tells, in a second or so."""
		ranked = self.names.ranked(comparison)
		asked = ranked[:FIRST].tolist()
		self._fetch(asked, civic)
		found = [street for street in asked if self._rows[street, civic]]
		if len(found) < limit and len(ranked) > FIRST:
			having = self._streets_with(civic)
			found += [street for street in ranked[FIRST:].tolist() if street in having]
		return found[:limit]

	def _streets_with(self, civic: int) -> set[int]:
		rows = frappe.db.sql("select distinct street from `tabCivic Address` where civic_number = %s", civic)
		return {self.streets.places[street] for (street,) in rows if street in self.streets.places}

	def _fetch(self, streets: Iterable[int], civic: int) -> None:
		documents = [self.streets.documents[street] for street in streets]
		self._rows |= {(street, civic): [] for street in streets}
		if not documents:
			return
		rows = frappe.db.sql(
			f"select {_ROW} from `tabCivic Address` where street in %s and civic_number = %s",
			(documents, civic),
		)
		for row in sorted(self._read(rows), key=_in_order):
			self._rows[row.street, civic].append(row)

	def _read(self, rows: Iterable[tuple]) -> list[Row]:
		places = self.streets.places
		return [
			Row(name, places[street], civic, suffix or "", unit or "", postal or None, lat or 0.0, lng or 0.0)
			for name, street, civic, suffix, unit, postal, lat, lng in rows
			if street in places
		]

	def rows_at(self, street: int, civic: int) -> list[Row]:
		if (street, civic) not in self._rows:
			self._fetch([street], civic)
		return self._rows[street, civic]

	def rows_in_postal(self, code: str, civic: int) -> list[Row]:
		rows = frappe.db.sql(
			f"select {_ROW} from `tabCivic Address` where postal_code in %s and civic_number = %s",
			(_spellings(code), civic),
		)
		return sorted(self._read(rows), key=_in_order)

	def streets_in_postal(self, code: str) -> list[int]:
		rows = frappe.db.sql(
			"select distinct street from `tabCivic Address` where postal_code in %s", (_spellings(code),)
		)
		return sorted(self.streets.places[street] for (street,) in rows if street in self.streets.places)

	def street_of(self, row: Row) -> int:
		return row.street

	def suffix(self, row: Row) -> str:
		return row.suffix

	def unit(self, row: Row) -> str:
		return row.unit

	def postal(self, row: Row) -> str | None:
		return row.postal

	def address_id(self, row: Row) -> str:
		return row.name

	def address(self, row: Row) -> Address:
		street, city = self.street(row.street)
		return Address(
			row.name,
			row.civic,
			row.suffix or None,
			row.unit or None,
			street,
			city,
			row.postal,
			row.latitude or None,
			row.longitude or None,
		)


def _spellings(code: str) -> list[str]:
	compact = code.replace(" ", "")
	return [compact, f"{compact[:3]} {compact[3:]}"]


def _in_order(row: Row) -> tuple:
	"""As the rows of the index stand: no suffix and no unit first, 2 before 10."""
	return (row.street, natural(row.suffix), natural(row.unit), row.name)
