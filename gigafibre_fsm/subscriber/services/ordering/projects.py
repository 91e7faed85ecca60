"""A Project from its template, with its tasks, as ERPNext leaves them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import frappe
from frappe.model.document import Document
from frappe.utils import flt

from gigafibre_fsm.gigafibre_fsm import writing
from gigafibre_fsm.subscriber.services.ordering import task_tree, template_dates

OPEN = "Open"
# What Project adds up from documents that a new one does not have.
_SUMS = (
	"total_purchase_cost",
	"total_sales_amount",
	"total_billed_amount",
	"gross_margin",
	"per_gross_margin",
	"percent_complete",
)
_NOTHING_YET = (
	"actual_start_date",
	"actual_end_date",
	"total_costing_amount",
	"total_billable_amount",
	"actual_time",
)
# Mails, other documents, refusals by date: ERPNext's own insert knows how.
_LEFT_TO_ERPNEXT = ("users", "sales_order", "expected_end_date", "copied_from")


@dataclass(frozen=True)
class TaskRow:
	name: str
	subject: str
	team: str | None = None
	service_location: str | None = None
	# Names of the tasks that come before it.
	depends_on: tuple[str, ...] = ()
	# The row of the template's task: template_dates.COLUMNS.
	template: dict | None = None
	description: str | None = None
	# Where none are given, those of the template's task, counted from the Project's start.
	exp_start_date: date | None = None
	exp_end_date: date | None = None

	@property
	def template_task(self) -> str | None:
		return self.template and self.template["name"]


def create(values: dict, ordinary: bool = False) -> None:
	writing.insert([values], ordinary, recipes())


def recipes() -> dict[str, writing.Recipe]:
	"""For those who write the Project and its tasks together with other documents."""
	return {
		"Project": writing.Recipe(derive=_derive_project, alone=_insert_project),
		"Task": writing.Recipe(derive=_derive_tasks, place=_place_tasks),
	}


def add_tasks(values: dict, tasks: Sequence[TaskRow], ordinary: bool = False) -> None:
	writing.insert(task_documents(values, tasks), ordinary, recipes())


def _insert_project(values: dict) -> None:
	"""Without ERPNext's copies of the template's tasks: ours come right after."""
	project = frappe.get_doc(dict(values))
	project.copy_from_template = lambda: None
	project.insert(ignore_permissions=True, set_name=values.get("name"))


def task_documents(values: dict, tasks: Sequence[TaskRow]) -> list[dict]:
	"""Each after those it depends on, whose subjects it shows. To be written last: simultaneous orders wait for one
	another at the end of the tree.
	"""
	templates = template_dates.of_tasks(values, [task.template for task in tasks if task.template])
	by_template = {task.template_task: task.name for task in tasks if task.template_task}
	return [_task_document(values, task, templates, by_template) for task in _in_order(tasks)]


def _task_document(values: dict, task: TaskRow, templates: dict[str, dict], by_template: dict) -> dict:
	template = templates.get(task.template_task, {})
	document = {
		"doctype": "Task",
		**template,
		"name": task.name,
		"subject": task.subject,
		"project": values["name"],
		"status": OPEN,
		"template_task": task.template_task,
		"fsm_team": task.team,
		"service_location": task.service_location,
		"parent_task": by_template.get(template.get("parent_task")),
		"depends_on": [{"task": name} for name in task.depends_on],
	}
	given = {
		"description": task.description,
		"exp_start_date": task.exp_start_date,
		"exp_end_date": task.exp_end_date,
	}
	return document | {key: value for key, value in given.items() if value}


def _in_order(tasks: Sequence[TaskRow]) -> list[TaskRow]:
	"""Those that wait for one another in a circle come last, for ERPNext to refuse."""
	left, done, placed = list(tasks), set(), []
	names = {task.name for task in tasks}
	while left:
		ready = [task for task in left if not (set(task.depends_on) & names) - done]
		if not ready:
			return [*placed, *left]
		placed += ready
		done |= {task.name for task in ready}
		left = [task for task in left if task.name not in done]
	return placed


def _derive_project(documents: Sequence[Document]) -> None:
	for project in documents:
		if project.status not in (None, OPEN) or any(project.get(field) for field in _LEFT_TO_ERPNEXT):
			raise writing.NotPlain
		if project.percent_complete_method != "Manual":
			project.percent_complete = 0
		project.status = OPEN
		project.update(dict.fromkeys(_NOTHING_YET))
		project.update(dict.fromkeys(_SUMS, 0.0))
		_refuse_wrong_order(project, "expected_start_date", "expected_end_date")


def _derive_tasks(documents: Sequence[Document]) -> None:
	written: set[str] = set()
	mates = {task.name for task in documents}
	for task in documents:
		_require_simple(task, mates - written)
		_refuse_wrong_order(task, "exp_start_date", "exp_end_date")
		task.update_depends_on()
		task.old_parent = ""
		written.add(task.name)


def _require_simple(task: Document, still_to_come: set[str]) -> None:
	in_a_circle = any(row.task in still_to_come for row in task.depends_on)
	is_special = task.parent_task or task.is_template or task.status != OPEN or task.completed_on
	if in_a_circle or is_special or flt(task.progress) > 100:
		raise writing.NotPlain


def _refuse_wrong_order(document: Document, start: str, end: str) -> None:
	if document.get(start) and document.get(end) and str(document.get(end)) < str(document.get(start)):
		raise writing.NotPlain


def _place_tasks(documents: Sequence[Document]) -> None:
	for task, (left, right) in zip(documents, task_tree.places(len(documents)), strict=True):
		task.lft, task.rgt = left, right
