"""The order's tasks are done, and with them its Project. What only an office can finish goes on outside of it."""

from collections.abc import Iterable, Sequence

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html, get_link_to_form, nowdate, today

from gigafibre_fsm.domain.orders import phone_tasks
from gigafibre_fsm.domain.orders.tasks import SUPPORT
from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.subscriber.services.installation.installed import Installed

COMPLETED, CANCELLED = "Completed", "Cancelled"
DONE = (COMPLETED, CANCELLED)


def finish(installed: Installed) -> None:
	project = installed.project
	open_tasks = [frappe.get_doc("Task", name) for name in _open(project.name)]
	for task in _in_order(open_tasks):
		_complete(task)
		if _goes_on(task):
			_go_on(task)
	project.reload()
	if project.status not in DONE:
		project.update({"status": COMPLETED}).save(ignore_permissions=True)


def _open(project: str) -> list[str]:
	filters = {"project": project, "status": ("not in", DONE)}
	return frappe.get_all("Task", filters, pluck="name", order_by="lft")


def _in_order(tasks: Sequence[Document]) -> Iterable[Document]:
	"""ERPNext completes no task before those it depends on."""
	left = list(tasks)
	while left:
		names = {task.name for task in left}
		ready = [task for task in left if not {row.task for row in task.depends_on} & names]
		# A circle: ERPNext refuses it in its own words.
		yield from ready or left
		left = [task for task in left if task not in ready] if ready else []


def _complete(task: Document) -> None:
	task.flags.from_project = True  # which is saved once, after them
	task.flags.ignore_recursion_check = True  # what depends on what stays as it is
	task.update({"status": COMPLETED, "completed_on": today()}).save(ignore_permissions=True)


def _goes_on(task: Document) -> bool:
	"""A number that is not there yet, or not brought along: the installation did not wait for it."""
	ported, _did = phone_tasks.PORT_IN.split("{")
	return task.subject == phone_tasks.ASSIGN or task.subject.startswith(ported)


def _go_on(task: Document) -> None:
	before = _("Goes on from {0}.", lang=languages.of_office()).format(get_link_to_form("Task", task.name))
	description = "<br>".join(filter(None, (task.description, before)))
	make(task.subject, description, task.service_location, task.fsm_team)


def missing(installed: Installed, reason: str, kinds: Sequence[str]) -> None:
	"""For the office, which finds out what was put there, or brings it."""
	language = languages.of_office()
	where = installed.location.address_line if installed.location else installed.job.name
	subject = _("Device without a serial: {0}", lang=language).format(where)
	about = get_link_to_form("Dispatch Job", installed.job.name)
	lines = (about, ", ".join(kinds), escape_html(reason))
	make(subject, "<br>".join(lines), installed.job.service_location)


def make(subject: str, description: str, location: str | None, team: str | None = SUPPORT) -> None:
	"""In no Project: a completed one would open again."""
	frappe.get_doc(
		{
			"doctype": "Task",
			"subject": subject[:140],
			"description": description,
			"fsm_team": team,
			"service_location": location,
			"exp_end_date": nowdate(),
		}
	).insert(ignore_permissions=True)
