"""What a customer owes, oldest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import frappe

# What Stripe takes at least, in Canadian dollars: less than that waits for the next invoice.
LEAST = Decimal("0.50")


@dataclass(frozen=True)
class Due:
	invoice: str
	customer: str
	company: str
	amount: Decimal
	currency: str
	account: str


def of_customer(customer: str, for_update: bool = False) -> tuple[Due, ...]:
	return _read("customer = %s", customer, for_update)


def of_invoice(invoice: str, for_update: bool = False) -> Due | None:
	return next(iter(_read("name = %s", invoice, for_update)), None)


def total(rows: Sequence[Due]) -> Decimal:
	return sum((row.amount for row in rows), Decimal(0))


def _read(condition: str, value: str, for_update: bool) -> tuple[Due, ...]:
	rows = frappe.db.sql(
		f"""select name, customer, company, outstanding_amount, currency, debit_to from `tabSales Invoice`
		where {condition} and docstatus = 1 and outstanding_amount > 0.005 and is_return = 0
		order by due_date, posting_date, name {"for update" if for_update else ""}""",
		value,
	)
	return tuple(
		Due(name, customer, company, cents(amount), currency, account)
		for name, customer, company, amount, currency, account in rows
	)


def cents(amount: float) -> Decimal:
	"""ERPNext keeps amounts as floats; of what it shows, this is the number."""
	return Decimal(str(amount)).quantize(Decimal("0.01"))
