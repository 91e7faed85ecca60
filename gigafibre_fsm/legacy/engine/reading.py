"""Rows as they stand on the legacy server: one snapshot per step, a cursor on the server, a batch at a time."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import chain, islice

import frappe
import pymysql
from frappe import _
from pymysql.cursors import SSCursor

from gigafibre_fsm.exceptions import UpstreamError
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.errors import ProviderError
from gigafibre_fsm.legacy import refused
from gigafibre_fsm.legacy.connection import LegacyServer, connect, legacy_server
from gigafibre_fsm.legacy.engine.answers import Answer
from gigafibre_fsm.legacy.engine.importer import ACS, Importer

# Between two batches the server waits while they are written.
SESSION = "set session net_write_timeout = 3600, session wait_timeout = 28800"
# A sort of a large table takes its time before the first row comes.
READ_TIMEOUT = 120
# So the driver says that it lost the line, or the server that it gave up.
GONE = (pymysql.err.OperationalError, pymysql.err.InterfaceError, pymysql.err.InternalError)
SNAPSHOT = "start transaction with consistent snapshot, read only"


class LegacyServerGone(UpstreamError):
	"""In the middle of a run; what was committed stays, the next run goes on."""


class Reader:
	def __init__(self, server: LegacyServer, stream, beside, aside):
		self._server, self._stream, self._beside, self._aside = server, stream, beside, aside

	def count(self, importer: Importer) -> int:
		number = self._value(f"select count(*) from {self._from(importer)}")
		if importer.details:
			number += self._value(f"select count(*) from {self.table(importer, importer.details.table)}")
		return number

	def batches(self, importer: Importer) -> Iterator[list[dict]]:
		query = f"select {_columns(importer.columns)} from {self._from(importer)} order by {importer.order}"
		batches = self._stream_batches(self._stream, query, importer.batch)
		yield from self._with_details(importer, batches) if importer.details else batches

	def _with_details(self, importer: Importer, batches: Iterable[list[dict]]) -> Iterator[list[dict]]:
		"""Their table has no index by the row they belong to: it is sorted once, and both are gone through together."""
		parent = importer.details.parent
		query = self._select_details(importer, f"where `{parent}` is not null order by `{parent}`, id")
		found = chain.from_iterable(self._stream_batches(self._beside, query, importer.batch))
		details = InOrder(found, parent)
		for rows in batches:
			for row in rows:
				row["details"] = details.of(row["id"])
			yield rows

	def orphans(self, importer: Importer) -> Iterator[list[dict]]:
		"""Details of rows that do not exist."""
		query = self._select_details(
			importer,
			f"detail where not exists (select 1 from {self.table(importer, importer.table)} parent"
			f" where parent.id = detail.`{importer.details.parent}`) order by id",
		)
		yield from self._stream_batches(self._stream, query, importer.batch)

	def rows_by_id(self, importer: Importer, ids: Sequence[int]) -> list[dict]:
		query = f"select {_columns(importer.columns)} from {self._from(importer, 'id in %s')} order by id"
		rows = self.rows(query, (tuple(ids),))
		if rows and importer.details:
			parent = importer.details.parent
			query = self._select_details(importer, f"where `{parent}` in %s order by `{parent}`, id")
			details = InOrder(iter(self.rows(query, (tuple(ids),))), parent)
			for row in rows:
				row["details"] = details.of(row["id"])
		return rows

	def _select_details(self, importer: Importer, end: str) -> str:
		details = importer.details
		return f"select {_columns(details.columns)} from {self.table(importer, details.table)} {end}"

	def _from(self, importer: Importer, also: str = "") -> str:
		conditions = " and ".join(f"({one})" for one in (importer.where, also) if one)
		return self.table(importer, importer.table) + (f" where {conditions}" if conditions else "")

	def table(self, importer: Importer, table: str) -> str:
		database = self._server.acs_database if importer.database == ACS else self._server.database
		return f"`{database}`.`{table}`"

	@staticmethod
	def _stream_batches(connection, query: str, size: int) -> Iterator[list[dict]]:
		with _telling(query):
			cursor = connection.cursor(SSCursor)
			try:
				cursor.execute(query)
				found = Answer(cursor).dicts()
				while rows := list(islice(found, size)):
					yield rows
			except (pymysql.MySQLError, GeneratorExit):
				_leave_the_rest(cursor)
				raise
			cursor.close()

	def rows(self, query: str, values: tuple | None = None) -> list[dict]:
		with _telling(query), self._aside.cursor(SSCursor) as cursor:
			cursor.execute(query, values)
			return list(Answer(cursor).dicts())

	def _value(self, query: str) -> int:
		[row] = self.rows(query)
		[value] = row.values()
		return value


class InOrder:
	"""Rows that belong to others, given out to whoever asks for those in the order of their ids."""

	def __init__(self, rows: Iterator[dict], parent: str):
		self._rows, self._parent = rows, parent
		self._next = next(rows, None)

	def of(self, legacy_id: int) -> list[dict]:
		found = []
		while self._next and self._next[self._parent] <= legacy_id:
			if self._next[self._parent] == legacy_id:
				found.append(self._next)
			self._next = next(self._rows, None)
		return found


def _leave_the_rest(cursor: SSCursor) -> None:
	"""The driver wants to read on to the end, whatever has become of the line."""
	if cursor._result:
		cursor._result.unbuffered_active = False


def _columns(columns: Sequence[str]) -> str:
	return ", ".join(f"`{column}`" for column in columns)


@contextmanager
def reader() -> Iterator[Reader]:
	with ExitStack() as stack:
		try:
			server = legacy_server(Credentials(frappe.get_cached_doc("FSM Settings")))
			connections = [stack.enter_context(connect(server, READ_TIMEOUT)) for _each in range(3)]
		except ProviderError as trouble:
			frappe.throw(str(trouble), UpstreamError)
		with _telling(SNAPSHOT):
			for connection in connections:
				_execute(connection, SESSION)
				_execute(connection, SNAPSHOT)
		yield Reader(server, *connections)


def _execute(connection, query: str) -> None:
	with connection.cursor() as cursor:
		cursor.execute(query)


@contextmanager
def _telling(query: str) -> Iterator[None]:
	"""The driver's own errors may show a row."""
	try:
		yield
	except (*GONE, pymysql.err.ProgrammingError) as error:
		refusal = refused.sentence(error, query)
		if not (refusal or isinstance(error, GONE)):
			raise
		code = error.args[0] if error.args else "?"
	else:
		return
	if refusal:
		frappe.throw(refusal, UpstreamError)
	frappe.throw(
		_(
			"The legacy server went away in the middle (error {0}). Run the step again: it goes on from here."
		).format(code),
		LegacyServerGone,
	)
