"""Placing an order: read, priced and checked; then written in one transaction, all of it or nothing.

No lock is held across a network call: the card is verified before the transaction begins, and what has to happen
outside is a row of the outbox. The caller's request commits.
"""

from dataclasses import replace
from datetime import date

import frappe
from frappe.utils import cint, getdate

from gigafibre_fsm.domain.orders import request as requests
from gigafibre_fsm.domain.orders.reading import Malformed
from gigafibre_fsm.domain.orders.request import OrderRequest
from gigafibre_fsm.domain.pricing.catalogue import INTERNET, PHONE
from gigafibre_fsm.domain.pricing.checks import Sold, count
from gigafibre_fsm.domain.pricing.request import Request
from gigafibre_fsm.field_work.services import dates
from gigafibre_fsm.gigafibre_fsm import transaction
from gigafibre_fsm.receivables.services import cards
from gigafibre_fsm.subscriber.services import catalogue, pricing
from gigafibre_fsm.subscriber.services.ordering import placing, refusals, replay, sentences
from gigafibre_fsm.subscriber.services.ordering import spot as spots
from gigafibre_fsm.subscriber.services.ordering.order import (
	Caller,
	Order,
	check_totals,
	location_of,
	ont_at,
	person_of,
)


def submit(body: object, caller: Caller) -> dict:
	try:
		return _submit(requests.read(body), caller)
	except Malformed as error:
		sentences.refuse(error)


def _submit(request: OrderRequest, caller: Caller) -> dict:
	refusals.of_caller(request, caller)
	if known := replay.answer(request, caller.source):
		return known
	order = prepare(request, caller, getdate())
	return transaction.whole(lambda: placing.place(order))


def prepare(request: OrderRequest, caller: Caller, today: date) -> Order:
	"""Everything that can be refused without a lock is refused here."""
	person = person_of(request.customer)
	spot = spots.find(request.address)
	location = location_of(request.customer.id, spot)
	book = catalogue.load(today, [service.sku for service in request.services])
	quote = pricing.quote_from(book, _priced(request, caller, spot, location), today, None)
	sold = tuple(Sold(book.items[service.sku], service.qty) for service in request.services)
	if count(sold, INTERNET):
		spot.refuse_unless_free()
	refusals.of_telephone(request, spot, count(sold, PHONE))
	calendar = dates.refuse_unoffered(request.preferred_dates, today) if request.preferred_dates else None
	check_totals(request, quote)
	card = cards.verify(request.setup_intent, person.email) if request.setup_intent else None
	return Order(
		request=request,
		caller=caller,
		person=replace(person, stripe_id=card.stripe_customer) if card else person,
		customer=request.customer.id,
		location=location,
		ont=ont_at(location),
		spot=spot,
		sold=sold,
		quote=quote,
		card=card,
		today=today,
		calendar=calendar,
		phone_on_ont=bool(cint(frappe.get_cached_doc("FSM Settings").phone_on_ont)),
	)


def _priced(request: OrderRequest, caller: Caller, spot: spots.Spot, location: str | None) -> Request:
	return Request(
		services=request.services,
		zone=spot.zone,
		max_speed=spot.max_speed,
		tv_boxes=request.tv_boxes,
		commitment_months=request.commitment_months,
		special_discount_reason=request.special_discount_reason,
		by_agent=caller.is_agent,
		**pricing.customer_facts(request.customer.id, location),
	)
