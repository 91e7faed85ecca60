import frappe
from frappe import _

from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.field_work.doctype.dispatch_job.status import MOVES, Status
from gigafibre_fsm.field_work.services import job_news
from gigafibre_fsm.gigafibre_fsm import transitions
from gigafibre_fsm.gigafibre_fsm.numbering import NumberedDocument


class DispatchJob(NumberedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from gigafibre_fsm.field_work.doctype.dispatch_job_date.dispatch_job_date import DispatchJobDate
		from gigafibre_fsm.field_work.doctype.dispatch_job_equipment.dispatch_job_equipment import (
			DispatchJobEquipment,
		)
		from gigafibre_fsm.field_work.doctype.dispatch_job_tag.dispatch_job_tag import DispatchJobTag

		address_line: DF.Data | None
		assigned_technician: DF.Link | None
		completed_at: DF.Datetime | None
		completion_note: DF.SmallText | None
		customer: DF.Link | None
		customer_name: DF.Data | None
		en_route_at: DF.Datetime | None
		equipment_list: DF.Table[DispatchJobEquipment]
		issue: DF.Link | None
		job_type: DF.Literal["Installation", "Repair", "Removal", "Survey"]
		latitude: DF.Float
		longitude: DF.Float
		notes: DF.Text | None
		preferred_dates: DF.Table[DispatchJobDate]
		project: DF.Link | None
		required_tags: DF.Table[DispatchJobTag]
		scheduled_date: DF.Date | None
		scheduled_slot: DF.Literal["", "AM", "PM", "All Day"]
		service_location: DF.Link | None
		started_at: DF.Datetime | None
		status: DF.Literal["To Schedule", "Scheduled", "En Route", "In Progress", "Completed", "Cancelled"]
		technician_name: DF.Data | None

	# end: auto-generated types
	def validate(self):
		transitions.guard(self, MOVES)
		self.require_date()
		self.fill_place()

	def on_update(self):
		job_news.announce(self)

	def require_date(self):
		if self.status == Status.SCHEDULED and not self.scheduled_date:
			frappe.throw(_("Scheduled Date: a scheduled job needs its date."), InvalidRequest)

	def fill_place(self):
		"""The map and the distance to a technician need coordinates; the location has them."""
		if not self.service_location or self.latitude or self.longitude:
			return
		place = frappe.db.get_value("Service Location", self.service_location, ["latitude", "longitude"])
		if place:
			self.latitude, self.longitude = place
