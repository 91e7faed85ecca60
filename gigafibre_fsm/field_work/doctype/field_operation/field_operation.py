from datetime import timedelta

import frappe
from frappe.model.document import Document
from frappe.utils import now_datetime


class FieldOperation(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		args: DF.JSON | None
		at: DF.Datetime
		digest: DF.Data | None
		error: DF.SmallText | None
		error_type: DF.Data | None
		job: DF.Link | None
		method: DF.Data
		ok: DF.Check
		received_at: DF.Datetime
		result: DF.JSON | None
		user: DF.Link

	# end: auto-generated types
	@staticmethod
	def clear_old_logs(days: int = 180):
		"""For Frappe's Log Settings. An operation that old is refused when it comes again, so it is not applied twice."""
		frappe.db.delete("Field Operation", {"received_at": ("<", now_datetime() - timedelta(days=days))})
