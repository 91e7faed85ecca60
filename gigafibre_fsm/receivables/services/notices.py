"""What customers and the office hear of a payment. Rows of the outbox and tasks, in the caller's transaction."""

from dataclasses import dataclass
from decimal import Decimal

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_link_to_form, nowdate

from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.gigafibre_fsm import outbox, wording
from gigafibre_fsm.receivables.services import due

# Of the teams that tasks go to, the one that sits at a desk and talks to customers.
BILLING = "support"
DONE = ("Completed", "Cancelled")


@dataclass(frozen=True)
class Reader:
	customer: str
	name: str
	email: str
	mobile: str
	language: str

	def address(self, channel: str) -> str:
		return self.email if channel == "Email" else self.mobile


def reader(customer: str) -> Reader:
	row = frappe.db.get_value(
		"Customer", customer, ["customer_name", "email_id", "mobile_no", "language"], as_dict=True
	)
	language = languages.of_customer(row.language)
	return Reader(customer, row.customer_name, row.email_id or "", row.mobile_no or "", language)


def money(amount: object, to: Reader) -> str:
	return wording.money(Decimal(str(amount)), to.language)


def declined(attempt: Document, url: str) -> None:
	to = reader(attempt.customer)
	last4 = frappe.db.get_value("Payment Method", attempt.payment_method, "card_last4")
	variables = {
		"customer_name": to.name,
		"amount": money(attempt.amount, to),
		"invoice": attempt.sales_invoice,
		"card_last4": last4 or "",
		"url": url,
	}
	for channel in ("SMS", "Email"):
		_tell(channel, "payment_declined", to, attempt, variables)
	_ring(attempt)


def received(attempt: Document) -> None:
	"""By e-mail where there is an address: a monthly text for every payment would be noise, and cost."""
	to = reader(attempt.customer)
	variables = {
		"customer_name": to.name,
		"amount": money(attempt.amount, to),
		"invoice": attempt.sales_invoice or "",
		"balance": money(due.total(due.of_customer(attempt.customer)), to),
	}
	_tell("Email" if to.email else "SMS", "payment_received", to, attempt, variables)


def _tell(channel: str, event: str, to: Reader, attempt: Document, variables: dict) -> None:
	address = to.address(channel)
	if address:
		outbox.put(channel, event, address, attempt, variables, to.language, occasion=f"try {attempt.tries}")


def _ring(attempt: Document) -> None:
	"""For the desks that are open; who looks later finds the task."""
	variables = {
		"attempt": attempt.name,
		"customer": attempt.customer,
		"sales_invoice": attempt.sales_invoice,
		"amount": float(attempt.amount),
		"status": attempt.status,
	}
	outbox.put("Realtime", "fsm_payment_failed", None, attempt, variables, occasion=f"try {attempt.tries}")


def open_task(attempt: Document) -> str:
	"""One for each attempt, however often it is declined."""
	if attempt.task and frappe.db.get_value("Task", attempt.task, "status") not in (None, *DONE):
		return attempt.task
	reason = _("Stripe's answer: {0}", lang=languages.of_office()).format(
		attempt.decline_code or attempt.status
	)
	subject = _("Payment not made: {0}, {1}", lang=languages.of_office())
	invoice = get_link_to_form("Sales Invoice", attempt.sales_invoice)
	return make_task(subject.format(attempt.sales_invoice, attempt.customer_name), f"{invoice}<br>{reason}")


def make_task(subject: str, description: str) -> str:
	"""In no Project: a completed installation would open again."""
	task = frappe.get_doc(
		{
			"doctype": "Task",
			"subject": subject[:140],
			"description": description,
			"fsm_team": BILLING,
			"priority": "High",
			"exp_end_date": nowdate(),
		}
	)
	return task.insert(ignore_permissions=True).name


def close_tasks(customer: str) -> None:
	"""Of the invoices that are paid by now, however it was done."""
	rows = frappe.db.sql(
		"""select t.name from `tabPayment Attempt` a
		join `tabSales Invoice` i on i.name = a.sales_invoice and i.outstanding_amount <= 0.005
		join tabTask t on t.name = a.task and t.status not in ('Completed', 'Cancelled')
		where a.customer = %s""",
		customer,
	)
	for (name,) in rows:
		task = frappe.get_doc("Task", name)
		task.update({"status": "Completed", "completed_on": nowdate()})
		task.save(ignore_permissions=True)
