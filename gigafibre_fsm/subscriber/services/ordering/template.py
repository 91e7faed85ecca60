"""The tasks of a Project Template, with what each waits for."""

import frappe

from gigafibre_fsm.domain.orders.tasks import TemplateTask

_TASKS = """
	select t.name, t.subject, t.fsm_team, t.description,
		(select group_concat(d.task order by d.idx separator '\n') from `tabTask Depends On` d
		where d.parent = t.name and d.parenttype = 'Task') as waits
	from `tabProject Template Task` listed
	join tabTask t on t.name = listed.task
	where listed.parent = %s and listed.parenttype = 'Project Template'
	order by listed.idx"""


def tasks_of(template: str | None) -> list[TemplateTask]:
	rows = frappe.db.sql(_TASKS, template) if template else ()
	return [
		TemplateTask(name, subject, team, tuple((waits or "").split()), description)
		for name, subject, team, description, waits in rows
	]
