"""Charging a saved card for an invoice: once, whatever dies in between.

Before Stripe is asked, the attempt's row says so, committed. Afterwards its answer is written; where none came, the
scheduler or the next try asks Stripe what became of it. Money is asked for again only when Stripe itself said that it
knows of no such payment, and then under the same key, which Stripe honours for a day: a request that was late after
all is still the same payment. After that day a person decides.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now

from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.gigafibre_fsm import locks, outbox
from gigafibre_fsm.integrations.errors import PermanentError, ProviderError
from gigafibre_fsm.integrations.stripe.mapping import PaymentIntent
from gigafibre_fsm.receivables.doctype.payment_attempt.status import Status
from gigafibre_fsm.receivables.services import attempts, due, methods, provider, settling

# Seconds. Longer than a call may take: whoever had the attempt in hand has given up or is gone.
IN_HAND = 120
KEY_LIFE = 20 * 3600
EVENT = "charge_invoice"


def queue(invoice: str) -> Document | None:
	"""In the transaction that submits the invoice: it will be charged, once. None where no card pays by itself."""
	owed = _owed(invoice)
	method = owed and methods.automatic(owed.customer)
	if not method or method.provider != "Stripe":
		return None
	attempt = attempts.by_key(attempts.charge_key(invoice)) or _new(owed, method.name).insert(
		ignore_permissions=True
	)
	about = frappe.get_doc("Sales Invoice", invoice)
	outbox.put("Charge", EVENT, None, about, {"attempt": attempt.name})
	return attempt


def charge(invoice: str, method: str | None = None) -> Document | None:
	"""The attempt afterwards, settled or not; None where nothing is due. Commits: call it from a job, not from a form.

	:raises ProviderError: where Stripe gave no answer that settles it.
	"""
	attempt, is_ours = _take(invoice, method)
	if is_ours:
		_ask_for_money(attempt)
	elif attempt and attempt.status in attempts.UNSETTLED:
		ask(attempt)
	return attempt and attempt.reload()


def ask(attempt: Document) -> None:
	"""Settles by Stripe's own list what became of a payment."""
	if attempts.age(attempt) < IN_HAND:
		return
	known = _found(attempt)
	if known:
		settling.settle(attempt, settling.news_of(known))
	elif attempts.age(attempt) > KEY_LIFE:
		settling.settle(attempt, settling.News(Status.DECLINED, attempt.tries, decline_code="never_received"))
	else:
		_ask_again(attempt)


def _take(invoice: str, method: str | None) -> tuple[Document | None, bool]:
	"""The attempt, and whether this process is the one that asks for the money. Committed, and nothing locked."""
	locks.hold(attempts.charge_key(invoice))
	owed = _owed(invoice)
	attempt = attempts.by_key(attempts.charge_key(invoice), for_update=True)
	if not owed:
		_give_up(attempt)
		is_ours = False
	else:
		attempt = attempt or _new(owed, None).insert(ignore_permissions=True)
		is_ours = attempt.status in (Status.NEW, Status.DECLINED)
		if is_ours:
			_begin(attempt, owed, method or _method(owed.customer))
	frappe.db.commit()  # written before the provider is called: whoever comes after a crash knows what was begun
	return attempt, is_ours


def _owed(invoice: str) -> due.Due | None:
	owed = due.of_invoice(invoice)
	return owed if owed and owed.amount >= due.LEAST else None


def _new(owed: due.Due, method: str | None) -> Document:
	return attempts.new(
		attempts.CHARGE,
		attempts.charge_key(owed.invoice),
		customer=owed.customer,
		sales_invoice=owed.invoice,
		payment_method=method,
		amount=float(owed.amount),
		currency=owed.currency,
		status=Status.NEW,
	)


def _begin(attempt: Document, owed: due.Due, method: str) -> None:
	attempts.change(
		attempt,
		status=Status.PROCESSING,
		payment_method=method,
		amount=float(owed.amount),
		tries=attempt.tries + 1,
		attempted_at=now(),
		provider_id=None,
		decline_code=None,
		action_url=None,
		settled_at=None,
		error=None,
	)


def _method(customer: str) -> str:
	method = methods.automatic(customer)
	if not method or method.provider != "Stripe":
		frappe.db.rollback()
		frappe.throw(_("{0} has no card that pays by itself.").format(customer), InvalidState)
	return method.name


def _give_up(attempt: Document | None) -> None:
	"""Paid otherwise, before anything was asked of the card."""
	if attempt and attempt.status in (Status.NEW, Status.DECLINED):
		attempts.change(attempt, status=Status.CANCELLED, settled_at=now())


def _ask_for_money(attempt: Document) -> None:
	try:
		intent = _payment(attempt)
	except ProviderError as error:
		if not isinstance(error, PermanentError) or error.maybe_done:
			_note(attempt, error)
			raise
		# « Never like this » is an answer, too.
		code = "request_refused"
		news = settling.News(Status.DECLINED, attempt.tries, decline_code=code, error=error.message)
	else:
		news = settling.news_of(intent)
	settling.settle(attempt, news)


def _payment(attempt: Document) -> PaymentIntent:
	method = frappe.get_doc("Payment Method", attempt.payment_method)
	return provider.stripe().payment_intent_create(
		amount=due.cents(attempt.amount),
		customer=method.stripe_customer_id,
		payment_method=method.stripe_payment_method_id,
		metadata=attempts.metadata(attempt),
		key=attempts.idempotency_key(attempt),
		currency=attempt.currency.lower(),
	)


def _note(attempt: Document, error: ProviderError) -> None:
	row = attempts.lock(attempt.name)
	if row.status in attempts.UNSETTLED and row.tries == attempt.tries:
		status = Status.UNKNOWN if error.maybe_done else row.status
		attempts.change(row, status=status, error=error.message)
	frappe.db.commit()  # the caller raises, and would take this away


def _found(attempt: Document) -> PaymentIntent | None:
	stripe = provider.stripe()
	if attempt.provider_id:
		return stripe.payment_intent(attempt.provider_id)
	customer = frappe.db.get_value("Payment Method", attempt.payment_method, "stripe_customer_id")
	return next(iter(stripe.payment_intents_of(customer, attempts.metadata(attempt))), None)


def _ask_again(attempt: Document) -> None:
	"""What Stripe never got. The same request under the same key; another amount is another try."""
	owed = _owed(attempt.sales_invoice)
	if owed and owed.amount == due.cents(attempt.amount):
		_ask_for_money(attempt)
		return
	row = attempts.lock(attempt.name)
	is_ours = row.status in attempts.UNSETTLED and row.tries == attempt.tries
	if is_ours and owed:
		_begin(row, owed, row.payment_method)
	elif is_ours:
		attempts.change(row, status=Status.CANCELLED, settled_at=now())
	frappe.db.commit()  # as in _take: written before the provider is called
	if is_ours and owed:
		_ask_for_money(row)
