"""Who hears of a job: the customer, the desks that are open, the technician, and the timeline. All of it by the outbox."""

from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html

from gigafibre_fsm.domain.contacts import canonical_phone
from gigafibre_fsm.field_work.doctype.dispatch_job.status import Status
from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.gigafibre_fsm import outbox

ON_THE_WAY = "technician_en_route"
UPDATED = "fsm_job_updated"
# What a day view or a technician's list shows.
TOLD = ("status", "scheduled_date", "scheduled_slot", "assigned_technician")
# Who was without network for longer is about to arrive, or has.
LATE = timedelta(minutes=30)


def announce(job: Document) -> None:
	"""After any save, whoever made it: to the dispatchers, and to the technicians who have the job or had it."""
	before = job.get_doc_before_save()
	if not before or not any(job.has_value_changed(field) for field in TOLD):
		return
	if job.status != Status.EN_ROUTE:
		_call_back(job)
	variables = {"job": job.name, **{field: _text(job.get(field)) for field in TOLD}}
	for user in _users({before.assigned_technician, job.assigned_technician}) or [None]:
		outbox.put("Realtime", UPDATED, user, job, variables, occasion=str(job.modified))


def _call_back(job: Document) -> None:
	"""« On the way » that is not sent yet would not be true any more."""
	reason = _("The job has gone on since.", lang=languages.of_office())
	outbox.cancel_queued([(job.doctype, job.name)], reason, events=[ON_THE_WAY])


def _users(technicians: set[str | None]) -> list[str]:
	known = {"name": ("in", [name for name in technicians if name]), "user_id": ("is", "set")}
	return frappe.get_all("Employee", known, pluck="user_id", order_by="user_id")


def _text(value: object) -> str:
	return str(value or "")


def on_the_way(job: Document, at: datetime, now: datetime) -> None:
	_note(job, _("On the way since {0}.", lang=languages.of_office()).format(_time(at)))
	customer = _customer(job)
	phone = _phone(job, customer)
	if phone and now - at <= LATE:
		language = languages.of_customer(customer.language)
		outbox.put("SMS", ON_THE_WAY, phone, job, _words(job, customer, language), language, occasion=str(at))


def begun(job: Document, at: datetime) -> None:
	_note(job, _("Work begun at {0}.", lang=languages.of_office()).format(_time(at)))


def cancelled(job: Document, reason: str) -> None:
	_note(job, _("Job cancelled: {0}", lang=languages.of_office()).format(escape_html(reason)))


def _note(job: Document, sentence: str) -> None:
	job.add_comment("Info", sentence)


def _customer(job: Document) -> frappe._dict:
	fields = ["customer_name", "mobile_no", "language"]
	return frappe.db.get_value("Customer", job.customer, fields, as_dict=True) or frappe._dict()


def _phone(job: Document, customer: frappe._dict) -> str | None:
	"""Whoever is there opens the door; what was typed there may be no number."""
	there = frappe.db.get_value("Service Location", job.service_location, "contact_phone")
	for typed in (there, customer.mobile_no):
		try:
			if number := canonical_phone(typed):
				return number
		except ValueError:
			continue
	return None


def _words(job: Document, customer: frappe._dict, language: str) -> dict:
	place = frappe.db.get_value("Service Location", job.service_location, "address_line")
	return {
		"customer_name": customer.customer_name or "",
		"technician": job.technician_name or _("our technician", lang=language),
		"address": place or job.address_line or "",
	}


def _time(at: datetime) -> str:
	return at.strftime("%Y-%m-%d %H:%M")
