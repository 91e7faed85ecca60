"""What the provider says of a payment, put into the site: once, whoever hears it first, in whatever order it comes.

Our own call, its event and the scheduler's question may all bring the same news. `plan` asks the provider for what is
still missing and returns the writing, which belongs into one transaction; the attempt's row is locked in it and says
whether there is anything left to do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

import frappe
from frappe.model.document import Document
from frappe.utils import now

from gigafibre_fsm.gigafibre_fsm import transaction
from gigafibre_fsm.integrations.stripe.mapping import Outcome, PaymentIntent
from gigafibre_fsm.receivables.doctype.payment_attempt.status import Status
from gigafibre_fsm.receivables.services import attempts, booking, due, links, notices

FAILED = (Status.DECLINED, Status.NEEDS_ACTION)
_STATUS = {
	Outcome.SUCCEEDED: Status.SUCCEEDED,
	Outcome.NEEDS_ACTION: Status.NEEDS_ACTION,
	Outcome.DECLINED: Status.DECLINED,
	# Nobody here cancels a payment at Stripe: where somebody there did, the invoice is as unpaid as after a refusal.
	Outcome.CANCELLED: Status.DECLINED,
}


@dataclass(frozen=True)
class News:
	status: str
	tries: int
	provider_id: str = ""
	amount: Decimal | None = None
	decline_code: str = ""
	error: str = ""


def news_of(intent: PaymentIntent) -> News:
	return News(
		_STATUS.get(intent.outcome, Status.PROCESSING),
		int(intent.metadata.get("try") or 0),
		intent.id,
		intent.amount_received or intent.amount,
		intent.decline_code or intent.error_code or ("canceled" if intent.status == "canceled" else ""),
	)


def settle(attempt: Document, news: News) -> str:
	"""The status that the attempt has afterwards, committed."""
	write = plan(attempt, news)
	transaction.whole(write)
	frappe.db.commit()  # money moved: what follows must not undo that we know of it
	return frappe.db.get_value("Payment Attempt", attempt.name, "status")


def plan(attempt: Document, news: News) -> Callable[[], None]:
	failed = attempt.purpose == attempts.CHARGE and news.status in FAILED
	link = links.plan(attempt.customer, attempt.sales_invoice) if failed and _is_news(attempt, news) else None
	# What was read so far may be old by now: the writing begins with a look of its own.
	frappe.db.rollback()
	return partial(_write, attempt.name, news, link)


def _write(name: str, news: News, link: links.Plan | None) -> None:
	attempt = attempts.lock(name)
	if not _is_news(attempt, news):
		return
	if news.status == Status.SUCCEEDED:
		_succeed(attempt, news)
	elif news.status in FAILED and link:
		_fail(attempt, news, link)
	elif news.provider_id and attempt.provider_id != news.provider_id:
		attempts.change(attempt, provider_id=news.provider_id)


def _is_news(attempt: Document, news: News) -> bool:
	"""That money came in is always news, once. Anything else is, as long as this very try is open."""
	if news.status == Status.SUCCEEDED:
		return attempt.status != Status.SUCCEEDED
	return attempt.status in attempts.UNSETTLED and news.tries == attempt.tries


def _succeed(attempt: Document, news: News) -> None:
	attempts.change(
		attempt,
		status=Status.SUCCEEDED,
		provider_id=news.provider_id,
		amount=float(news.amount),
		decline_code=None,
		action_url=None,
		error=None,
		settled_at=now(),
	)
	book(attempt)
	notices.received(attempt)
	notices.close_tasks(attempt.customer)
	_give_up_paid(attempt)


def book(attempt: Document) -> None:
	"""Where the books refuse it (no account, a closed period) the payment is known all the same, and booked later."""
	frappe.db.savepoint("booking")
	try:
		entry = booking.receive(
			attempt.customer, due.cents(attempt.amount), attempt.provider_id, attempt.sales_invoice
		)
		attempts.change(attempt, payment_entry=entry, error=None)
	except transaction.GIVEN_UP:
		raise
	except Exception as error:
		frappe.db.rollback(save_point="booking")
		frappe.log_error(title=f"Payment {attempt.name} is not in the books")
		attempt.payment_entry = None
		attempts.change(attempt, error=frappe.utils.strip_html(str(error)) or type(error).__name__)


def _fail(attempt: Document, news: News, link: links.Plan) -> None:
	link.write()
	attempts.change(
		attempt,
		status=news.status,
		provider_id=news.provider_id or attempt.provider_id,
		decline_code=news.decline_code[:140],
		error=news.error,
		action_url=link.url,
		settled_at=now() if news.status == Status.DECLINED else None,
		task=notices.open_task(attempt),
	)
	notices.declined(attempt, link.url)


def _give_up_paid(attempt: Document) -> None:
	"""What still waits for the customer's bank, of invoices that another payment has settled."""
	rows = frappe.db.sql(
		"""select a.name from `tabPayment Attempt` a join `tabSales Invoice` i on i.name = a.sales_invoice
		where a.customer = %s and a.name <> %s and a.status = %s and i.outstanding_amount <= 0.005""",
		(attempt.customer, attempt.name, Status.NEEDS_ACTION),
	)
	for (name,) in rows:
		attempts.change(attempts.lock(name), status=Status.CANCELLED, settled_at=now())
