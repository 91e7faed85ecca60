"""What each kind of event means here. A handler asks Stripe for what it needs and returns the writing, or None where
the event is none of ours: other systems may share the account."""

from collections.abc import Callable
from functools import partial

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now

from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.integrations.stripe.mapping import CheckoutSession, PaymentIntent
from gigafibre_fsm.receivables.doctype.payment_attempt.status import Status
from gigafibre_fsm.receivables.services import attempts, checkouts, methods, notices, provider, settling

Write = Callable[[], object]


def _setup_intent_succeeded(intent: dict, _event: dict) -> Write | None:
	known = frappe.db.exists("Website Checkout", {"setup_intent": intent["id"]})
	return partial(checkouts.card_saved, intent["id"]) if known else None


def _methods_changed(method: dict, event: dict) -> Write | None:
	before = (event["data"].get("previous_attributes") or {}).get("customer")
	customer = methods.who_is(method.get("customer") or before)
	return methods.plan(customer) if customer else None


def _customer_changed(customer: dict, _event: dict) -> Write | None:
	known = methods.who_is(customer["id"])
	return methods.plan(known) if known else None


def _payment(intent: dict, _event: dict) -> Write | None:
	attempt = attempts.of_metadata(intent.get("metadata") or {})
	if not attempt:
		return None
	found = provider.stripe().payment_intent(intent["id"])
	if attempt.purpose != attempts.CHARGE:
		return _linked_payment(attempt, found)
	return settling.plan(attempt, settling.news_of(found))


def _linked_payment(attempt: Document, intent: PaymentIntent) -> Write | None:
	"""Of a page that the customer has open, only the payment counts: a card that is refused there, they see."""
	news = settling.news_of(intent)
	return settling.plan(attempt, news) if news.status == Status.SUCCEEDED else None


def _session(session: dict, _event: dict) -> Write | None:
	attempt = attempts.of_metadata(session.get("metadata") or {})
	return plan_session(attempt, provider.stripe().checkout_session(session["id"])) if attempt else None


def plan_session(attempt: Document, session: CheckoutSession) -> Write | None:
	"""What became of a payment link."""
	if session.status == "expired":
		return partial(_close, attempt.name, Status.CANCELLED)
	if session.status != "complete":
		return None
	if session.mode == "setup":
		return _card_of(attempt, session)
	return _linked_payment(attempt, provider.stripe().payment_intent(session.payment_intent))


def _card_of(attempt: Document, session: CheckoutSession) -> Write:
	card = provider.stripe().setup_intent(session.setup_intent).payment_method
	write = methods.plan(attempt.customer, chosen=card and card.id)

	def both() -> None:
		write()
		_close(attempt.name, Status.SUCCEEDED)

	return both


def _close(name: str, status: str) -> None:
	attempt = attempts.lock(name)
	if attempt.status == Status.NEEDS_ACTION:
		attempts.change(attempt, status=status, action_url=None, settled_at=now())


def _given_back(thing: dict, event: dict) -> Write | None:
	"""Money that left again, by a refund or a dispute. Which books it goes to, a person decides."""
	payment = thing.get("payment_intent")
	attempt = payment and frappe.db.get_value("Payment Attempt", {"provider_id": payment})
	if not attempt:
		return None
	return partial(_task_of, frappe.get_doc("Payment Attempt", attempt), event["type"], payment)


def _task_of(attempt: Document, kind: str, payment: str) -> None:
	language = languages.of_office()
	subject = _("Stripe took money back ({0}): {1}", lang=language).format(kind, attempt.customer_name)
	notices.make_task(subject, f"{attempt.name}, {attempt.payment_entry or ''}, {payment}")


HANDLERS: dict[str, Callable[[dict, dict], Write | None]] = {
	"setup_intent.succeeded": _setup_intent_succeeded,
	"payment_method.attached": _methods_changed,
	"payment_method.detached": _methods_changed,
	"payment_method.updated": _methods_changed,
	"payment_method.automatically_updated": _methods_changed,
	"customer.updated": _customer_changed,
	"customer.deleted": _customer_changed,
	"payment_intent.succeeded": _payment,
	"payment_intent.payment_failed": _payment,
	"payment_intent.requires_action": _payment,
	"payment_intent.canceled": _payment,
	"payment_intent.processing": _payment,
	"checkout.session.completed": _session,
	"checkout.session.async_payment_succeeded": _session,
	"checkout.session.expired": _session,
	"charge.refunded": _given_back,
	"charge.dispute.created": _given_back,
}
