"""What the scheduler calls."""

import frappe
from frappe.utils import add_to_date, now

from gigafibre_fsm.integrations.errors import ProviderError
from gigafibre_fsm.receivables.doctype.payment_attempt.status import Status
from gigafibre_fsm.receivables.services import (
	attempts,
	charges,
	checkouts,
	methods,
	provider,
	settling,
	stripe_events,
	stripe_handlers,
)

MOST_AT_ONCE = 200
LINK_HOURS = 25


def settle_payments() -> None:
	"""Every few minutes: events that nobody applied, charges whose answer was lost, payments not in the books."""
	stripe_events.sweep()
	checkouts.match_orders()
	if provider.settings().stripe_enabled:
		_each(_unsettled(), charges.ask)
		_each(_old_links(), _settle_link)
	_each(_unbooked(), _book)


def look_after_checkouts() -> None:
	checkouts.look_after()


def expire_cards() -> None:
	methods.expire()


def _each(names: list[str], step) -> None:
	"""One that fails does not stop the rest; where Stripe does not answer, nobody need ask on."""
	for name in names:
		try:
			step(frappe.get_doc("Payment Attempt", name))
			frappe.db.commit()  # each for itself: what is settled stays settled
		except ProviderError:
			frappe.db.rollback()
			return
		except Exception:
			frappe.db.rollback()
			frappe.log_error(title=f"Payment attempt {name}")


def _unsettled() -> list[str]:
	return _names(
		purpose=attempts.CHARGE,
		status=("in", attempts.UNSETTLED),
		provider="Stripe",
		attempted_at=("<", add_to_date(now(), seconds=-charges.IN_HAND)),
	)


def _old_links() -> list[str]:
	"""Stripe closed their page by now, and its event did not come."""
	return _names(
		purpose=("in", (attempts.LINK, attempts.SAVE_CARD)),
		status=Status.NEEDS_ACTION,
		attempted_at=("<", add_to_date(now(), hours=-LINK_HOURS)),
	)


def _unbooked() -> list[str]:
	return _names(
		status=Status.SUCCEEDED, provider="Stripe", payment_entry=("is", "not set"), error=("is", "set")
	)


def _names(**filters) -> list[str]:
	return frappe.get_all(
		"Payment Attempt", filters=filters, order_by="attempted_at", limit=MOST_AT_ONCE, pluck="name"
	)


def _settle_link(attempt) -> None:
	session = provider.stripe().checkout_session(attempt.provider_id)
	write = stripe_handlers.plan_session(attempt, session)
	if write:
		write()


def _book(attempt) -> None:
	frappe.db.rollback()
	row = attempts.lock(attempt.name)
	if not row.payment_entry:
		settling.book(row)
