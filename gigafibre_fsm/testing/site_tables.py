"""All tables of a site: what state they are in, and back to the state from before.

For tests of what commits on its own, and touches so much that nobody could name it to take it away again.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from itertools import groupby
from operator import itemgetter

import frappe
from pymysql.connections import Connection

from gigafibre_fsm.testing.legacy_database.on_site import administrator


class SiteTables:
	def __init__(self, connection: Connection):
		self._connection = connection
		self.database = frappe.conf.db_name
		self.kept = f"{self.database}_kept"

	def state(self) -> dict[str, object]:
		"""A checksum of each table's rows, and how far each sequence is."""
		names = [f"`{self.database}`.`{table}`" for table in self.of_type("BASE TABLE")]
		found = {
			name.partition(".")[2]: sum_ for name, sum_ in self.rows(f"checksum table {', '.join(names)}")
		}
		return {**found, **self._sequences()}

	def _sequences(self) -> dict[str, int]:
		return {
			name: self.rows(f"select next_not_cached_value from `{self.database}`.`{name}`")[0][0]
			for name in self.of_type("SEQUENCE")
		}

	def of_type(self, kind: str) -> list[str]:
		found = self.rows(
			"select table_name from information_schema.tables where table_schema = %s and table_type = %s",
			self.database,
			kind,
		)
		return sorted(name for (name,) in found)

	def rows(self, query: str, *values) -> tuple:
		with self._connection.cursor() as cursor:
			cursor.execute(query, values or None)
			return cursor.fetchall()

	# -- keeping

	def keep(self) -> dict[str, object]:
		state = self.state()
		self.rows(f"create or replace database `{self.kept}`")
		for table in self.of_type("BASE TABLE"):
			if state[table]:
				self._keep_table(table)
		return state

	def _keep_table(self, table: str) -> None:
		self.rows(
			f"create table `{self.kept}`.`{table}` engine=aria transactional=0"
			f" as select {self._columns[table]} from `{self.database}`.`{table}`"
		)

	def bring_back(self, before: dict[str, object]) -> None:
		frappe.db.rollback()
		now, sequences = self.state(), self._sequences()
		for name in (name for name in now if now[name] != before.get(name)):
			if name in sequences:
				self.rows(f"alter sequence `{self.database}`.`{name}` restart with {before[name]}")
			else:
				self._fill_again(name, bool(before.get(name)))
		frappe.clear_cache()

	def _fill_again(self, table: str, was_there: bool) -> None:
		self.rows(f"truncate table `{self.database}`.`{table}`")
		if was_there:
			columns = self._columns[table]
			self.rows(
				f"insert into `{self.database}`.`{table}` ({columns})"
				f" select {columns} from `{self.kept}`.`{table}`"
			)

	@cached_property
	def _columns(self) -> dict[str, str]:
		"""Of each table, but for those that are computed."""
		found = self.rows(
			"select table_name, column_name from information_schema.columns"
			" where table_schema = %s and is_generated = 'NEVER' order by table_name, ordinal_position",
			self.database,
		)
		return {
			table: ", ".join(f"`{name}`" for _table, name in columns)
			for table, columns in groupby(found, key=itemgetter(0))
		}

	def forget(self) -> None:
		self.rows(f"drop database if exists `{self.kept}`")


@contextmanager
def kept_site() -> Iterator[SiteTables]:
	"""Whatever is committed inside is gone afterwards; `bring_back(kept.before)` does it in between."""
	with closing(administrator()) as connection:
		tables = SiteTables(connection)
		tables.before = tables.keep()
		try:
			yield tables
		finally:
			tables.bring_back(tables.before)
			tables.forget()
