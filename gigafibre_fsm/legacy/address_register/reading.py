"""Reads the file once: good rows to the spool, bad ones to the run's rejects."""

from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

import frappe
from frappe import _

from gigafibre_fsm.domain.addresses.register_lines import UnreadableFile
from gigafibre_fsm.domain.addresses.renumbered import Watch
from gigafibre_fsm.domain.addresses.rqa import Batch, Register, Row
from gigafibre_fsm.domain.addresses.street_name import search_key
from gigafibre_fsm.domain.identifiers import street_key
from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.legacy.address_register import references, sentences
from gigafibre_fsm.legacy.address_register.spool import Spool

SOURCE = "RQA"
SHARE = 0.3  # of the whole load's time
# JavaScript's numbers hold 53 bits: a form that is saved must not change the digest.
DIGEST_BITS = 52


class Reading:
	def __init__(self, run, path: Path, spool: Spool):
		self._run, self._spool = run, spool
		self._register = Register(path)
		self._reasons = sentences.reasons()
		self._keys: list[str] = []
		self._addresses: Counter[int] = Counter()
		kept = {one.name: one for one in (*references.by_hand(), *references.pointed_to())}
		self._watch = Watch(kept.values())

	def read(self) -> dict:
		"""What is known once the whole file has been read; the spool holds its good rows."""
		self._spool.begin()
		try:
			for batch in self._register.batches():
				self._take(batch)
		except UnreadableFile as error:
			frappe.throw(sentences.of_file(error), InvalidRequest)
		self._spool.flush()
		self._write_streets()
		return self._account()

	def _take(self, batch: Batch) -> None:
		run = self._run
		for bad in batch.rejects:
			row = {**bad.row, "line": bad.line} if "line" not in bad.row else bad.row
			run.reject(
				SOURCE, bad.address_id or _("line {0}").format(bad.line), self._reasons[bad.reason], row
			)
		run.counts.rows_read += len(batch.rows) + len(batch.rejects)
		for street, municipality in self._register.streets[len(self._keys) :]:
			self._keys.append(street_key(street, municipality))
		self._spool.add(list(self._lines(batch.rows)))
		run.progress.at(SHARE * self._register.fraction, _("Reading"))
		run.save_sometimes()

	def _lines(self, rows: list[Row]) -> Iterable[str]:
		keys, watch, addresses = self._keys, self._watch, self._addresses
		watched = watch.streets
		for address_id, street, civic, suffix, unit, postal, latitude, longitude in rows:
			key = keys[street]
			addresses[street] += 1
			watch.identifier(address_id)
			if key in watched:
				watch.place((key, civic, suffix, unit), address_id, postal, latitude, longitude)
			said = f"{key}\t{civic}\t{suffix}\t{unit}\t{postal}\t{latitude:.6f}\t{longitude:.6f}"
			yield f"{address_id}\t\t{said}\t{_digest(said)}\n"

	def _write_streets(self) -> None:
		with self._spool.streets.open("w", encoding="utf-8", newline="\n") as file:
			for number, (street, municipality) in self._streets():
				file.write(f"{self._keys[number]}\t{street}\t{municipality}\t{search_key(street)[:140]}\n")

	def _streets(self) -> list[tuple[int, tuple[str, str]]]:
		"""Those that have an address: of some every row may have been rejected."""
		return [(number, self._register.streets[number]) for number in sorted(self._addresses)]

	def _account(self) -> dict:
		found = {row.address_id for rows in self._watch.found.values() for row in rows}
		names = self._watch.names(references.known(found))
		counts = self._run.counts
		return {
			"read": counts.rows_read,
			"rejected": counts.rejected,
			"rows": counts.rows_read - counts.rejected,
			"streets": len(self._addresses),
			"municipalities": len({municipality for _number, (_street, municipality) in self._streets()}),
			"emptied": dict(self._register.emptied),
			"reasons": dict(self._run.reasons),
			"renamed": names.renamed,
			"missing": [one.name for one in names.missing],
		}


def _digest(said: str) -> int:
	"""Of what the register says of an address; never 0, which is the mark of one made by hand."""
	number = int.from_bytes(blake2b(said.encode(), digest_size=8).digest(), "big")
	return (number >> (64 - DIGEST_BITS)) or 1
