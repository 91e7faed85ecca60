import frappe
from frappe.model.document import Document

from gigafibre_fsm.gigafibre_fsm import transitions
from gigafibre_fsm.gigafibre_fsm.doctype.provider_event.status import MOVES, Status


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

	@frappe.whitelist(methods=["POST"])
	def retry(self) -> None:
		"""What was in the way is mended: the scheduler applies it within minutes."""
		self.check_permission("write")
		self.update({"status": Status.RECEIVED, "error": None})
		self.save()
