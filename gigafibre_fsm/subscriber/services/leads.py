"""What a visitor leaves behind where there is no fibre yet: one Lead per contact and place, and sales who know of it.

Everything of one request is written in its transaction or not at all; messages are rows of the outbox.
"""

from dataclasses import dataclass

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html, nowdate

from gigafibre_fsm.domain.contacts import last_digits
from gigafibre_fsm.domain.leads import Place, same_place
from gigafibre_fsm.fibre_plant.services import coverage
from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.gigafibre_fsm import locks, outbox, people
from gigafibre_fsm.subscriber.services import sales

INTERESTS = ("Internet", "Phone", "Business")
ENTERPRISE = "Enterprise"
# The subject is what the office sorts its quotes by, in either language.
QUOTE_SUBJECT = "Soumission fibre entreprise - {0}"
SUBJECT_LENGTH = 140
STILL_OPEN = ("Open", "Replied", "On Hold")


@dataclass(frozen=True)
class Visitor:
	name: str
	email: str | None = None
	phone: str | None = None
	company: str | None = None


def notify_me(visitor: Visitor, place: Place, interest: str) -> Document:
	locks.hold("leads")
	planned = _planned(place)
	lead, is_news = _note(visitor, place, interest, planned)
	if is_news:
		_confirm(lead, visitor, place)
		if planned:
			_tell_of_planned_zone(lead, visitor, place, interest, planned)
	return lead


def business_quote(visitor: Visitor, place: Place, message: str) -> tuple[Document, Document]:
	locks.hold("leads")
	lead, _is_news = _note(visitor, place, "Business", _planned(place))
	issue = _open_quote(lead, place)
	if issue:
		_add_message(issue, message)
	else:
		issue = _new_quote(lead, visitor, place, message)
		_tell_of_quote(issue, visitor, place, message)
	return lead, issue


def _planned(place: Place) -> coverage.Coverage | None:
	found = coverage.of_municipality(place.municipality)
	return found if found and found.is_planned else None


def _note(visitor: Visitor, place: Place, interest: str, planned) -> tuple[Document, bool]:
	"""The lead, and whether it says anything that it did not say before."""
	known = find(visitor, place)
	if known is None:
		return _new(visitor, place, interest, planned), True
	return known, _add_interest(known, visitor, place, interest, planned)


def find(visitor: Visitor, place: Place) -> Document | None:
	"""The oldest lead of this e-mail address or phone number for this place."""
	digits = last_digits(visitor.phone)
	rows = frappe.db.sql(
		"""select name, address_line, municipality, postal_code, civic_address from tabLead
		where (%(email)s <> '' and email_id = %(email)s) or (%(digits)s <> '' and %(digits)s in (
			right(regexp_replace(coalesce(mobile_no, ''), '[^0-9]', ''), 10),
			right(regexp_replace(coalesce(phone, ''), '[^0-9]', ''), 10)))
		order by creation, name""",
		{"email": visitor.email or "", "digits": digits},
	)
	for name, *where in rows:
		if same_place(Place(*where), place):
			return frappe.get_doc("Lead", name)
	return None


def _new(visitor: Visitor, place: Place, interest: str, planned) -> Document:
	lead = frappe.new_doc("Lead")
	lead.update(
		{
			"lead_name": visitor.name,
			"company_name": visitor.company,
			"email_id": visitor.email,
			"mobile_no": visitor.phone,
			"type": ENTERPRISE if visitor.company else "",
			# Frappe would make the session's user, a guest, its owner in the sense of sales.
			"lead_owner": "",
			"company": frappe.get_cached_doc("FSM Settings").company,
			"city": place.municipality,
			"language": languages.spoken(),
			"interest": interest,
			"requested_services": _service_line(interest),
			**_place_fields(place),
			"planned_zone": planned and planned.municipality,
		}
	)
	lead.flags.from_website = True
	lead.insert(ignore_permissions=True)
	_tag(lead, place.municipality)
	return lead


def _place_fields(place: Place) -> dict:
	return {
		"address_line": place.line,
		"municipality": place.municipality,
		"postal_code": place.postal_code,
		"civic_address": place.civic_address,
	}


def _service_line(interest: str) -> str:
	return f"{interest} ({nowdate()})"


