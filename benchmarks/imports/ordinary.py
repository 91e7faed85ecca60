"""The same rows with each document's own `insert()` and `save()`: what an import through the controllers costs."""

import time
from collections.abc import Container, Sequence
from dataclasses import dataclass

import frappe
from frappe.utils import now_datetime

from gigafibre_fsm.domain.legacy import ids
from gigafibre_fsm.domain.legacy.outcome import OWN, Change, ChildRow, Effect, Record, Rejected
from gigafibre_fsm.legacy.engine.importer import Importer
from gigafibre_fsm.legacy.engine.links import Links
from gigafibre_fsm.legacy.engine.reading import Reader, reader
from gigafibre_fsm.legacy.engine.step import importers

# What comes along with a row and has to be there before its document.
POINTED_TO = ("OLT", "Pricing Zone")


@dataclass
class Sample:
	rows: int = 0
	seconds: float = 0.0
	# Rows of the sample that the controllers do not take: they count on neither side.
	refused: int = 0


def write(step: str, size: int, without: Container[str] = ()) -> dict[str, Sample]:
	"""A sample of each line's rows, written and taken back. What a row becomes is not part of the time."""
	found = {}
	with reader() as source:
		for importer in importers(step):
			if importer.line in without:
				continue
			importer.prepare(source)
			rows = _new(importer, _rows(importer, source, size))
			known = Links(importer, now_datetime()).known(rows)
			found[importer.line] = _write([_effects(importer, row, known) for row in rows])
	return found


def _rows(importer: Importer, source: Reader, size: int) -> list[dict]:
	"""Strewn over the whole table."""
	where = f"where {importer.where}" if importer.where else ""
	table = source.table(importer, importer.table)
	all_ids = [row["id"] for row in source.rows(f"select id from {table} {where} order by id")]
	return source.rows_by_id(importer, all_ids[:: max(len(all_ids) // size, 1)][:size])


def _new(importer: Importer, rows: list[dict]) -> list[dict]:
	"""Without those that would only be linked to what is there."""
	there = importer.existing([row for row in rows if row["id"] <= ids.HIGHEST])
	return [row for row in rows if row["id"] not in there]


def _effects(importer: Importer, row: dict, known) -> Sequence[Effect]:
	try:
		return importer.becomes(row, known)
	except Rejected:
		return ()


def _write(rows: Sequence[Sequence[Effect]]) -> Sample:
	sample = Sample()
	frappe.db.savepoint("sample")
	for effects in filter(None, rows):
		# Frappe's own list of what is being saved grows with each insert.
		frappe.flags.currently_saving = []
		start = time.perf_counter()
		try:
			_apply(effects)
		except frappe.ValidationError:
			sample.refused += 1
			continue
		sample.rows += 1
		sample.seconds += time.perf_counter() - start
	frappe.db.rollback(save_point="sample")
	frappe.db.rollback()
	return sample


def _apply(effects: Sequence[Effect]) -> None:
	own = None
	for effect in sorted(effects, key=_is_pointed_to, reverse=True):
		name = _apply_one(effect, own)
		own = own or (None if _is_pointed_to(effect) else name)


def _is_pointed_to(effect: Effect) -> bool:
	return isinstance(effect, Record) and effect.doctype in POINTED_TO


def _apply_one(effect: Effect, own: str | None) -> str:
	if isinstance(effect, Record):
		return _insert(effect, own)
	if isinstance(effect, ChildRow):
		document = frappe.get_doc(effect.parenttype, effect.parent)
		document.append(effect.parentfield, _with_name(effect.values, own))
	elif isinstance(effect, Change):
		document = frappe.get_doc(effect.doctype, own if effect.name is OWN else effect.name)
		document.update(_with_name(effect.values, own))
	else:
		return frappe.get_doc(effect.doctype, effect.name).add_comment("Comment", effect.text).name
	document.save(ignore_permissions=True)
	return document.name


def _insert(record: Record, own: str | None) -> str:
	values = _with_name(record.values, own)
	name = values.get("name")
	if name and frappe.db.exists(record.doctype, name):
		return name
	document = frappe.get_doc({"doctype": record.doctype, **values})
	return document.insert(ignore_permissions=True, set_name=name).name


def _with_name(values: dict, own: str | None) -> dict:
	return {field: own if value is OWN else value for field, value in values.items()}
