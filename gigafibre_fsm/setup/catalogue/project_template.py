"""The template an installation's Project is made from."""

import frappe

from gigafibre_fsm.setup.catalogue.made import Made
from gigafibre_fsm.setup.catalogue.site import Site, document

FILE = "project_template.json"
ON_SITE = "tech"


def ensure(site: Site, made: Made) -> None:
	name = document(FILE)["name"]
	made.once(
		"Project Template",
		name,
		find=lambda: frappe.db.exists("Project Template", name),
		make=_make_template,
		meet=_fill_teams,
	)


def _fill_teams(template: str) -> None:
	"""The tasks of an earlier installation outlived the field that says whose they are."""
	teams = {task["subject"]: task["team"] for task in document(FILE)["tasks"]}
	for row in frappe.get_all("Project Template Task", {"parent": template}, ["task", "subject"]):
		if row.subject in teams and not frappe.db.get_value("Task", row.task, "fsm_team"):
			frappe.db.set_value("Task", row.task, "fsm_team", teams[row.subject])


def _make_template() -> str:
	wanted = document(FILE)
	tasks = _make_tasks(wanted["tasks"])
	template = frappe.get_doc(
		{
			"doctype": "Project Template",
			"tasks": [{"task": task.name, "subject": task.subject} for task in tasks],
		}
	)
	return template.insert(set_name=wanted["name"], ignore_permissions=True).name


def _make_tasks(wanted: list[dict]) -> list:
	"""The on-site tasks wait for all of the preparation."""
	preparation = [_make_task(task, ()) for task in wanted if task["team"] != ON_SITE]
	return preparation + [_make_task(task, preparation) for task in wanted if task["team"] == ON_SITE]


def _make_task(task: dict, depends_on):
	template_task = frappe.get_doc(
		{
			"doctype": "Task",
			"subject": task["subject"],
			"fsm_team": task["team"],
			"is_template": 1,
			"status": "Template",
			"depends_on": [{"task": other.name} for other in depends_on],
		}
	)
	return template_task.insert(ignore_permissions=True)