def _add_interest(lead: Document, visitor: Visitor, place: Place, interest: str, planned) -> bool:
	"""Fills what the lead did not say, adds what it did not ask for; a request that says nothing new leaves no trace."""
	asked = [line.rsplit(" (", 1)[0] for line in (lead.requested_services or "").splitlines()]
	is_new_interest = interest not in (*asked, lead.interest)
	known = {
		"email_id": visitor.email,
		"mobile_no": visitor.phone,
		"company_name": visitor.company,
		"type": visitor.company and ENTERPRISE,
		"interest": interest,
		"planned_zone": planned and planned.municipality,
		**_place_fields(place),
	}
	changes = {field: value for field, value in known.items() if value and not lead.get(field)}
	if is_new_interest:
		changes["requested_services"] = "\n".join(
			filter(None, (lead.requested_services, _service_line(interest)))
		)
		lead.add_comment("Comment", _("Asked from the website for another service: {0}.").format(_(interest)))
	if changes:
		lead.db_set(changes)
	_tag(lead, place.municipality)
	return is_new_interest


def _tag(lead: Document, municipality: str | None) -> None:
	"""As Frappe's own tags do, which want a right to write that no visitor has."""
	tag = " ".join((municipality or "").replace(",", " ").split())
	tags = [one for one in (frappe.db.get_value("Lead", lead.name, "_user_tags") or "").split(",") if one]
	if not tag or tag in tags:
		return
	if not frappe.db.exists("Tag", tag):
		frappe.get_doc({"doctype": "Tag", "name": tag}).insert(ignore_permissions=True)
	frappe.db.set_value("Lead", lead.name, "_user_tags", "," + ",".join([*tags, tag]), update_modified=False)
	frappe.get_doc(
		{
			"doctype": "Tag Link",
			"document_type": "Lead",
			"document_name": lead.name,
			"title": lead.title,
			"tag": tag,
		}
	).insert(ignore_permissions=True)


def _confirm(lead: Document, visitor: Visitor, place: Place) -> None:
	"""By e-mail where there is an address: it costs nothing, and a text to a number nobody checked may."""
	if not place.municipality:
		return  # the text says where fibre is awaited
	variables = {
		"customer_name": visitor.name,
		"address": place.line or place.municipality,
		"municipality": place.municipality,
	}
	channel = "Email" if visitor.email else "SMS"
	outbox.put(channel, "waitlist_confirmed", visitor.email or visitor.phone, lead, variables)


def _tell_of_planned_zone(lead, visitor: Visitor, place: Place, interest: str, planned) -> None:
	users = sales.users_with(planned.notify_role) if planned.notify_role else []
	variables = {
		"municipality": planned.municipality,
		"phase": planned.phase,
		"contact_name": visitor.name,
		"interest": interest,
		**_contact(visitor, place),
	}
	sales.email(sales.emails_of(users) or sales.addresses(), "planned_zone", lead, variables)
	subject = _("{0} is waiting for fibre in {1}", lang=languages.of_office())
	people.notify(users or sales.people(), lead, subject.format(visitor.name, planned.municipality))


def _contact(visitor: Visitor, place: Place) -> dict:
	return {"address": place.line or "", "email": visitor.email or "", "phone": visitor.phone or ""}


def _subject(place: Place) -> str:
	return QUOTE_SUBJECT.format(place.line)[:SUBJECT_LENGTH]


def _open_quote(lead: Document, place: Place) -> Document | None:
	filters = {"lead": lead.name, "subject": _subject(place), "status": ("in", STILL_OPEN)}
	name = frappe.db.get_value("Issue", filters)
	return frappe.get_doc("Issue", name) if name else None


def _add_message(issue: Document, message: str) -> None:
	text = message or _("Asked for the quote again.", lang=languages.of_office())
	issue.add_comment("Comment", escape_html(text).replace("\n", "<br>"))


def _new_quote(lead: Document, visitor: Visitor, place: Place, message: str) -> Document:
	lines = (visitor.company, visitor.name, visitor.email, visitor.phone, place.line, message)
	issue = frappe.get_doc(
		{
			"doctype": "Issue",
			"subject": _subject(place),
			"raised_by": visitor.email,
			"lead": lead.name,
			"company": lead.company,
			"description": "<br>".join(escape_html(line).replace("\n", "<br>") for line in lines if line),
		}
	).insert(ignore_permissions=True)
	sales.assign(sales.people(), issue, issue.subject)
	return issue


def _tell_of_quote(issue: Document, visitor: Visitor, place: Place, message: str) -> None:
	variables = {
		"organization": visitor.company,
		"contact_name": visitor.name,
		"message": message,
		**_contact(visitor, place),
	}
	sales.email(sales.addresses(), "business_quote", issue, variables)
	people.notify(sales.people(), issue, issue.subject)
