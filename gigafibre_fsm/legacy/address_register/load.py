"""One load of the register: read, merge, switch. Each phase finds by itself how far a killed run had come.

phase     leaves behind                          after a kill
read      the spool, complete with its manifest   begins again (under a minute)
merge     chunks committed to the next table      goes on with the chunk that was open
keys      indexes of the next table               makes those that are missing
carry     kept addresses, streets                 again, the same rows
switch    the previous tables                     settles them
"""

from itertools import islice

import frappe
from frappe import _
from pymysql import OperationalError
from pymysql.connections import Connection
from pymysql.constants import ER

from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.legacy.address_register import carrying, loaded, merging, references, tables
from gigafibre_fsm.legacy.address_register.filling import Filler
from gigafibre_fsm.legacy.address_register.spool import Spool
from gigafibre_fsm.legacy.address_register.tables import ADDRESS, NEXT, PREVIOUS, STREET
from gigafibre_fsm.legacy.server import execute, rows, value

CHUNK_ROWS = 100_000
SWITCH_ATTEMPTS, SWITCH_PATIENCE = 12, 5  # times, seconds each: meanwhile the visitors wait
READ, MERGED, KEYED = 0.3, 0.68, 0.93


class Load:
	def __init__(self, run, connection: Connection, spool: Spool, manifest: dict):
		self._run, self._connection, self._spool, self._manifest = run, connection, spool, manifest
		self._filler = Filler(connection, spool.folder)
		self._stamp = manifest["stamp"]

	def go(self) -> None:
		self._merge()
		self._phase(MERGED, _("Building indexes"))
		tables.add_missing_keys(self._connection, ADDRESS)
		self._phase(KEYED, _("Counting and checking"))
		account = self._carry()
		self._check(account)
		self._sign(account)
		self._spool.save({**self._manifest, "account": account})
		self._phase(0.99, _("Switching"))
		self._switch()

	def _phase(self, fraction: float, phase: str) -> None:
		self._run.save(checkpoint=phase)
		self._run.progress.at(fraction, phase, force=True)

	def _merge(self) -> None:
		connection, manifest = self._connection, self._manifest
		if not tables.exists(connection, NEXT[ADDRESS]):
			tables.create_next(connection, ADDRESS, with_keys=False)
		done = value(connection, f"select count(*) from `{NEXT[ADDRESS]}`")
		merging.create_chunk(connection)
		write = self._merge_chunk if manifest["before"] else self._load_chunk
		lines = islice(named(self._spool.lines(), manifest["renamed"]), done, None)
		while chunk := list(islice(lines, CHUNK_ROWS)):
			write(chunk)
			done += len(chunk)
			self._run.save(checkpoint=_("{0} rows merged").format(done))
			self._run.progress.at(READ + (MERGED - READ) * done / max(manifest["rows"], 1), _("Loading"))

	def _merge_chunk(self, chunk: list[str]) -> None:
		merging.empty_chunk(self._connection)
		self._filler.fill(merging.CHUNK, merging.CHUNK_COLUMNS, chunk)
		merging.insert(self._connection, self._stamp, self._manifest["user"])

	def _load_chunk(self, chunk: list[str]) -> None:
		"""Where there is nothing to compare with: twice as fast."""
		person = self._manifest["user"]
		same = {"creation": self._stamp, "modified": self._stamp, "owner": person, "modified_by": person}
		self._filler.fill(NEXT[ADDRESS], merging.CHUNK_COLUMNS, chunk, same)

	def _carry(self) -> dict:
		connection = self._connection
		carrying.made_by_hand(connection, [one.name for one in references.by_hand()])
		pointed_to = references.names()
		frappe.db.rollback()  # its snapshot of the tables would keep them from being switched
		carrying.vanished(connection, pointed_to, self._stamp, ADDRESS, NEXT[ADDRESS])
		account = self._count()
		tables.create_next(connection, STREET, with_keys=True)
		lines = self._spool.streets.read_text(encoding="utf-8").splitlines(keepends=True)
		carrying.streets(connection, self._filler, lines, self._stamp, self._manifest["user"])
		account["before"] = value(connection, f"select count(*) from `{ADDRESS}`")
		kept = account["updated"] + account["unchanged"] + account["by_hand"] + account["vanished"]
		account["removed"] = account["before"] - kept
		return account

	def _count(self) -> dict:
		"""By the dates that the merge wrote. One look at all rows."""
		inserted, touched, vanished, total, *print_ = map(
			int,
			rows(
				self._connection,
				f"""select coalesce(sum(held and creation = %s), 0), coalesce(sum(held and modified = %s), 0),
					coalesce(sum(vanished_on is not null), 0), count(*), {loaded.ADDRESSES}
				from (select *, {loaded.HELD} as held from `{NEXT[ADDRESS]}`) as a""",
				self._stamp,
				self._stamp,
			)[0],
		)
		held = print_[0]
		counts = {"inserted": inserted, "updated": touched - inserted, "unchanged": held - touched}
		return {**counts, "vanished": vanished, "by_hand": total - held - vanished, "print": print_}

	def _check(self, account: dict) -> None:
		"""Before anything is switched. What follows would otherwise be found out by a visitor."""
		found = account["inserted"] + account["updated"] + account["unchanged"]
		if found != self._manifest["rows"] or account["removed"] < 0:
			self._start_over(
				_("The rows that were loaded do not add up: {0} of {1}. Nothing was switched.").format(
					found, self._manifest["rows"]
				)
			)
		if not all(tables.same_shape(self._connection, table) for table in (STREET, ADDRESS)):
			self._start_over(
				_("The tables were changed while the file was being loaded. Run the step again.")
			)

	def _start_over(self, sentence: str) -> None:
		tables.drop(self._connection, NEXT)
		self._spool.clear()
		frappe.throw(sentence, InvalidState)

	def _sign(self, account: dict) -> None:
		manifest = self._manifest
		facts = {
			name: manifest[name]
			for name in ("file", "digest", "rules", "stamp", "read", "rejected", "municipalities")
		}
		facts["run"] = self._run.name
		facts["streets"] = value(self._connection, f"select count(*) from `{NEXT[STREET]}`")
		facts["addresses"] = value(self._connection, f"select count(*) from `{NEXT[ADDRESS]}`")
		facts["vanished"] = account["vanished"]
		facts["fingerprint"] = [*account["print"], *loaded.streets(self._connection, NEXT[STREET])]
		loaded.write_on_next(self._connection, facts)

	def _switch(self) -> None:
		execute(self._connection, f"set session lock_wait_timeout = {SWITCH_PATIENCE}")
		for attempt in range(1, SWITCH_ATTEMPTS + 1):
			try:
				return tables.switch(self._connection)
			except OperationalError as error:
				if error.args[0] != ER.LOCK_WAIT_TIMEOUT or attempt == SWITCH_ATTEMPTS:
					raise


def settle(connection: Connection, stamp: str) -> None:
	"""After the switch. Whoever linked to an old address has committed before it: the switch waited for him."""
	if tables.exists(connection, PREVIOUS[ADDRESS]) and tables.exists(connection, PREVIOUS[STREET]):
		carrying.changed_meanwhile(connection, stamp)
		pointed_to = references.names()
		frappe.db.rollback()  # a fresh look next time
		carrying.vanished(connection, pointed_to, stamp, PREVIOUS[ADDRESS], ADDRESS)
	tables.drop(connection, PREVIOUS)


def named(lines, renamed: dict[str, str]):
	"""The lines of the spool under the names that their addresses have here."""
	if not renamed:
		yield from lines
		return
	for line in lines:
		address_id, rest = line.split("\t\t", 1)
		kept = renamed.get(address_id)
		yield f"{kept}\t{address_id}\t{rest}" if kept else line
