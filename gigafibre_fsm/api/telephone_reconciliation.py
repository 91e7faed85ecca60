"""The buttons of Telephone Reconciliation and Telephone Difference. Who may write a run may start one, and who may write
lines decides about differences."""

import frappe
from frappe import _

from gigafibre_fsm.api.endpoint import endpoint, names_in, needed
from gigafibre_fsm.exceptions import NotFound
from gigafibre_fsm.voice_service.services import reconciliation
from gigafibre_fsm.voice_service.services.reconciliation import correcting, jobs, running

RUN, DIFFERENCE = running.DOCTYPE, correcting.DOCTYPE


@frappe.whitelist(methods=["POST"])
@endpoint()
def start() -> dict:
	frappe.has_permission(RUN, "write", throw=True)
	jobs.start()
	return jobs.state()


@frappe.whitelist(methods=["GET", "POST"])
@endpoint()
def get_state() -> dict:
	frappe.has_permission(RUN, "read", throw=True)
	return jobs.state()


@frappe.whitelist(methods=["POST"])
@endpoint()
def correct(names: list | str) -> dict:
	return reconciliation.correct(_known(names))


@frappe.whitelist(methods=["POST"])
@endpoint()
def accept(names: list | str, note: str) -> dict:
	return reconciliation.accept(_known(names), needed("note", note))


@frappe.whitelist(methods=["POST"])
@endpoint()
def reopen(names: list | str) -> dict:
	return reconciliation.reopen(_known(names))


def _known(given: list | str) -> list[str]:
	correcting.check_right()
	names = names_in(given, correcting.MOST_AT_ONCE)
	if unknown := set(names) - set(frappe.get_all(DIFFERENCE, {"name": ("in", names)}, pluck="name")):
		frappe.throw(_("There is no difference {0}.").format(", ".join(sorted(unknown))), NotFound)
	return names
