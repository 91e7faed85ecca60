"""Taking an order back before its installation is completed: what it held is free again, in one transaction."""

from dataclasses import dataclass

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import today

from gigafibre_fsm.exceptions import InvalidState, NotFound
from gigafibre_fsm.fibre_plant.services import reservation
from gigafibre_fsm.field_work.doctype.dispatch_job.status import Status as JobStatus
from gigafibre_fsm.field_work.services import jobs
from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.gigafibre_fsm import locks, outbox, transaction
from gigafibre_fsm.subscriber.services.ordering import removal, timeline
from gigafibre_fsm.voice_service.doctype.voip_line.status import Status as LineStatus
from gigafibre_fsm.voice_service.services import accounts, ending

CANCELLED = "Cancelled"
EVENT = "order_cancelled"


@dataclass(frozen=True)
class Placed:
	"""An order as it stands, with what hangs on it."""

	project: Document
	job: Document | None
	subscriptions: list[Document]
	lines: list[Document]
	equipment: list[Document]
	location: str | None

	@property
	def references(self) -> list[tuple[str, str]]:
		lines = [("VoIP Line", line.name) for line in self.lines]
		job = [("Dispatch Job", self.job.name)] if self.job else []
		return [("Project", self.project.name), *job, *lines]


def cancel(order: str, reason: str) -> dict:
	return transaction.whole(lambda: _cancel(order, reason))


def hold(order: str) -> None:
	"""Whoever cancels an order and whoever completes it wait for one another here."""
	locks.hold(f"cancel:{order}")


def _cancel(order: str, reason: str) -> dict:
	hold(order)
	placed = _load(order)
	if placed.project.status != CANCELLED:
		_refuse_completed(placed)
		_undo(placed, reason)
	return {"order": order, "status": CANCELLED}


def _load(order: str) -> Placed:
	if not frappe.db.get_value("Project", {"name": order, "fsm_order_key": ("is", "set")}):
		frappe.throw(_("There is no order {0}.").format(order), NotFound)
	job = _job_held(order)
	project = frappe.get_doc("Project", order, for_update=True)
	subscriptions = _all("Service Subscription", {"project": order})
	return Placed(
		project=project,
		job=job,
		subscriptions=subscriptions,
		lines=_all("VoIP Line", {"subscription": ("in", [one.name for one in subscriptions])}),
		equipment=[
			frappe.get_doc("Service Equipment", row.equipment)
			for row in (job.equipment_list if job else ())
			if row.equipment and frappe.db.exists("Service Equipment", row.equipment)
		],
		location=project.service_location,
	)


def _job_held(order: str) -> Document | None:
	"""Before anything is read with a lock: whoever plans it or goes there waits, or has been waited for."""
	name = frappe.db.get_value("Project", order, "dispatch_job")
	return jobs.locked(name) if name else None


def _all(doctype: str, filters: dict) -> list[Document]:
	return [
		frappe.get_doc(doctype, name)
		for name in frappe.get_all(doctype, filters, pluck="name", order_by="name")
	]


def _refuse_completed(placed: Placed) -> None:
	"""From then on it is a service, and services are cancelled another way."""
	if placed.project.status == "Completed" or (placed.job and placed.job.status == JobStatus.COMPLETED):
		frappe.throw(
			_("Order {0} is completed: cancel the service instead.").format(placed.project.name), InvalidState
		)


def _undo(placed: Placed, reason: str) -> None:
	outbox.cancel_queued(placed.references, _("The order was cancelled."))
	reservation.release(placed.project.name)
	for subscription in placed.subscriptions:
		subscription.update({"status": CANCELLED, "end_date": today()}).save(ignore_permissions=True)
	_end_lines(placed, reason)
	if placed.job:
		placed.job.update({"status": CANCELLED, "equipment_list": []}).save(ignore_permissions=True)
	removal.take_back(placed.equipment)
	accounts.take_back(placed.lines)
	_close_project(placed.project)
	_leave_location(placed)
	_tell(placed, reason)


def _end_lines(placed: Placed, reason: str) -> None:
	for line in placed.lines:
		if line.status != LineStatus.CANCELLED:
			ending.end(line, reason)


def _close_project(project: Document) -> None:
	tasks = frappe.get_all(
		"Task",
		{"project": project.name, "status": ("not in", ("Completed", CANCELLED))},
		pluck="name",
		order_by="lft desc",
	)
	for name in tasks:
		task = frappe.get_doc("Task", name)
		task.flags.from_project = True  # which is saved once, after them
		task.update({"status": CANCELLED}).save(ignore_permissions=True)
	project.reload()
	project.update({"status": CANCELLED}).save(ignore_permissions=True)


def _leave_location(placed: Placed) -> None:
	"""Closed, unless other services live there; those keep the place, without the port that the order had given it."""
	if not placed.location:
		return
	location = frappe.get_doc("Service Location", placed.location)
	alive = {"service_location": location.name, "status": ("!=", CANCELLED)}
	if not frappe.db.exists("Service Subscription", alive):
		location.update({"status": "Closed"}).save(ignore_permissions=True)
	elif placed.project.fibre_drop:
		unplugged = {"connection_type": "VoIP", "fibre_drop": None, "fibre_id": 0, **removal.UNPLUGGED}
		location.update(unplugged).save(ignore_permissions=True)


def _tell(placed: Placed, reason: str) -> None:
	project = placed.project
	comment = _("Order cancelled: {0}", lang=languages.of_office()).format(frappe.utils.escape_html(reason))
	for doctype, name in (("Project", project.name), ("Customer", project.customer)):
		frappe.get_doc(timeline.comment(doctype, name, comment)).insert(ignore_permissions=True)
	fields = ["customer_name", "email_id", "mobile_no", "language"]
	customer = frappe.db.get_value("Customer", project.customer, fields, as_dict=True)
	variables = {
		"customer_name": customer.customer_name,
		"order_number": project.name,
		"address": frappe.db.get_value("Service Location", placed.location, "address_line") or "",
		"reason": reason,
		"desk_url": frappe.utils.get_url_to_form("Project", project.name),
	}
	language = languages.of_customer(customer.language)
	for channel, recipient in (("SMS", customer.mobile_no), ("Email", customer.email_id)):
		if recipient:
			outbox.put(channel, EVENT, recipient, project, variables, language)
	outbox.put("Chat", EVENT, None, project, variables, languages.of_office())
