from collections import defaultdict
from collections.abc import Iterable, Sequence

import frappe
from frappe import _
from frappe.utils import now_datetime

from gigafibre_fsm.domain.legacy import suspensions
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Effect
from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.legacy.engine import ledger
from gigafibre_fsm.legacy.engine.importer import Importer, Needs


class Suspensions(Importer):
	"""Of two open ones of a customer the one that began last counts; an unbelievable date is none."""

	line = table = "account_suspension"
	columns = ("id", "account_id", "date_start", "date_end", "note")
	order = "(date_start <= unix_timestamp()) * date_start desc, id desc"

	def __init__(self):
		super().__init__()
		self._now = now_datetime()

	def state(self, row: dict) -> tuple[bool]:
		"""A suspension begins and ends though nobody writes anything."""
		return (suspensions.is_open(row, self._now),)

	def claims(self, row: dict) -> Iterable[int]:
		return (row["account_id"],) if suspensions.is_open(row, self._now) else ()

	def needs(self, rows: Sequence[dict]) -> Needs:
		return Needs(customers={row["account_id"] for row in rows})

	def extra(self, rows: Sequence[dict], known: Known) -> dict:
		language = languages.of_office()
		return {
			suspensions.HOLDERS: self._holders([one["name"] for one in known.customers.values()]),
			suspensions.OVER: _("Suspended from {0} to {1}.", lang=language),
			suspensions.AHEAD: _("To be suspended from {0} to {1}.", lang=language),
		}

	def _holders(self, customers: Sequence[str]) -> dict[str, set[int]]:
		"""The rows that the flags on the forms are from."""
		filters = {"source_table": self.line, "target_doctype": "Customer", "target": ("in", customers)}
		holders = defaultdict(set)
		for entry in frappe.get_all(ledger.DOCTYPE, filters, ["legacy_id", "target"]):
			holders[entry.target].add(int(entry.legacy_id))
		return holders

	def becomes(self, row: dict, known: Known) -> Sequence[Effect]:
		return suspensions.becomes(row, known)
