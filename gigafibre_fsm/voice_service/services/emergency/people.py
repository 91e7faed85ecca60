"""What people have to do where the provider will not take an address."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html, get_link_to_form, nowdate

from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.voice_service.doctype.voip_line.status import E911Status

DONE = ("Completed", "Cancelled")
TEAM = "support"


def told(line: Document, said: str | None) -> None:
	"""One task for each number, however often it is refused; done when the address is confirmed."""
	task = _open_task(line)
	if line.e911_status == E911Status.FAILED and not task:
		_make(line, said or "")
	elif line.e911_status in (E911Status.SYNCED, E911Status.DEREGISTERED) and task:
		done = {"status": "Completed", "completed_on": nowdate()}
		frappe.get_doc("Task", task).update(done).save(ignore_permissions=True)


def _subject(line: Document) -> str:
	return _("911 address refused: {0}", lang=languages.of_office()).format(line.did)


def _open_task(line: Document) -> str | None:
	return frappe.db.get_value("Task", {"subject": _subject(line), "status": ("not in", DONE)})


def _make(line: Document, said: str) -> None:
	"""In no Project: a completed installation would open again."""
	frappe.get_doc(
		{
			"doctype": "Task",
			"subject": _subject(line),
			"description": f"{get_link_to_form(line.doctype, line.name)}<br>{escape_html(said)}",
			"fsm_team": TEAM,
			"service_location": line.service_location,
			"priority": "Urgent",
			"exp_end_date": nowdate(),
		}
	).insert(ignore_permissions=True)
