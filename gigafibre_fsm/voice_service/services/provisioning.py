"""A new line at a place that is served: an agent makes in one step what an order does in several."""

from dataclasses import dataclass

import frappe
from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.domain.orders import names
from gigafibre_fsm.exceptions import InvalidState, NotFound
from gigafibre_fsm.gigafibre_fsm import transaction
from gigafibre_fsm.voice_service.doctype.voip_line.status import Status
from gigafibre_fsm.voice_service.services import accounts, emergency, held, numbers, sip
from gigafibre_fsm.voice_service.services.emergency import addresses

ACTIVE_PLACE = "Active"


@dataclass(frozen=True)
class Wanted:
	"""What is None is found: a free number, the device there that carries the phone."""

	location: str
	reason: str
	did: str | None = None
	subscription: str | None = None
	equipment: str | None = None


def provision(wanted: Wanted) -> Document:
	return transaction.whole(lambda: _provision(wanted))


def _provision(wanted: Wanted) -> Document:
	place = _active(wanted.location)
	_refuse_foreign(wanted, place)
	line = _insert(wanted, place)
	line.did = numbers.take(wanted.did, line, place.city)
	numbers.put_to_use([line.name])
	line.status = Status.ACTIVE
	emergency.update(line, None, wanted.reason)
	_give_account(line)
	sip.request(line, wanted.reason)
	held.note(line, _("Line made:", lang=held.office()), wanted.reason)
	return line


def _active(location: str) -> Document:
	"""Locked: whoever closes the place waits."""
	if not frappe.db.exists("Service Location", location):
		frappe.throw(_("There is no service location {0}.").format(location), NotFound)
	place = frappe.get_doc("Service Location", location, for_update=True)
	if place.status != ACTIVE_PLACE:
		status = _(place.status, context="Service Location")
		frappe.throw(
			_("{0} is {1}: a line is made where the service is active.").format(location, status),
			InvalidState,
		)
	return place


def _refuse_foreign(wanted: Wanted, place: Document) -> None:
	"""A subscription is the customer's, a device stands at the place."""
	pairs = (
		("Service Subscription", wanted.subscription, "customer", place.customer),
		("Service Equipment", wanted.equipment, "service_location", place.name),
	)
	for doctype, name, fieldname, owner in pairs:
		if name and frappe.db.get_value(doctype, name, fieldname) != owner:
			frappe.throw(_("{0} {1} is not of this place.").format(_(doctype), name), InvalidState)


def _insert(wanted: Wanted, place: Document) -> Document:
	customer = frappe.db.get_value(
		"Customer", place.customer, ["customer_name", "language", "is_commercial"], as_dict=True
	)
	first_name, last_name = names.first_and_last(customer.customer_name)
	line = frappe.get_doc(
		{
			"doctype": "VoIP Line",
			"customer": place.customer,
			"customer_name": customer.customer_name,
			"service_location": place.name,
			"status": Status.PENDING,
			"subscription": wanted.subscription,
			"equipment": wanted.equipment or accounts.phone_at(place.name),
			"sip_domain": frappe.get_cached_doc("FSM Settings").sip_domain,
			"language": customer.language,
			"e911_first_name": first_name,
			"e911_last_name": last_name,
			"e911_class": "BUS" if customer.is_commercial else "RES",
			**accounts.make(),
		}
	)
	address = addresses.of_place(line)
	addresses.refuse_incomplete(address)
	line.update(address).insert(ignore_permissions=True)
	# What the database has filled in is no change of the next save.
	line.reload()
	return line


def _give_account(line: Document) -> None:
	if line.equipment:
		accounts.give(accounts.locked(line.equipment), [accounts.of_line(line)])
