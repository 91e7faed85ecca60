"""How a customer pays: what Stripe holds, which of it pays by itself, and the Customer's flag that says so."""

from collections.abc import Callable, Sequence
from functools import partial

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, nowdate

from gigafibre_fsm.domain.cards import is_over
from gigafibre_fsm.exceptions import InvalidRequest, InvalidState
from gigafibre_fsm.gigafibre_fsm import locks
from gigafibre_fsm.integrations.stripe.mapping import Card
from gigafibre_fsm.receivables.doctype.payment_method.status import Status
from gigafibre_fsm.receivables.services import provider

STRIPE = "Stripe"
NOBODY = "None"
PROVIDERS = (STRIPE, "Paysafe", "Bank Draft", NOBODY)
SHOWN = ("name", "title", "provider", "status", "is_auto", "is_default", "card_expiry")


def automatic(customer: str) -> frappe._dict | None:
	return frappe.db.get_value(
		"Payment Method",
		{"customer": customer, "is_auto": 1, "status": Status.ACTIVE},
		["name", "provider"],
		as_dict=True,
	)


def pull(customer: str) -> list[dict]:
	"""An agent asks what Stripe holds; the customer's methods afterwards."""
	if not known_as(customer):
		frappe.throw(
			_("{0} is not known to Stripe yet: send a payment link first.").format(customer), InvalidState
		)
	with provider.for_agent():
		write = plan(customer)
	write()
	return of(customer)


def of(customer: str) -> list[dict]:
	return frappe.get_all(
		"Payment Method",
		filters={"customer": customer},
		fields=list(SHOWN),
		order_by="is_default desc, modified desc",
	)


def plan(customer: str, chosen: str | None = None) -> Callable[[], None]:
	"""Asks Stripe, and returns the writing. `chosen` has just been saved in order to pay by itself.

	One at a time per customer: of two that asked, the one with the older answer could write last.
	"""
	locks.hold(f"payment methods of {customer}")
	held = {each: _held(each) for each in known_as(customer)}
	return partial(_write, customer, held, chosen)


def known_as(customer: str) -> list[str]:
	"""At Stripe. A customer who orders again by the website is another one there, with a card of its own."""
	own = frappe.db.get_value("Customer", customer, "stripe_id")
	filters = {"customer": customer, "provider": STRIPE, "status": ("!=", Status.REVOKED)}
	others = frappe.get_all("Payment Method", filters=filters, pluck="stripe_customer_id")
	return sorted({name for name in (own, *others) if name})


def who_is(stripe_customer: str | None) -> str | None:
	"""The customer here."""
	if not stripe_customer:
		return None
	return frappe.db.get_value("Customer", {"stripe_id": stripe_customer}) or frappe.db.get_value(
		"Payment Method", {"stripe_customer_id": stripe_customer}, "customer"
	)


def _held(stripe_customer: str) -> tuple[Card, ...] | None:
	"""None where Stripe has deleted the customer. One that it never knew is an error: our key may be another account's."""
	stripe = provider.stripe()
	if stripe.customer(stripe_customer).deleted:
		return None
	return stripe.payment_methods(stripe_customer)


def _write(customer: str, held: dict[str, Sequence[Card] | None], chosen: str | None) -> None:
	for stripe_customer, cards in held.items():
		_take_over(customer, stripe_customer, cards)
		if cards is None:
			_forget(customer, stripe_customer)
	_choose(customer, chosen)


def _take_over(customer: str, stripe_customer: str, cards: Sequence[Card] | None) -> None:
	"""A row from the legacy database, which knew customers at Stripe but no cards, becomes that of the newest card."""
	rows = _rows(customer, stripe_customer)
	named = {row.stripe_payment_method_id: row for row in rows if row.stripe_payment_method_id}
	waiting = [row for row in rows if not row.stripe_payment_method_id and row.status != Status.REVOKED]
	for card in cards or ():
		_keep(customer, named.pop(card.id, None) or (waiting.pop() if waiting else None), card)
	for row in (*named.values(), *(waiting if cards is None else ())):
		_revoke(row)


def _forget(customer: str, stripe_customer: str) -> None:
	if frappe.db.get_value("Customer", customer, "stripe_id") == stripe_customer:
		frappe.db.set_value("Customer", customer, "stripe_id", None)


