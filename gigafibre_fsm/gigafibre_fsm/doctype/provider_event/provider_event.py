from frappe.model.document import Document

from gigafibre_fsm.gigafibre_fsm import transitions
from gigafibre_fsm.gigafibre_fsm.doctype.provider_event.status import MOVES


class ProviderEvent(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		error: DF.SmallText | None
		event_type: DF.Data | None
		payload: DF.JSON | None
		provider: DF.Data
		status: DF.Literal["Received", "Applied", "Ignored", "Failed"]

	# end: auto-generated types
	def validate(self):
		transitions.guard(self, MOVES)
