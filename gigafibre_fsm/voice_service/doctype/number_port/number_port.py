import frappe
from frappe import _
from frappe.utils import now_datetime

from gigafibre_fsm.exceptions import InvalidRequest, InvalidState
from gigafibre_fsm.gigafibre_fsm import normalise, transitions
from gigafibre_fsm.gigafibre_fsm.numbering import NumberedDocument
from gigafibre_fsm.gigafibre_fsm.unique import refuse
from gigafibre_fsm.voice_service.doctype.number_port.status import MOVES, OPEN, Direction, Status
from gigafibre_fsm.voice_service.services import porting, ports

REACHED = {
	Status.SUBMITTED: "submitted_on",
	Status.ACCEPTED: "accepted_on",
	Status.REJECTED: "rejected_on",
	Status.COMPLETED: "completed_on",
	Status.CANCELLED: "cancelled_on",
}
NEEDED = {
	(Direction.IN, Status.SUBMITTED): ("carrier", "authorisation"),
	(Direction.IN, Status.ACCEPTED): ("port_date",),
	(Direction.OUT, Status.ACCEPTED): ("port_date",),
	(Direction.IN, Status.REJECTED): ("reject_reason",),
	(Direction.OUT, Status.REJECTED): ("reject_reason",),
}


class NumberPort(NumberedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		accepted_on: DF.Datetime | None
		account_number: DF.Data | None
		authorisation: DF.Attach | None
		cancelled_on: DF.Datetime | None
		carrier: DF.Data | None
		completed_on: DF.Datetime | None
		customer: DF.Link | None
		customer_name: DF.Data | None
		did: DF.Data
		direction: DF.Literal["In", "Out"]
		note: DF.SmallText | None
		port_date: DF.Date | None
		reject_reason: DF.SmallText | None
		rejected_on: DF.Datetime | None
		status: DF.Literal["To Submit", "Submitted", "Accepted", "Rejected", "Completed", "Cancelled"]
		submitted_on: DF.Datetime | None
		voip_line: DF.Link

	# end: auto-generated types
	def validate(self):
		transitions.guard(self, MOVES)
		normalise.dids(self, "did")
		if self.is_new() and not self.flags.written_together:
			self.refuse_second()
			ports.refuse_new(self)
		self.refuse_public_file()
		if self.has_value_changed("status"):
			self.refuse_incomplete()
			self.note_moment()

	def on_update(self):
		if self.get_doc_before_save() and self.has_value_changed("status"):
			porting.moved(self)

	def refuse_second(self):
		"""The look before the write: the index has the last word."""
		if self.status in OPEN and ports.is_open(self.did):
			self.refuse_duplicate("unique_did")

	def refuse_duplicate(self, key):
		refuse(_("Another port of the number {0} is under way.").format(self.did), InvalidState)

	def refuse_public_file(self):
		given = self.authorisation if self.has_value_changed("authorisation") else None
		if given and not frappe.db.exists("File", {"file_url": given, "is_private": 1}):
			self.refuse_field("authorisation", _("attach it as a private file"))

	def refuse_incomplete(self):
		for fieldname in NEEDED.get((self.direction, self.status), ()):
			if not self.get(fieldname):
				status = _(self.status, context=self.doctype)
				self.refuse_field(fieldname, _("a port that is « {0} » needs it").format(status))

	def refuse_field(self, fieldname, sentence):
		label = _(self.meta.get_label(fieldname), context=self.doctype)
		frappe.throw(_("{0}: {1}.").format(label, sentence), InvalidRequest)

	def note_moment(self):
		if fieldname := REACHED.get(self.status):
			self.set(fieldname, now_datetime().replace(microsecond=0))
