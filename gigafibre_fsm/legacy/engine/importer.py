"""What one source table needs to be imported: where its rows are, what they refer to, what they become."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property

import frappe

from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Effect

MAIN, ACS = "main", "acs"


@dataclass
class Needs:
	"""The references in a batch of rows, by kind; None and 0 among them mean nothing."""

	customers: set = field(default_factory=set)
	locations: set = field(default_factory=set)
	subscriptions: set = field(default_factory=set)
	equipment: set = field(default_factory=set)
	employees: set = field(default_factory=set)
	items: set = field(default_factory=set)
	items_by_sku: set = field(default_factory=set)
	lines_by_did: set = field(default_factory=set)
	equipment_by_mac: set = field(default_factory=set)
	equipment_by_serial: set = field(default_factory=set)
	olts: set = field(default_factory=set)

	def kinds(self) -> Iterable[tuple[str, set]]:
		for one in fields(self):
			if wanted := {key for key in getattr(self, one.name) if key}:
				yield one.name, wanted


@dataclass(frozen=True)
class Details:
	"""A table whose rows belong to the rows of another: they come along as `row["details"]`, in the order of their ids."""

	line: str
	table: str
	columns: tuple[str, ...]
	parent: str


class Importer:
	"""One line of the account. An instance lives for one run."""

	line: str
	table: str
	columns: tuple[str, ...]
	database: str = MAIN
	where: str = ""
	# Where only one row may have something (`claims`), the row that comes first gets it.
	order: str = "id"
	doctype: str = ""
	# The field of the site's document that holds the legacy id.
	match_field: str | None = None
	secrets: frozenset[str] = frozenset()
	details: Details | None = None
	# No row has to do with another one of its table, and none has secrets: see `overlapping.py`.
	is_plain: bool = False
	batch: int = 1000
	# More fields of referenced documents than `links.FIELDS` has, by kind.
	more_fields: dict[str, tuple[str, ...]] = {}

	def prepare(self, source) -> None:
		"""Once, before the first row: small tables that every row needs (`source.rows`, `source.table`)."""

	def state(self, row: dict) -> tuple:
		"""What else decides what a row becomes, such as that a day of it has come: the row has changed when it does."""
		return ()

	def claim(self, row: dict) -> Hashable | None:
		return None

	def claims(self, row: dict) -> Iterable[Hashable]:
		"""A row that comes too late for one of them is superseded."""
		claim = self.claim(row)
		return () if claim is None else (claim,)

	def existing(self, rows: Sequence[dict]) -> dict[int, str]:
		"""Legacy id → the document that the site has already, whoever made it."""
		if not self.match_field or not self._site_has_some:
			return {}
		return self.by_field(self.doctype, self.match_field, [row["id"] for row in rows])

	@cached_property
	def _site_has_some(self) -> bool:
		"""Only an import gives documents such an id, one import runs at a time, and it reads no row twice."""
		return bool(frappe.db.exists(self.doctype, {self.match_field: ("!=", 0)}))

	def needs(self, rows: Sequence[dict]) -> Needs:
		return Needs()

	def extra(self, rows: Sequence[dict], known: Known) -> dict:
		"""What else the pure function wants to know of this batch: `known.extra`."""
		return {}

	def becomes(self, row: dict, known: Known) -> Sequence[Effect]:
		raise NotImplementedError

	def ended(self, run) -> None:
		"""After the last row of a run that writes, before its last commit."""

	@staticmethod
	def by_field(doctype: str, fieldname: str, values: Sequence) -> dict:
		if not values:
			return {}
		return dict(
			frappe.db.sql(
				f"select `{fieldname}`, `name` from `tab{doctype}` where `{fieldname}` in %s",
				(tuple(values),),
			)
		)
