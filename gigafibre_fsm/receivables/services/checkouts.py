"""Visitors who came as far as the card form: who they are, and what became of them.

Nothing here tells one visitor of another. Whoever types an e-mail address gets a card form of their own, never one
that is open already, and never the cards of the customer who has that address.
"""

import frappe
from frappe.utils import add_to_date, now

from gigafibre_fsm.gigafibre_fsm.numbering import next_name
from gigafibre_fsm.integrations.errors import PermanentError, ProviderError
from gigafibre_fsm.receivables.doctype.website_checkout.status import Status
from gigafibre_fsm.receivables.services import provider

PATIENCE_HOURS = 24
KEPT_DAYS = 90
MOST_AT_ONCE = 200
WITHOUT_ORDER = (Status.OPEN, Status.CARD_SAVED, Status.ABANDONED, Status.CLOSED)


def new_name() -> str:
	"""Known before Stripe is asked, so that Stripe's own pages lead back to the row."""
	return next_name("Website Checkout")


def note(name: str, email: str, contact_name: str, customer: str, setup_intent: str) -> None:
	checkout = frappe.get_doc(
		{
			"doctype": "Website Checkout",
			"email": email,
			"contact_name": contact_name,
			"status": Status.OPEN,
			"stripe_customer_id": customer,
			"setup_intent": setup_intent,
		}
	)
	checkout.insert(ignore_permissions=True, set_name=name)


def card_saved(setup_intent: str) -> bool:
	"""Whether it is one of ours. Later than an order, the news is no news."""
	row = frappe.db.get_value(
		"Website Checkout", {"setup_intent": setup_intent}, ["name", "status"], as_dict=True, for_update=True
	)
	if row and row.status in (Status.OPEN, Status.CLOSED):
		_move(row.name, Status.CARD_SAVED, card_saved_on=now())
	return bool(row)


def match_orders() -> None:
	"""An order names the card form that it was paid with. It is not held up by telling us: we look."""
	frappe.db.sql(
		"""update `tabWebsite Checkout` c join tabProject p on p.stripe_setup_intent = c.setup_intent
		set c.status = %s, c.project = p.name, c.modified = %s
		where c.status in %s""",
		(Status.ORDERED, now(), WITHOUT_ORDER),
	)
	frappe.db.commit()  # a look of its own, whatever the scheduler does next


def look_after() -> None:
	"""Every hour. Stripe is asked about those alone whose event should have come by now."""
	match_orders()
	_close_answered()
	_ask_about_open()
	for name in _older_than_patience("card_saved_on", Status.CARD_SAVED):
		_settle(name, Status.CARD_SAVED, Status.ABANDONED)
	_forget()


def _ask_about_open() -> None:
	"""Where Stripe does not answer one, it need not be asked about the others; the next hour comes."""
	for name in _older_than_patience("creation", Status.OPEN):
		try:
			saved = _is_saved(frappe.db.get_value("Website Checkout", name, "setup_intent"))
		except ProviderError:
			return
		_settle(name, Status.OPEN, Status.ABANDONED if saved else Status.CLOSED)


def _settle(name: str, before: str, after: str) -> None:
	"""Unless something else has happened to it meanwhile."""
	row = frappe.db.get_value(
		"Website Checkout", name, ["status", "card_saved_on", "creation"], as_dict=True, for_update=True
	)
	if row.status == before:
		saved_on = row.card_saved_on or (row.creation if after == Status.ABANDONED else None)
		_move(name, after, card_saved_on=saved_on)
	frappe.db.commit()  # each row for itself: what was found out about one must not be lost with the next


def _is_saved(setup_intent: str) -> bool:
	try:
		return provider.stripe().setup_intent(setup_intent).succeeded
	except PermanentError:
		# Stripe does not know it any more, or never did: an account that was changed.
		return False


def _close_answered() -> None:
	"""Whoever tried twice and ordered once is no one to call."""
	frappe.db.sql(
		"""update `tabWebsite Checkout` c join `tabWebsite Checkout` o on o.email = c.email and o.status = %(ordered)s
			and o.name <> c.name and o.creation >= c.creation - interval 1 day
		set c.status = %(closed)s, c.modified = %(now)s
		where c.status in (%(open)s, %(saved)s, %(abandoned)s)""",
		{
			"ordered": Status.ORDERED,
			"closed": Status.CLOSED,
			"open": Status.OPEN,
			"saved": Status.CARD_SAVED,
			"abandoned": Status.ABANDONED,
			"now": now(),
		},
	)
	frappe.db.commit()  # done with, whatever becomes of the rows after it


def _older_than_patience(column: str, status: str) -> list[str]:
	return frappe.get_all(
		"Website Checkout",
		filters={"status": status, column: ("<", add_to_date(now(), hours=-PATIENCE_HOURS))},
		order_by="creation",
		limit=MOST_AT_ONCE,
		pluck="name",
	)


def _forget() -> None:
	"""Names and addresses of people who bought nothing are not kept for ever."""
	frappe.db.delete(
		"Website Checkout", {"status": Status.CLOSED, "modified": ("<", add_to_date(now(), days=-KEPT_DAYS))}
	)
	frappe.db.commit()  # the end of the hourly round


def _move(name: str, status: str, **values) -> None:
	frappe.db.set_value("Website Checkout", name, {"status": status, **values})
