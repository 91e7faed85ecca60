from frappe.model.document import Document

from gigafibre_fsm.gigafibre_fsm import normalise, transitions
from gigafibre_fsm.voice_service.doctype.phone_number.status import MOVES, Status
from gigafibre_fsm.voice_service.services import numbers


class PhoneNumber(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		did: DF.Data
		rate_centre: DF.Data | None
		status: DF.Literal["Free", "Reserved", "In Use", "Quarantined", "Ported Out"]
		voip_line: DF.Link | None

	# end: auto-generated types
	def before_naming(self):
		normalise.dids(self, "did")

	def validate(self):
		transitions.guard(self, MOVES)
		if self.status == Status.FREE and self.is_released() and not self.flags.just_left:
			numbers.give_up(self.did)

	def is_released(self):
		return bool(self.get_doc_before_save()) and self.has_value_changed("status")
