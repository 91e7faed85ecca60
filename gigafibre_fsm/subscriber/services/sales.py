"""Who sales are, and how they are told."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_url_to_form, nowdate

from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.gigafibre_fsm import outbox
from gigafibre_fsm.gigafibre_fsm.people import NOBODY, with_roles

# The first role that somebody has; an office without any has an administrator at least.
ROLES = ("FSM Agent", "FSM Manager")


def people() -> list[str]:
	"""The user named in FSM Settings, else the agents, else the managers."""
	named = frappe.get_cached_doc("FSM Settings").sales_user
	if named:
		return [named]
	return next((found for role in ROLES if (found := users_with(role))), ["Administrator"])


def addresses() -> list[str]:
	"""The address in FSM Settings, else those of the people."""
	settled = frappe.get_cached_doc("FSM Settings").sales_email
	return [settled] if settled else emails_of(people())


def users_with(role: str) -> list[str]:
	return with_roles(role)


def emails_of(users: list[str]) -> list[str]:
	wanted = [user for user in users if user not in NOBODY]
	return frappe.get_all("User", {"name": ("in", wanted)}, pluck="email", order_by="email") if wanted else []


def email(recipients: list[str], event: str, about: Document, variables: dict) -> None:
	"""Rows of the outbox for staff: one e-mail each, and one line in the chat."""
	variables = {**variables, "desk_url": get_url_to_form(about.doctype, about.name)}
	language = languages.of_office()
	for recipient in recipients:
		outbox.put("Email", event, recipient, about, variables, language)
	if not recipients:
		missing = _("Nobody to write to: set the sales e-mail in FSM Settings.", lang=language)
		outbox.put("Email", event, None, about, variables, language, missing_recipient=missing)
	outbox.put("Chat", event, None, about, variables, language)


def assign(users: list[str], about: Document, description: str) -> None:
	"""Frappe's own way of assigning queues its notifications before the commit."""
	for user in users:
		frappe.get_doc(
			{
				"doctype": "ToDo",
				"allocated_to": user,
				"assigned_by": frappe.session.user,
				"reference_type": about.doctype,
				"reference_name": about.name,
				"description": frappe.utils.escape_html(description),
				"date": nowdate(),
			}
		).insert(ignore_permissions=True)
