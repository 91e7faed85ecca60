"""Managers hear of new differences in the desk's bell, once per run."""

from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.gigafibre_fsm import people

ROLE = "FSM Manager"


def of_new(run: Document) -> None:
	if run.found_anew:
		sentence = _("Telephone reconciliation: {0} new differences.").format(run.found_anew)
		people.notify(people.with_roles(ROLE), run, sentence)
