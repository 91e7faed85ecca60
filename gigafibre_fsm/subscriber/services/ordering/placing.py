"""The one transaction of an order. Locks are taken in one order everywhere: key, port, numbers, day, task tree."""

from collections.abc import Sequence
from functools import partial

import frappe
from frappe.model.document import Document

from gigafibre_fsm.domain.orders import devices, names, phone_tasks, tasks
from gigafibre_fsm.domain.orders.tasks import TemplateTask
from gigafibre_fsm.fibre_plant.services import reservation
from gigafibre_fsm.field_work.services import dates
from gigafibre_fsm.gigafibre_fsm import locks, outbox, writing
from gigafibre_fsm.receivables.services import cards
from gigafibre_fsm.subscriber.services.ordering import (
	additions,
	customers,
	documents,
	messages,
	projects,
	replay,
	template,
	timeline,
)
from gigafibre_fsm.subscriber.services.ordering.documents import Account, Draft, Names
from gigafibre_fsm.subscriber.services.ordering.order import Order
from gigafibre_fsm.subscriber.services.ordering.projects import TaskRow
from gigafibre_fsm.voice_service.services import numbers


def place(order: Order) -> dict:
	locks.hold(f"order:{order.request.idempotency_key}")
	if known := replay.answer(order.request, order.caller.source):
		return known
	if order.card:
		cards.refuse_used(order.card.setup_intent)
	settings = _settings(order)
	copied = template.read(settings["project_template"])
	planned = _planned(order, copied.tasks)
	given = _names(order, len(planned))
	if order.drop:
		reservation.reserve(order.drop.name, given.project)
	draft = _draft(order, given, settings)
	answer = _write(draft, _task_rows(draft, planned, copied.rows))
	outbox.wake()
	return {**answer, "replayed": False}


def _settings(order: Order) -> dict:
	settings = frappe.get_cached_doc("FSM Settings")
	skus = [line.sku for line in order.quote.monthly]
	profiles = frappe.db.sql(
		"select name, line_profile, service_profile from tabItem where name in %s", [skus]
	)
	return {
		"company": settings.company,
		"project_template": settings.project_template,
		"sip_domain": settings.sip_domain,
		"profiles": {sku: (line_profile, service_profile) for sku, line_profile, service_profile in profiles},
	}


def _planned(order: Order, copied: Sequence[TemplateTask]) -> list[TemplateTask]:
	work = tasks.Work(
		port=order.drop.olt_port if order.drop else None,
		internet=order.has_internet,
		phone=bool(order.lines),
	)
	return [
		*tasks.tasks(copied, work),
		*phone_tasks.of_ported(order.request.phone),
	]


def _names(order: Order, planned: int) -> Names:
	wanted = {
		"Project": 1,
		"Task": planned,
		"Dispatch Job": 1,
		"Service Location": 0 if order.location else 1,
		"Service Subscription": len(order.quote.monthly),
		"Service Equipment": len(devices.devices(order.needs)),
		"VoIP Line": order.lines,
		"Number Port": 1 if order.request.phone.port_number else 0,
		"Outbox Message": messages.count(order),
	}
	found = writing.reserve_names({doctype: count for doctype, count in wanted.items() if count})
	return Names(
		project=found["Project"][0],
		job=found["Dispatch Job"][0],
		location=order.location or found["Service Location"][0],
		subscriptions=tuple(found["Service Subscription"]),
		equipment=tuple(found.get("Service Equipment", ())),
		lines=tuple(found.get("VoIP Line", ())),
		tasks=tuple(found.get("Task", ())),
		messages=tuple(found["Outbox Message"]),
		ports=tuple(found.get("Number Port", ())),
	)


def _draft(order: Order, given: Names, settings: dict) -> Draft:
	return Draft(
		order=order,
		names=given,
		new_customer=None if order.customer else customers.prepare(order.person, order.spot.place),
		project_name=_project_name(order.person.name),
		dids=_dids(order, given.lines),
		accounts=tuple(Account(names.sip_username(), names.sip_password()) for _line in given.lines),
		settings=settings,
	)


def _dids(order: Order, lines: Sequence[str]) -> tuple[str | None, ...]:
	"""The number that is brought along is the first line's."""
	ported = [order.request.phone.port_number] if order.request.phone.port_number else []
	return (*ported, *numbers.reserve(list(lines[len(ported) :]), order.spot.place.city))[: len(lines)]


def _project_name(customer_name: str) -> str:
	first = names.project_name(customer_name, ())
	query = "select project_name from tabProject where project_name = %s or project_name like %s"
	return names.project_name(customer_name, frappe.db.sql(query, (first, f"{_plain(first)} (%"), pluck=True))


def _plain(text: str) -> str:
	"""As `like` takes it."""
	return text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")


def _task_rows(draft: Draft, planned: list[TemplateTask], copied: dict[str, dict]) -> list[TaskRow]:
	missing = phone_tasks.of_missing(draft.dids)
	more = writing.reserve_names({"Task": len(missing)})["Task"] if missing else []
	named = list(zip([*planned, *missing], [*draft.names.tasks, *more], strict=True))
	by_template = {task.template: name for task, name in named if task.template}
	return [
		TaskRow(
			name=name,
			subject=task.subject,
			team=task.team,
			service_location=draft.names.location,
			depends_on=tuple(by_template[other] for other in task.depends_on),
			template=copied.get(task.template),
			description=task.description,
		)
		for task, name in named
	]


def _write(draft: Draft, rows: list[TaskRow]) -> dict:
	"""What simultaneous orders wait for comes last: the day, then the end of the tree of tasks."""
	order, customer = draft.order, draft.new_customer
	answer = documents.shown(draft, [row.name for row in rows])
	project = documents.project(draft, answer)
	card = [cards.method_document(draft.customer, order.card)] if order.card and customer else []
	if not customer:
		additions.make(draft)
	writing.insert(
		[
			*(customer.documents if customer else []),
			*([] if order.location else [documents.location(draft)]),
			*documents.subscriptions(draft),
			*documents.equipment(draft),
			*documents.lines(draft),
			*documents.number_ports(draft),
			*card,
			*messages.rows(draft),
			*timeline.comments(draft),
			project,
			documents.job(draft),
			*projects.task_documents(project, rows),
		],
		recipes={
			**(customer.recipes if customer else {}),
			**projects.recipes(),
			"Dispatch Job": writing.Recipe(place=partial(_take_day, order), alone=partial(_schedule, order)),
		},
	)
	return answer


def _schedule(order: Order, job: dict) -> None:
	_take_day(order)
	writing.insert_one_by_one([job])


def _take_day(order: Order, _jobs: Sequence[Document] = ()) -> None:
	"""Orders for the same day wait here for one another until they are committed."""
	if order.day:
		dates.take(order.day, order.today, order.calendar)
