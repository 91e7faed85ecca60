"""The address of a place with phone lines changes: 911 must hear of it, in the same transaction."""

from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.voice_service.services import emergency
from gigafibre_fsm.voice_service.services.emergency.addresses import OF_PLACE


def follow(place: Document) -> None:
	before = place.get_doc_before_save()
	if before and any((place.get(field) or "") != (before.get(field) or "") for field in OF_PLACE.values()):
		emergency.location_changed(place.name, reason_of(place.name))


def reason_of(place: str) -> str:
	return _("The address of {0} was changed.", lang=languages.of_office()).format(place)
