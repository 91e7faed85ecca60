"""Findings become rows of Telephone Difference: one per key for ever, in a few statements however many there are."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

import frappe
from frappe.utils import now_datetime

from gigafibre_fsm.domain.telephone.records import Finding, Side
from gigafibre_fsm.gigafibre_fsm.numbering import next_names
from gigafibre_fsm.voice_service.doctype.telephone_difference.status import Status
from gigafibre_fsm.voice_service.services.reconciliation import wording
from gigafibre_fsm.voice_service.services.reconciliation.under_way import UnderWay

DOCTYPE = "Telephone Difference"
TABLE = f"`tab{DOCTYPE}`"
CHUNK = 1000
UNSETTLED = (Status.OPEN, Status.ACCEPTED)
COLUMNS = (
	"name", "creation", "modified", "owner", "modified_by", "status", "kind", "side", "did", "sip_username",
	"voip_line", "customer_name", "difference", "fingerprint", "may_stay", "finding_key", "found_on", "last_found_on", "last_run",
)  # fmt: skip
LINE, CUSTOMER = COLUMNS.index("voip_line"), COLUMNS.index("customer_name")
# A row that is opened again begins anew: when it was found first, and what was decided, belong to its earlier life.
WRITE = f"""insert into {TABLE} ({", ".join(f"`{column}`" for column in COLUMNS)}) values %s
	on duplicate key update modified = values(modified), modified_by = values(modified_by),
	status = values(status), did = values(did), voip_line = values(voip_line), customer_name = values(customer_name), difference = values(difference),
	fingerprint = values(fingerprint), may_stay = values(may_stay), found_on = values(found_on), last_found_on = values(last_found_on),
	last_run = values(last_run), corrected_by = if(values(status) = 'Open', null, corrected_by),
	corrected_on = if(values(status) = 'Open', null, corrected_on), note = if(values(status) = 'Open', null, note)"""


@dataclass
class Outcome:
	found: Counter = field(default_factory=Counter)
	anew: int = 0
	gone: int = 0


class Store:
	def __init__(self, run: str, began: datetime, under_way: UnderWay):
		self.run, self.began, self.under_way = run, began, under_way
		self.now = now_datetime()
		self.outcome = Outcome()
		self._rows: list[tuple] = []
		self._known = {row.finding_key: row for row in _known()}

	def write(self, findings: Iterable[Finding], sides: Iterable[str]) -> Outcome:
		"""`sides` were read to their end: what is not found there any more is gone."""
		told = {finding.key: finding for finding in findings}
		for key, finding in told.items():
			if not self.under_way.holds(finding):
				self._keep(key, finding)
		_insert(self._rows)
		self._forget({str(side) for side in sides}, told)
		return self.outcome

	def _keep(self, key: str, finding: Finding) -> None:
		known = self._known.get(key)
		if known and known.status == Status.CORRECTED and known.corrected_on >= self.began:
			# Somebody was quicker than the comparison.
			return
		status = _status(known, finding)
		is_new = not known or (status == Status.OPEN and known.status != Status.OPEN)
		self.outcome.found[str(finding.kind)] += 1
		self.outcome.anew += is_new
		found_on = self.now if is_new else known.found_on
		self._rows.append(self._row(known.name if known else None, status, finding, found_on))

	def _row(self, name: str | None, status: str, finding: Finding, found_on: datetime) -> tuple:
		user = frappe.session.user
		return (
			name, self.now, self.now, user, user, status, str(finding.kind), str(finding.side),
			finding.did or None, finding.username or None, finding.line or None, None, wording.difference(finding),
			finding.fingerprint, int(finding.may_stay), finding.key, found_on, self.now, self.run,
		)  # fmt: skip

	def _forget(self, sides: set[str], told: dict[str, Finding]) -> None:
		gone = [row.name for key, row in self._known.items() if key not in told and self._is_gone(row, sides)]
		for names in _chunks(gone):
			frappe.db.sql(
				f"""update {TABLE} set status = %s, modified = %s, modified_by = %s where name in %s""",
				(Status.GONE, self.now, frappe.session.user, names),
			)
		self.outcome.gone = len(gone)

	def _is_gone(self, row: frappe._dict, sides: set[str]) -> bool:
		if row.status not in UNSETTLED or row.side not in sides:
			return False
		recipient = row.sip_username if row.side == Side.SIP else row.did
		return not self.under_way.concerns(row.side, row.voip_line or "", recipient or "")


def _known() -> list[frappe._dict]:
	"""Locked, so that a person who decides at this moment does it before or after."""
	return frappe.db.sql(
		f"""select name, finding_key, status, side, did, sip_username, voip_line, fingerprint, found_on, corrected_on
		from {TABLE} order by name for update""",
		as_dict=True,
	)


def _status(known: frappe._dict | None, finding: Finding) -> str:
	"""What a person accepted is accepted as they saw it."""
	if known and known.status == Status.ACCEPTED and known.fingerprint == finding.fingerprint:
		return Status.ACCEPTED
	return Status.OPEN


def _insert(rows: list[tuple]) -> None:
	for some in _chunks(rows):
		new = iter(next_names(DOCTYPE, len(some)) if any(not row[0] for row in some) else ())
		customers = _customers(filter(None, (row[LINE] for row in some)))
		named = [
			(row[0] or next(new), *row[1:LINE], *customers.get(row[LINE], (None, None)), *row[CUSTOMER + 1 :])
			for row in some
		]
		marks = f"({', '.join(['%s'] * len(COLUMNS))})"
		values = [value for row in named for value in row]
		frappe.db.sql(WRITE % ", ".join([marks] * len(named)), values)


def _customers(lines: Iterable[str]) -> dict[str, tuple[str, str]]:
	"""Lines with their customers. The mark on an account may name a line that is not there any more."""
	names = list(lines)
	rows = frappe.get_all("VoIP Line", {"name": ("in", names)}, ["name", "customer_name"]) if names else ()
	return {row.name: (row.name, row.customer_name) for row in rows}


def _chunks(items: list) -> Iterable[list]:
	return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
