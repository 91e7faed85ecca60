"""Money that came in, in ERPNext's books: one Payment Entry for each payment."""

from collections.abc import Sequence
from decimal import Decimal

import frappe
from erpnext.accounts.doctype.journal_entry.journal_entry import get_default_bank_cash_account
from erpnext.accounts.party import get_party_account
from frappe import _
from frappe.utils import nowdate

from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.receivables.services import due, provider


def receive(customer: str, amount: Decimal, reference: str, invoice: str | None = None) -> str:
	"""Goes to `invoice` first where one is named, then to the oldest; what is left over stays on account."""
	rows = _in_order(due.of_customer(customer, for_update=True), invoice)
	company = rows[0].company if rows else provider.settings().company
	receivable = rows[0].account if rows else get_party_account("Customer", customer, company)
	entry = frappe.new_doc("Payment Entry")
	entry.update(
		{
			"payment_type": "Receive",
			"company": company,
			"posting_date": nowdate(),
			"party_type": "Customer",
			"party": customer,
			"paid_from": receivable,
			"paid_to": _bank(company),
			"paid_amount": float(amount),
			"received_amount": float(amount),
			"source_exchange_rate": 1,
			"target_exchange_rate": 1,
			"reference_no": reference,
			"reference_date": nowdate(),
			"references": _allocated([row for row in rows if row.account == receivable], amount),
		}
	)
	entry.flags.ignore_permissions = True
	entry.insert()
	entry.submit()
	return entry.name


def _in_order(rows: Sequence[due.Due], invoice: str | None) -> list[due.Due]:
	return sorted(rows, key=lambda row: row.invoice != invoice)


def _allocated(rows: Sequence[due.Due], amount: Decimal) -> list[dict]:
	references = []
	for row in rows:
		part = min(amount, row.amount)
		amount -= part
		if part:
			references.append(
				{
					"reference_doctype": "Sales Invoice",
					"reference_name": row.invoice,
					"allocated_amount": float(part),
				}
			)
	return references


def _bank(company: str) -> str:
	chosen = provider.settings().stripe_account
	account = chosen or get_default_bank_cash_account(company, "Bank").get("account")
	if not account:
		frappe.throw(
			_("No account to book card payments on: choose one in FSM Settings, or the company's default."),
			InvalidState,
		)
	return account
