"""Moves the values of a hand-made doctype into our fields, once Frappe has imported our DocType file."""

import frappe
from frappe import _
from frappe.cache_manager import clear_controller_cache

from gigafibre_fsm.setup import memory, schema
from gigafibre_fsm.setup.adopt import permissions, report, secrets, singles, survivors, values
from gigafibre_fsm.setup.adopt.snapshot import PREFIX, Move, moves, recall, remembered, save


def after_sync() -> None:
	adopted = remembered()
	if not adopted:
		return
	clear_controller_cache()
	notes = []
	for doctype in adopted:
		notes += _adopt(doctype)
		frappe.db.commit()  # a doctype may be large, and each can be finished on its own
	report.tell(notes)
	for doctype in adopted:
		memory.forget(PREFIX + doctype)
	frappe.db.commit()  # together with the report: either there is still something to adopt, or it was told
	frappe.clear_cache()


def _adopt(doctype: str) -> list[str]:
	snapshot = recall(doctype)
	notes = [_("{0}: adopted, with {1} rows.").format(doctype, _count(doctype, snapshot))]
	if snapshot["single"]:
		singles.adopt(doctype)
	else:
		notes += _move_all(doctype, snapshot)
		notes += values.make_canonical(doctype)
		secrets.encrypt_plain(doctype)
	values.move_tables(doctype, snapshot)
	secrets.mask_history(doctype)
	notes += survivors.keep(doctype, snapshot)
	notes += permissions.merge(doctype, snapshot)
	return notes + report.findings(doctype, snapshot)


def _count(doctype: str, snapshot: dict) -> int:
	return 1 if snapshot["single"] else frappe.db.count(doctype)


def _move_all(doctype: str, snapshot: dict) -> list[str]:
	notes = []
	for move in moves(doctype, snapshot):
		if move.source not in snapshot["moved"]:
			_move_one(doctype, snapshot, move)
		if left := snapshot["moved"][move.source]:
			notes.append(
				_("{0}: {1} values of {2} did not fit into {3}; they stay in {2}.").format(
					doctype, left, move.source, move.target
				)
			)
		else:
			_drop(doctype, move.source)
	return notes


def _move_one(doctype: str, snapshot: dict, move: Move) -> None:
	"""Values and the note that they were moved are one transaction: a run after a crash never moves them twice."""
	snapshot["moved"][move.source] = values.move_column(doctype, move)
	save(doctype, snapshot)
	frappe.db.commit()  # before the column goes, which MariaDB cannot roll back


def _drop(doctype: str, source: str) -> None:
	frappe.db.delete("Custom Field", {"dt": doctype, "fieldname": source})
	schema.drop_columns(doctype, [source])
