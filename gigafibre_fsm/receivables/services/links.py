"""Payment links: a page at Stripe where a customer pays what is due, or saves a card where nothing is.

Stripe is asked first, the rows are written after: a link that nobody was told of costs nothing. The same wish within
the life of a link is the same link, however often and from how many places it is asked for.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.database.database import savepoint
from frappe.model.document import Document
from frappe.utils import add_to_date, get_url, now

from gigafibre_fsm.exceptions import InvalidRequest, InvalidState
from gigafibre_fsm.gigafibre_fsm import outbox
from gigafibre_fsm.integrations.stripe.mapping import CheckoutSession
from gigafibre_fsm.receivables.doctype.payment_attempt.status import Status
from gigafibre_fsm.receivables.services import attempts, due, notices, provider

CHANNELS = {"email": ("Email",), "sms": ("SMS",), "both": ("Email", "SMS")}
# Stripe closes a page after 24 hours; nobody should get one that ends while they look for their card.
LIFE_HOURS = 20
PAUSE_MINUTES = 10
ON_ITS_WAY = ("Queued", "Sending", "Sent")


@dataclass(frozen=True)
class Plan:
	url: str
	write: Callable[[], Document]


@dataclass(frozen=True)
class Wish:
	reader: notices.Reader
	rows: tuple[due.Due, ...]

	@property
	def purpose(self) -> str:
		return attempts.LINK if self.rows else attempts.SAVE_CARD

	@property
	def invoice(self) -> str | None:
		return self.rows[0].invoice if len(self.rows) == 1 else None

	@property
	def key(self) -> str:
		return attempts.link_key(self.reader.customer, *(f"{row.invoice}={row.amount}" for row in self.rows))


def send(customer: str, method: str) -> dict:
	"""`method` is email, sms or both."""
	channels = _channels(method)
	to = notices.reader(customer)
	_refuse_missing(to, channels)
	with provider.for_agent():
		planned = plan(customer)
	attempt = planned.write()
	return {"url": planned.url, "sent": _tell(attempt, to, channels, planned.url)}


def plan(customer: str, invoice: str | None = None) -> Plan:
	"""For one invoice, else for all that is due."""
	wish = Wish(notices.reader(customer), _rows(customer, invoice))
	_refuse_too_little(wish)
	open_one = _open(wish)
	if open_one:
		return Plan(open_one.action_url, lambda: attempts.lock(open_one.name))
	return _new(wish)


def _channels(method: str) -> tuple[str, ...]:
	if method not in CHANNELS:
		frappe.throw(_("{0} must be one of: {1}.").format("method", ", ".join(CHANNELS)), InvalidRequest)
	return CHANNELS[method]


def _refuse_missing(to: notices.Reader, channels: Sequence[str]) -> None:
	sentences = {
		"Email": _("{0} has no e-mail address: add it to the primary contact, or choose another way."),
		"SMS": _("{0} has no mobile number: add it to the primary contact, or choose another way."),
	}
	for channel in channels:
		if not to.address(channel):
			frappe.throw(sentences[channel].format(to.name), InvalidRequest)


def _rows(customer: str, invoice: str | None) -> tuple[due.Due, ...]:
	if not invoice:
		return due.of_customer(customer)
	row = due.of_invoice(invoice)
	return (row,) if row else ()


def _refuse_too_little(wish: Wish) -> None:
	if wish.rows and due.total(wish.rows) < due.LEAST:
		frappe.throw(
			_("{0} owes less than {1}: that cannot be paid by card.").format(
				wish.reader.name, notices.money(due.LEAST, wish.reader)
			),
			InvalidState,
		)


def _open(wish: Wish) -> frappe._dict | None:
	return frappe.db.get_value(
		"Payment Attempt",
		{
			"attempt_key": ("like", f"{wish.key}:%"),
			"status": Status.NEEDS_ACTION,
			"attempted_at": (">", add_to_date(now(), hours=-LIFE_HOURS)),
		},
		["name", "action_url"],
		as_dict=True,
		order_by="creation desc",
	)


def _new(wish: Wish) -> Plan:
	earlier = frappe.db.count("Payment Attempt", {"attempt_key": ("like", f"{wish.key}:%")})
	attempt_key = f"{wish.key}:{earlier + 1}"
	stripe_customer = _stripe_customer(wish.reader)
	session = _session(wish, attempt_key, stripe_customer)
	return Plan(session.url, lambda: _write(wish, attempt_key, stripe_customer, session))


def _stripe_customer(to: notices.Reader) -> str:
	known = frappe.db.get_value("Customer", to.customer, "stripe_id")
	if known:
		return known
	return (
		provider.stripe()
		.customer_create(
			to.email or None,
			to.name,
			{"customer": to.customer},
			provider.key("customer", to.customer, to.email, to.name),
		)
		.id
	)


def _session(wish: Wish, attempt_key: str, stripe_customer: str) -> CheckoutSession:
	"""Nothing in it changes from one click to the next: under one key Stripe wants one and the same request."""
	home = get_url()
	return provider.stripe().checkout_session_create(
		customer=stripe_customer,
		success_url=home,
		cancel_url=home,
		metadata={"attempt_key": provider.key(attempt_key)},
		key=provider.key(attempt_key),
		amount=due.total(wish.rows) if wish.rows else None,
		label=", ".join(row.invoice for row in wish.rows)[:250],
		language=wish.reader.language,
	)


def _write(wish: Wish, attempt_key: str, stripe_customer: str, session: CheckoutSession) -> Document:
	_remember(wish.reader.customer, stripe_customer)
	attempt = attempts.new(
		wish.purpose,
		attempt_key,
		customer=wish.reader.customer,
		sales_invoice=wish.invoice,
		amount=float(due.total(wish.rows)),
		status=Status.NEEDS_ACTION,
		provider_id=session.id,
		action_url=session.url,
		attempted_at=now(),
	)
	# Another click had the same page opened, and was here first.
	with savepoint(catch=frappe.UniqueValidationError):
		return attempt.insert(ignore_permissions=True)
	frappe.clear_last_message()
	return attempts.by_key(attempt_key, for_update=True)


def _remember(customer: str, stripe_customer: str) -> None:
	if not frappe.db.get_value("Customer", customer, "stripe_id"):
		frappe.db.set_value("Customer", customer, "stripe_id", stripe_customer)


def _tell(attempt: Document, to: notices.Reader, channels: Sequence[str], url: str) -> list[str]:
	"""Not twice within minutes: the row is locked, and an earlier click's messages are looked for behind the lock."""
	attempts.lock(attempt.name)
	sent = []
	for channel in channels:
		if not _on_its_way(attempt.name, channel):
			_put(attempt, to, channel, url)
		if _on_its_way(attempt.name, channel):
			sent.append(channel.lower())
	return sent


def _on_its_way(attempt: str, channel: str) -> bool:
	return bool(
		frappe.db.sql(
			"""select name from `tabOutbox Message` where reference_doctype = 'Payment Attempt'
			and reference_name = %s and channel = %s and status in %s and creation > %s for update""",
			(attempt, channel, ON_ITS_WAY, add_to_date(now(), minutes=-PAUSE_MINUTES)),
		)
	)


def _put(attempt: Document, to: notices.Reader, channel: str, url: str) -> None:
	variables = {"customer_name": to.name, "url": url}
	event = "card_link"
	if attempt.purpose == attempts.LINK:
		event = "payment_link"
		variables |= {
			"amount": notices.money(attempt.amount, to),
			"invoice": attempt.sales_invoice or "",
		}
	outbox.put(channel, event, to.address(channel), attempt, variables, to.language, occasion=now())
