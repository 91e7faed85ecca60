import frappe
from frappe.model.document import Document


def insert(doctype: str, overrides: dict, **defaults) -> Document:
	return new(doctype, overrides, **defaults).insert(ignore_permissions=True)


def new(doctype: str, overrides: dict, **defaults) -> Document:
	"""A default may be a function: it is called only where the test gives no value of its own."""
	missing = {field: default for field, default in defaults.items() if field not in overrides}
	values = {field: default() if callable(default) else default for field, default in missing.items()}
	return frappe.get_doc({"doctype": doctype, **values, **overrides})


def customer_of(overrides: dict, **links: str) -> str | None:
	"""The customer of the first linked record that is given: what hangs on a location belongs to its customer."""
	for field, doctype in links.items():
		if overrides.get(field):
			return frappe.db.get_value(doctype, overrides[field], "customer")
	return None
