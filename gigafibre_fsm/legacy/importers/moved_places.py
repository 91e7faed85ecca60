"""Places with phone lines that an import gives another address: their lines are marked in the transaction of their batch."""

import frappe
from frappe import _

from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.voice_service.services import emergency
from gigafibre_fsm.voice_service.services.emergency.addresses import OF_PLACE


def follow(changed: dict[str, dict]) -> None:
	"""`changed`: per place, what is new of it."""
	moved = [name for name, new in changed.items() if not new.keys().isdisjoint(OF_PLACE.values())]
	reason = _("An import from the legacy database changed the address of {0}.", lang=languages.of_office())
	for place in _with_lines(moved):
		emergency.location_imported(place, reason.format(place))


def _with_lines(places: list[str]) -> list[str]:
	if not places:
		return []
	return frappe.db.sql(
		"""select service_location from `tabVoIP Line`
			where service_location in %(places)s and status <> 'Cancelled'
		union select moving_to from `tabVoIP Line` where moving_to in %(places)s and status <> 'Cancelled'""",
		{"places": places},
		pluck=True,
	)
