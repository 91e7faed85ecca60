from frappe.model.document import Document
from frappe.utils.jinja import validate_template


class MessageTemplate(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		body: DF.Code
		channel: DF.Literal["SMS", "Email", "Chat"]
		enabled: DF.Check
		event: DF.Data
		language: DF.Literal["fr", "en"]
		subject: DF.Data | None

	# end: auto-generated types
	def validate(self):
		validate_template(self.subject or "")
		validate_template(self.body)
