"""A visitor's card: Stripe keeps it, we keep what it may be charged by. Nothing is charged here."""

import re
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils import now_datetime

from gigafibre_fsm.domain.contacts import canonical_email
from gigafibre_fsm.exceptions import CardNotSaved, InvalidRequest
from gigafibre_fsm.integrations.errors import PermanentError
from gigafibre_fsm.integrations.stripe.mapping import SetupIntent
from gigafibre_fsm.receivables.doctype.payment_method.status import Status
from gigafibre_fsm.receivables.services import checkouts, provider

SETUP_INTENT = re.compile(r"seti_[A-Za-z0-9_]{6,120}")
OFF_SESSION = "off_session"


@dataclass(frozen=True)
class SavedCard:
	setup_intent: str
	stripe_customer: str
	payment_method: str
	brand: str
	last4: str
	expiry: str  # MM/YYYY


def start(email: str, name: str) -> dict:
	"""`email` is in its canonical form. A second call makes a second form, under the same customer of Stripe's."""
	checkout = checkouts.new_name()
	with provider.for_visitor():
		stripe = provider.stripe()
		customer = stripe.customer_create(email, name, {}, _customer_key(email, name))
		intent = stripe.setup_intent_create(
			customer=customer.id,
			metadata={"email": email, "checkout": checkout},
			key=provider.key("checkout", checkout),
		)
	checkouts.note(checkout, email, name, customer.id, intent.id)
	return {
		"client_secret": intent.client_secret,
		"setup_intent": intent.id,
		"publishable_key": provider.settings().stripe_publishable_key,
	}


def _customer_key(email: str, name: str) -> str:
	"""Within the hour, the same person is the same customer of Stripe's; without a card on it, an empty shell."""
	return provider.key("visitor", now_datetime().strftime("%Y-%m-%dT%H"), email, name)


def verify(setup_intent: str, email: str) -> SavedCard:
	"""Asked of Stripe, before any transaction: whether this card was saved, by whoever has this e-mail address."""
	if not SETUP_INTENT.fullmatch(setup_intent or ""):
		frappe.throw(_("setup_intent is not the id of a card form."), InvalidRequest)
	with provider.for_visitor():
		found = _ask(setup_intent)
	_refuse_others(found, email)
	_refuse_unsaved(found)
	refuse_used(setup_intent)
	return _saved(found)


def _ask(setup_intent: str) -> SetupIntent | None:
	try:
		return provider.stripe().setup_intent(setup_intent)
	except PermanentError:
		return None


def _refuse_others(found: SetupIntent | None, email: str) -> None:
	"""One sentence for « unknown » and « another's »: which of both it is would tell of another visitor."""
	theirs = found and canonical_email(found.metadata.get("email"))
	if not theirs or theirs != canonical_email(email):
		frappe.throw(
			_("This card was not saved with this e-mail address. Enter the card again."), CardNotSaved
		)


def _refuse_unsaved(found: SetupIntent) -> None:
	card = found.payment_method
	if not found.succeeded or found.usage != OFF_SESSION or not card:
		frappe.throw(_("The card is not saved yet. Finish the card form, then order again."), CardNotSaved)
	if not found.customer or card.customer != found.customer:
		frappe.throw(_("This card was taken away again. Enter it again."), CardNotSaved)


def refuse_used(setup_intent: str) -> None:
	"""The unique index on Project has the last word."""
	if frappe.db.exists("Project", {"stripe_setup_intent": setup_intent}):
		frappe.throw(_("This card form belongs to another order. Enter the card again."), CardNotSaved)


def _saved(found: SetupIntent) -> SavedCard:
	card = found.payment_method
	return SavedCard(found.id, found.customer, card.id, card.brand, card.last4, card.expiry)


def method_document(customer: str, card: SavedCard) -> dict:
	"""The Payment Method as an order writes it; its controller tells the Customer."""
	return {
		"doctype": "Payment Method",
		"customer": customer,
		"title": f"{card.brand} •••• {card.last4}",
		"provider": "Stripe",
		"status": Status.ACTIVE,
		"is_auto": 1,
		"is_default": 1,
		"stripe_customer_id": card.stripe_customer,
		"stripe_payment_method_id": card.payment_method,
		"card_brand": card.brand,
		"card_last4": card.last4,
		"card_expiry": card.expiry,
	}
