"""What is refused before anything is locked or written."""

import frappe
from frappe import _

from gigafibre_fsm.domain.orders.reading import Malformed, Problem
from gigafibre_fsm.domain.orders.request import OrderRequest
from gigafibre_fsm.exceptions import CardNotSaved, InvalidState, NotOrderable
from gigafibre_fsm.subscriber.services.ordering.order import Caller
from gigafibre_fsm.subscriber.services.ordering.spot import Spot
from gigafibre_fsm.voice_service.services import ports


def of_caller(request: OrderRequest, caller: Caller) -> None:
	if caller.is_agent:
		return
	if request.customer.id:
		frappe.throw(_("customer.id: only an agent orders for an existing customer."), frappe.PermissionError)
	if not request.setup_intent:
		frappe.throw(_("setup_intent is missing: save a card first."), CardNotSaved)


def of_telephone(request: OrderRequest, spot: Spot, lines: int) -> None:
	"""A phone line without a 911 address never goes live: the order collects one."""
	if not lines:
		_refuse_phone_details(request)
		return
	place = spot.place
	known = (place.civic_number, place.street, place.city, place.postal_code)
	if not request.phone.e911_address and not all(known):
		raise Malformed("phone.e911_address", Problem.MISSING)
	_refuse_held_number(request)


def _refuse_phone_details(request: OrderRequest) -> None:
	if request.phone.port_number:
		frappe.throw(_("phone.port_number: the order holds no telephone service."), NotOrderable)


def _refuse_held_number(request: OrderRequest) -> None:
	number = request.phone.port_number
	if number and frappe.db.exists("VoIP Line", {"did": number}):
		frappe.throw(_("phone.port_number: {0} is already a line of ours.").format(number), InvalidState)
	if number and ports.is_open(number):
		frappe.throw(
			_("phone.port_number: another port of the number {0} is under way.").format(number), InvalidState
		)