def _rows(customer: str, stripe_customer: str) -> list[Document]:
	filters = {
		"customer": customer,
		"provider": STRIPE,
		"stripe_customer_id": stripe_customer,
	}
	names = frappe.get_all("Payment Method", filters=filters, pluck="name")
	return [frappe.get_doc("Payment Method", name, for_update=True) for name in names]


def _keep(customer: str, row: Document | None, card: Card) -> None:
	if row and row.status == Status.REVOKED:
		return
	row = row or frappe.get_doc({"doctype": "Payment Method", "customer": customer, "provider": STRIPE})
	values = {
		"status": Status.EXPIRED if is_over(card.expiry, getdate(nowdate())) else Status.ACTIVE,
		"stripe_customer_id": card.customer,
		"stripe_payment_method_id": card.id,
		"card_brand": card.brand,
		"card_last4": card.last4,
		"card_expiry": card.expiry,
	}
	if any(row.get(field) != value for field, value in values.items()):
		row.update(values).save(ignore_permissions=True)


def _revoke(row: Document) -> None:
	if row.status != Status.REVOKED:
		row.update({"status": Status.REVOKED}).save(ignore_permissions=True)


def _choose(customer: str, chosen: str | None) -> None:
	"""The card just saved pays by itself unless something else does; the newest is the default where there is none."""
	name = chosen and frappe.db.get_value("Payment Method", {"stripe_payment_method_id": chosen})
	if name and not automatic(customer):
		_make_automatic(name)
	active = {"customer": customer, "status": Status.ACTIVE}
	if not frappe.db.exists("Payment Method", {**active, "is_default": 1}):
		newest = frappe.get_all(
			"Payment Method",
			filters={**active, "provider": STRIPE},
			order_by="creation desc",
			limit=1,
			pluck="name",
		)
		for name in newest:
			frappe.get_doc("Payment Method", name).update({"is_default": 1}).save(ignore_permissions=True)


def set_auto_pay(customer: str, chosen: str) -> list[dict]:
	"""The customer's method of this provider pays by itself from now on."""
	if chosen not in PROVIDERS:
		frappe.throw(_("{0} must be one of: {1}.").format("provider", ", ".join(PROVIDERS)), InvalidRequest)
	locks.hold(f"payment methods of {customer}")
	if chosen == NOBODY:
		_switch_off(customer)
	else:
		_make_automatic(_best(customer, chosen))
	return of(customer)


def _best(customer: str, chosen: str) -> str:
	names = frappe.get_all(
		"Payment Method",
		filters={"customer": customer, "provider": chosen, "status": Status.ACTIVE},
		order_by="is_auto desc, is_default desc, creation desc",
		limit=1,
		pluck="name",
	)
	if not names:
		sentence = _("{0} has no active payment method of {1}.")
		frappe.throw(sentence.format(customer, _(chosen, context="Payment Method")), InvalidState)
	return names[0]


def _make_automatic(name: str) -> None:
	method = frappe.get_doc("Payment Method", name, for_update=True)
	method.update({"is_auto": 1, "is_default": 1}).save(ignore_permissions=True)


def _switch_off(customer: str) -> None:
	for name in frappe.get_all("Payment Method", filters={"customer": customer, "is_auto": 1}, pluck="name"):
		frappe.get_doc("Payment Method", name, for_update=True).update({"is_auto": 0}).save(
			ignore_permissions=True
		)


def keep_in_step(customer: str, stripe_customer: str | None = None) -> None:
	"""What the Customer says of its methods follows from them; every save of one comes by here."""
	before = frappe.db.get_value("Customer", customer, ["ppa_enabled", "stripe_id"], as_dict=True)
	after = {"ppa_enabled": int(bool(automatic(customer))), "stripe_id": before.stripe_id or stripe_customer}
	if after != before:
		frappe.db.set_value("Customer", customer, after)


def expire() -> None:
	"""Every night: cards whose month is over."""
	today = getdate(nowdate())
	rows = frappe.get_all(
		"Payment Method",
		filters={"provider": STRIPE, "status": Status.ACTIVE, "card_expiry": ("is", "set")},
		fields=["name", "card_expiry"],
	)
	for row in rows:
		if is_over(row.card_expiry, today):
			frappe.get_doc("Payment Method", row.name).update({"status": Status.EXPIRED}).save(
				ignore_permissions=True
			)
			frappe.db.commit()  # each for itself: a customer that cannot be saved does not keep the others' cards valid
