"""The tasks of a Project Template: what each waits for, and what a Project takes over from it."""

from dataclasses import dataclass

import frappe

from gigafibre_fsm.domain.orders.tasks import TemplateTask
from gigafibre_fsm.subscriber.services.ordering import template_dates

_TASKS = f"""
	select t.subject, t.fsm_team, {", ".join(f"t.{column}" for column in template_dates.COLUMNS)},
		(select group_concat(d.task order by d.idx separator '\\n') from `tabTask Depends On` d
		where d.parent = t.name and d.parenttype = 'Task') as waits
	from `tabProject Template Task` listed
	join tabTask t on t.name = listed.task
	where listed.parent = %s and listed.parenttype = 'Project Template'
	order by listed.idx"""


@dataclass(frozen=True)
class Template:
	tasks: tuple[TemplateTask, ...]
	# By the name of the template's task.
	rows: dict[str, dict]


def read(template: str | None) -> Template:
	rows = frappe.db.sql(_TASKS, template, as_dict=True) if template else ()
	return Template(tuple(map(_task, rows)), {row.name: row for row in rows})


def _task(row: dict) -> TemplateTask:
	waits = tuple((row.waits or "").split())
	return TemplateTask(row.name, row.subject, row.fsm_team, waits, row.description)
