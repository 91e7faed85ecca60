"""The cards of customers whom the legacy database knew at Stripe by name alone. Each is asked of Stripe once."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import frappe
from frappe.utils import strip_html

from gigafibre_fsm.integrations.errors import ConfigurationError, ProviderError, RetryableError
from gigafibre_fsm.receivables.doctype.payment_method.status import Status
from gigafibre_fsm.receivables.services import methods

CARD, EXPIRED, NO_CARD, GONE = "card", "expired", "no card", "gone"
# Passing troubles in a row: then Stripe does not answer anybody.
MOST_TROUBLES = 3
NAMELESS = {
	"provider": methods.STRIPE,
	"status": ("!=", Status.REVOKED),
	"stripe_customer_id": ("is", "set"),
	"stripe_payment_method_id": ("is", "not set"),
}


@dataclass
class Account:
	waiting: int
	# Outcome → customers.
	found: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
	failed: list[tuple[str, str]] = field(default_factory=list)
	# Why the rest was not asked.
	stopped: str = ""

	@property
	def asked(self) -> int:
		return sum(map(len, self.found.values())) + len(self.failed)


def waiting() -> list[str]:
	return frappe.get_all("Payment Method", NAMELESS, pluck="customer", distinct=True, order_by="customer")


def fetch(dry_run: bool = False, tell: Callable[[Account], None] = lambda account: None) -> Account:
	customers = waiting()
	account, troubles = Account(len(customers)), 0
	for customer in customers:
		error = _fetch_one(customer, dry_run, account)
		troubles = troubles + 1 if isinstance(error, RetryableError) else 0
		if isinstance(error, ConfigurationError) or troubles == MOST_TROUBLES:
			account.stopped = error.message
			break
		tell(account)
	return account


def _fetch_one(customer: str, dry_run: bool, account: Account) -> Exception | None:
	try:
		methods.plan(customer)()
		found = _outcome(customer)
		_end(dry_run)
	except Exception as error:
		frappe.db.rollback()
		frappe.clear_messages()
		account.failed.append((customer, _said(customer, error)))
		return error
	account.found[found].append(customer)
	return None


def _end(dry_run: bool) -> None:
	"""A dry run does all of it, and takes it back."""
	if dry_run:
		frappe.db.rollback()
	else:
		frappe.db.commit()  # each customer for itself: what was fetched stays, whatever happens to the next


def _outcome(customer: str) -> str:
	filters = {"customer": customer, "provider": methods.STRIPE, "status": ("!=", Status.REVOKED)}
	rows = frappe.get_all("Payment Method", filters, ["status", "stripe_payment_method_id"])
	statuses = {row.status for row in rows if row.stripe_payment_method_id}
	if statuses:
		return CARD if Status.ACTIVE in statuses else EXPIRED
	return NO_CARD if rows else GONE


def _said(customer: str, error: Exception) -> str:
	if isinstance(error, ProviderError):
		return error.message
	frappe.log_error(f"Cards of {customer}", frappe.get_traceback(with_context=False))
	frappe.db.commit()  # the log is to outlive a rollback of the next customer's
	return strip_html(str(error)).strip()
