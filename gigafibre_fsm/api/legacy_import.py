"""What the page Legacy Import and the list of Legacy Import Reject ask for.

Who may write the account of a run may start one: the managers.
"""

import frappe
from frappe import _

from gigafibre_fsm.api.endpoint import endpoint, names_in, needed
from gigafibre_fsm.exceptions import InvalidRequest, NotFound
from gigafibre_fsm.legacy import by_hand, connection, cutover, ended, jobs, overview
from gigafibre_fsm.legacy.steps import of_the_legacy_database

RUN, REJECT = "Legacy Import Run", "Legacy Import Reject"


@frappe.whitelist(methods=["GET", "POST"])
@endpoint()
def get_state() -> dict:
	_check_right()
	return overview.state()


@frappe.whitelist(methods=["GET", "POST"])
@endpoint()
def get_progress() -> dict:
	_check_right()
	return overview.work()


@frappe.whitelist(methods=["POST"])
@endpoint()
def start(step: str | None = None, dry_run: bool = False) -> dict:
	"""One step, or all of them in their order."""
	_check_right()
	steps = [_known_step(step)] if step else of_the_legacy_database()
	connection.check_configured()
	if not dry_run:
		ended.guard(steps)
	jobs.start(steps, dry_run=int(dry_run))
	return {}


@frappe.whitelist(methods=["POST"])
@endpoint()
def cut_over() -> dict:
	_check_right()
	cutover.cut_over()
	return overview.state()


@frappe.whitelist(methods=["POST"])
@endpoint()
def roll_back(reason: str) -> dict:
	_check_right()
	cutover.roll_back(needed("reason", reason))
	return overview.state()


@frappe.whitelist(methods=["POST"])
@endpoint()
def retry(names: list | str) -> dict:
	_check_right()
	return by_hand.retry(_names(names))


@frappe.whitelist(methods=["POST"])
@endpoint()
def set_aside(names: list | str) -> dict:
	_check_right()
	return by_hand.set_aside(_names(names))


@frappe.whitelist(methods=["POST"])
@endpoint()
def reopen(names: list | str) -> dict:
	_check_right()
	return by_hand.reopen(_names(names))


def _check_right() -> None:
	frappe.has_permission(RUN, "write", throw=True)


def _known_step(step: str) -> str:
	if step not in of_the_legacy_database():
		sentence = _("step: there is no step {0}. There are {1}.")
		frappe.throw(sentence.format(step, ", ".join(of_the_legacy_database())), InvalidRequest)
	return step


def _names(given: list | str) -> list[str]:
	names = names_in(given, by_hand.MOST_AT_ONCE)
	if unknown := set(names) - set(frappe.get_all(REJECT, {"name": ("in", names)}, pluck="name")):
		frappe.throw(_("There is no rejected row {0}.").format(", ".join(sorted(unknown))), NotFound)
	return names
