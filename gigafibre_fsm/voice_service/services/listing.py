"""The phone lines of a customer, as a person on the telephone asks for them. No secret is among it."""

import frappe
from frappe.model.document import Document

_LINES = """
	select line.name, line.did, line.status, line.service_location, place.address_line, place.city,
		line.moving_to, line.subscription, line.equipment, line.sip_username, line.caller_id,
		line.e911_status, line.e911_synced_on, line.e911_error, line.modified
	from `tabVoIP Line` line
	left join `tabService Location` place on place.name = line.service_location
	where line.customer = %s
	order by field(line.status, 'Active', 'Suspended', 'Pending', 'Cancelled'), line.did, line.name"""


def of_customer(customer: str) -> list[dict]:
	return frappe.db.sql(_LINES, customer, as_dict=True)


def brief(line: Document) -> dict:
	"""What became of a line that somebody just changed."""
	told = ("did", "status", "service_location", "moving_to", "e911_status")
	return {"line": line.name, **{fieldname: line.get(fieldname) for fieldname in told}}
