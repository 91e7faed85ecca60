import frappe
from frappe.model.document import Document
from frappe.utils import add_days, now_datetime


class DeviceDenial(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		equipment: DF.Link | None
		first_seen: DF.Datetime | None
		last_seen: DF.Datetime | None
		reason: DF.Literal["Not In Use", "No Location", "Service Closed", "Service Suspended"]
		serial: DF.Data
		times: DF.Int

	# end: auto-generated types
	@staticmethod
	def clear_old_logs(days=90):
		"""Frappe's Log Settings call it."""
		frappe.db.delete("Device Denial", {"last_seen": ("<", add_days(now_datetime(), -days))})
