"""What an order changes of what is there already: a location gets the port, its ONT the phone, a customer the card."""

import frappe

from gigafibre_fsm.receivables.services import cards
from gigafibre_fsm.subscriber.services.ordering.documents import Draft
from gigafibre_fsm.voice_service.services import accounts


def make(draft: Draft) -> None:
	if draft.order.location and draft.order.drop:
		_plug_in(draft)
	if draft.order.ont and draft.carrier == draft.order.ont:
		_add_accounts(draft)
	if draft.order.card:
		_add_card(draft)


def _add_card(draft: Draft) -> None:
	"""Of a customer who may have others: the newest becomes the default."""
	frappe.get_doc(cards.method_document(draft.customer, draft.order.card)).insert(ignore_permissions=True)


def _plug_in(draft: Draft) -> None:
	drop = draft.order.drop
	location = frappe.get_doc("Service Location", draft.names.location)
	location.update(
		{
			"connection_type": "FTTH",
			"fibre_drop": drop.name,
			"fibre_id": drop.legacy_fibre_id,
			"civic_address": draft.order.spot.address_id,
			**drop.plug,
		}
	)
	location.save(ignore_permissions=True)


def _add_accounts(draft: Draft) -> None:
	ont = frappe.get_doc("Service Equipment", draft.order.ont)
	made = [{"sip_username": one.username, "sip_password": one.password} for one in draft.accounts]
	accounts.give(ont, made)
