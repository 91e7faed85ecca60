"""Asks for a change of what the 911 provider holds. All of it is in the caller's transaction, or none."""

import frappe
from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.gigafibre_fsm import transaction
from gigafibre_fsm.voice_service.doctype.e911_request.status import Action
from gigafibre_fsm.voice_service.doctype.voip_line.status import REGISTERED, E911Status, Status
from gigafibre_fsm.voice_service.services import comparison, held
from gigafibre_fsm.voice_service.services.emergency import addresses, requests


def by_agent(name: str, address: dict | None, reason: str) -> dict:
	def change() -> dict:
		line = held.line(name)
		return _told(line, update(line, address, reason))

	return transaction.whole(change)


def deregister_by_agent(name: str, reason: str) -> dict:
	def change() -> dict:
		line = held.line(name)
		request = deregister(line, reason)
		if not request:
			frappe.throw(
				_("Phone line {0} is not registered for 911.").format(held.called(line)), InvalidState
			)
		return _told(line, request)

	return transaction.whole(change)


def _told(line: Document, request: str) -> dict:
	return {"line": line.name, "request": request, "e911_status": line.e911_status}


def update(line: Document, address: dict | None, reason: str) -> str:
	"""The line is saved with this address (None: that of its place), and the provider will hear of it."""
	held.refuse_cancelled(line)
	values = addresses.of_place(line) if address is None else addresses.given(line, address)
	addresses.refuse_incomplete(values)
	return _ask(line, values, reason)


def _ask(line: Document, values: dict, reason: str) -> str:
	line.update({**values, "e911_status": E911Status.PENDING, "e911_error": None})
	line.flags.told_911 = True
	line.save(ignore_permissions=True)
	return requests.make(line, Action.REGISTER, reason, asked=values).name


def deregister(line: Document, reason: str, did: str | None = None) -> str | None:
	"""`did`: a number that the line had. None where the provider has nothing of it. The line's status follows when the
	provider has done it.
	"""
	if not did and (not line.did or line.e911_status not in REGISTERED):
		return None
	return requests.make(line, Action.DEREGISTER, reason, did=did).name


def location_changed(location: str, reason: str) -> int:
	"""The lines of a place that has another address now, also those on their way there: how many are told of."""
	place = frappe.db.get_value("Service Location", location, list(addresses.OF_PLACE.values()), as_dict=True)
	return sum(_moved(line, place, reason) for line in _lines_at(location))


def location_imported(location: str, reason: str) -> int:
	"""An import sends nothing: a line whose place it puts elsewhere is a mismatch until a person has looked."""
	return sum(_marked(line, reason) for line in _lines_at(location))


def _lines_at(location: str) -> list[Document]:
	"""Locked, so that nobody changes one meanwhile. A line on its way elsewhere has the address of there already."""
	names = frappe.db.sql(
		"""select name from `tabVoIP Line`
		where ((service_location = %(place)s and coalesce(moving_to, '') = '') or moving_to = %(place)s)
		and status <> %(cancelled)s order by name for update""",
		{"place": location, "cancelled": Status.CANCELLED},
		pluck=True,
	)
	return [frappe.get_doc("VoIP Line", name, for_update=True) for name in names]


def _moved(line: Document, place: dict, reason: str) -> bool:
	values = addresses.of_place(line, place)
	if lacking := addresses.missing(values):
		_refuse_incomplete(line, lacking)
	if _is_known(line, values):
		return False
	if not line.did and line.e911_status not in REGISTERED:
		# Registered when it goes live.
		line.update(values).save(ignore_permissions=True)
		return False
	_ask(line, values, reason)
	return True


def _marked(line: Document, reason: str) -> bool:
	if line.e911_status != E911Status.SYNCED or comparison.of_line(line)[1].verdict == comparison.SAME:
		return False
	line.flags.ignore_links = line.flags.ignore_mandatory = True
	line.update({"e911_status": E911Status.MISMATCH, "e911_error": reason}).save(ignore_permissions=True)
	return True


def _is_known(line: Document, values: dict) -> bool:
	asked = (E911Status.PENDING, E911Status.SYNCED)
	return line.e911_status in asked and not addresses.differ(addresses.of_line(line), values)


def _refuse_incomplete(line: Document, lacking: list[str]) -> None:
	addresses.refuse(
		_("Phone line {0} is at this address, and 911 needs: {1}.").format(
			line.did or line.name, ", ".join(lacking)
		)
	)
