"""Plain tables: while the database writes one batch, the next one is read and worked out, down to its statements.

The site's connection is in the hands of a thread meanwhile, so that everything is looked up on another one. It sees what
is committed; a plain row has nothing to do with the rows just before it. A batch that the database refuses is written
again the ordinary way, and the one after it is worked out anew.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import frappe
import pymysql

from gigafibre_fsm.gigafibre_fsm.second_connection import another_database
from gigafibre_fsm.legacy.engine import statements
from gigafibre_fsm.legacy.engine.batch import Sorted


@dataclass
class Batch:
	rows: Sequence[dict]
	found: Sorted
	# None as long as they are not worked out.
	texts: Sequence[str] | None = None
	writing: Future | None = None


def go(line, batches: Iterable[list[dict]], told: Callable[[int], None]) -> None:
	before: Batch | None = None
	with _lookups() as looking_up, ThreadPoolExecutor(1) as writer:
		for batch in _worked_out(line, batches, looking_up):
			if before and not _finish(line, before, told):
				batch = Batch(batch.rows, line.sorter.sort(batch.rows))
			before = _begin(line, batch, writer)
		if before:
			_finish(line, before, told)


def _worked_out(line, batches: Iterable[list[dict]], looking_up: Callable) -> Iterator[Batch]:
	"""Reading may fail, and then even the sentence about it is looked up."""
	left = iter(batches)
	while True:
		with looking_up():
			rows = next(left, None)
			if not rows:
				return
			batch = Batch(rows, line.sorter.sort(rows))
			if _is_all_new(batch.found):
				batch.texts = _texts(line, batch.found)
		yield batch


def _is_all_new(found: Sorted) -> bool:
	"""Whoever changes what is there, has to lock it first, on the connection that writes."""
	return not any(one.before for one in (*found.work, *found.rejects)) and not any(
		work.targets for work in found.work
	)


def _texts(line, found: Sorted) -> Sequence[str]:
	if not (found.work or found.rejects):
		return ()
	with statements.collected() as texts:
		line.write_sorted(found)
	return texts


@contextmanager
def _lookups() -> Iterator[Callable]:
	database, of_site = another_database(), frappe.local.db

	@contextmanager
	def in_use() -> Iterator[None]:
		frappe.local.db = database
		try:
			database.rollback()  # sees what has been committed since
			yield
		finally:
			frappe.local.db = of_site

	database.connect()
	try:
		yield in_use
	finally:
		database.close()


def _begin(line, batch: Batch, writer: ThreadPoolExecutor) -> Batch:
	if batch.texts is None:
		batch.texts = _texts(line, batch.found)
	if batch.texts:
		batch.writing = writer.submit(_execute, frappe.db._cursor, batch.texts)
	return batch


def _execute(cursor, texts: Sequence[str]) -> None:
	for text in texts:
		cursor.execute(text)


def _finish(line, batch: Batch, told: Callable[[int], None]) -> bool:
	"""Whether what was worked out is what stands in the database now."""
	is_written = True
	try:
		if batch.writing:
			batch.writing.result()
	except pymysql.err.MySQLError:
		frappe.db.rollback()
		batch.found, is_written = line.write_safely(batch.rows), False
	line.count(len(batch.rows), batch.found)
	told(len(batch.rows))
	return is_written
