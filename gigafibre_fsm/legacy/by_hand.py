"""What a manager does with rejected rows: corrects and retries them, sets them aside, takes them up again."""

import frappe
from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.gigafibre_fsm import chosen
from gigafibre_fsm.gigafibre_fsm.doctype.legacy_import_reject.status import Status
from gigafibre_fsm.legacy import discreet, ended, locks
from gigafibre_fsm.legacy.engine.retry import retry as put_through
from gigafibre_fsm.legacy.steps import OF_ADDRESSES

DOCTYPE = "Legacy Import Reject"
MOST_AT_ONCE = 500


def retry(names: list[str]) -> dict:
	"""Each row is read again, its corrections laid over it, and imported like any other."""
	with locks.only_run():
		frappe.db.rollback()  # the transaction began before the lock; nothing is written yet
		rejects = frappe.get_all(DOCTYPE, {"name": ("in", names)}, ["name", "status", "step"])
		left = {reject.name: reason for reject in rejects if (reason := _obstacle(reject))}
		fit = [name for name in names if name not in left]
		ended.guard({reject.step for reject in rejects if reject.name not in left})
		outcomes = discreet.call(_("Retry"), put_through, fit) if fit else {}
		left |= {name: reason for name, reason in outcomes.items() if reason}
		frappe.db.commit()  # before the lock is given back: the next run must see what these rows have become
	return _answer(names, left)


def _obstacle(reject) -> str | None:
	if reject.status == Status.IMPORTED:
		return _("It is imported already.")
	if reject.step in OF_ADDRESSES:
		return _("It comes from the address register's file: correct the file and load it again.")
	return None


def set_aside(names: list[str]) -> dict:
	return _move(names, Status.SET_ASIDE)


def reopen(names: list[str]) -> dict:
	return _move(names, Status.OPEN)


def _move(names: list[str], status: str) -> dict:
	def move(reject: Document) -> None:
		if reject.status != status:
			reject.update({"status": status}).save()

	return chosen.each(names, lambda name: frappe.get_doc(DOCTYPE, name, for_update=True), move)


def _answer(names: list[str], left: dict[str, str]) -> dict:
	return {
		"done": [name for name in names if name not in left],
		"left": [{"name": name, "reason": reason} for name, reason in left.items()],
	}
