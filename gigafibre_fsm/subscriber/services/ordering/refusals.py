"""What is refused before anything is locked or written."""

import frappe
from frappe import _

from gigafibre_fsm.domain.orders.reading import Malformed, Problem
from gigafibre_fsm.domain.orders.request import OrderRequest
from gigafibre_fsm.domain.pricing.catalogue import PHONE, Catalogue
from gigafibre_fsm.exceptions import CardNotSaved, InvalidState, NotOrderable
from gigafibre_fsm.subscriber.services.ordering.order import Caller
from gigafibre_fsm.subscriber.services.ordering.spot import Spot


def of_caller(request: OrderRequest, caller: Caller) -> None:
	if caller.is_agent:
		return
	if request.customer.id:
		frappe.throw(_("customer.id: only an agent orders for an existing customer."), frappe.PermissionError)
	if not request.setup_intent:
		frappe.throw(_("setup_intent is missing: save a card first."), CardNotSaved)


def of_emergency_address(request: OrderRequest, spot: Spot, book: Catalogue) -> None:
	"""A phone line without a 911 address never goes live: the order collects one."""
	sells_phone = any(book.items[service.sku].service_type == PHONE for service in request.services)
	if not sells_phone:
		_refuse_phone_details(request)
		return
	place = spot.place
	if request.phone.e911_address or (
		place.civic_number and place.street and place.city and place.postal_code
	):
		_refuse_held_number(request)
		return
	raise Malformed("phone.e911_address", Problem.MISSING)


def _refuse_phone_details(request: OrderRequest) -> None:
	if request.phone.port_number:
		frappe.throw(_("phone.port_number: the order holds no telephone service."), NotOrderable)


def _refuse_held_number(request: OrderRequest) -> None:
	number = request.phone.port_number
	if number and frappe.db.exists("VoIP Line", {"did": number}):
		frappe.throw(_("phone.port_number: {0} is already a line of ours.").format(number), InvalidState)
