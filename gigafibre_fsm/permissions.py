"""What a technician sees: their own jobs, and the places, devices and work orders that go with them.

The role's rights are in the doctypes; these hooks narrow them to rows, in lists and on the single document alike.
"""

import frappe
from frappe.model.document import Document

OFFICE_ROLES = {"FSM Manager", "FSM Agent", "FSM Dispatcher", "System Manager", "Administrator"}
APP_ROLES = OFFICE_ROLES | {"FSM Technician"}

_OWN_JOBS = (
	"select {column} from `tabDispatch Job` where assigned_technician = {employee} and status != 'Cancelled'"
)
_NOTHING = "1 = 0"


def can_open_app() -> bool:
	return bool(APP_ROLES & set(frappe.get_roles()))


def dispatch_job_query(user: str | None) -> str:
	return _narrow(user, "`tabDispatch Job`.assigned_technician = {employee}")


def service_location_query(user: str | None) -> str:
	return _narrow(user, f"`tabService Location`.name in ({_own_jobs('service_location')})")


def service_equipment_query(user: str | None) -> str:
	listed = (
		"select equipment from `tabDispatch Job Equipment` where parenttype = 'Dispatch Job' "
		f"and parent in ({_own_jobs('name')})"
	)
	return _narrow(
		user,
		f"(`tabService Equipment`.service_location in ({_own_jobs('service_location')}) "
		f"or `tabService Equipment`.name in ({listed}))",
	)


def service_work_order_query(user: str | None) -> str:
	visited = (
		"select parent from `tabService Work Order Visit` where parenttype = 'Service Work Order' "
		"and technician = {employee}"
	)
	return _narrow(
		user,
		f"(`tabService Work Order`.dispatch_job in ({_own_jobs('name')}) "
		f"or `tabService Work Order`.name in ({visited}))",
	)


# Frappe checks a child table by its parent's role rights alone; its rows are as narrow as their parents.
_PARENT_QUERIES = {
	"Dispatch Job": dispatch_job_query,
	"Service Location": service_location_query,
	"Service Equipment": service_equipment_query,
	"Service Work Order": service_work_order_query,
}
_PARENTS = {
	"Dispatch Job Date": "Dispatch Job",
	"Dispatch Job Equipment": "Dispatch Job",
	"Dispatch Job Tag": "Dispatch Job",
	"IP Assignment": "Service Location",
	"Former Address": "Service Location",
	"Equipment SIP Line": "Service Equipment",
	"Service Work Order Item": "Service Work Order",
	"Service Work Order Visit": "Service Work Order",
}


def child_query(user: str | None, doctype: str) -> str:
	parent = _PARENTS[doctype]
	condition = _PARENT_QUERIES[parent](user)
	if not condition:
		return ""
	return f"`tab{doctype}`.parent in (select `tab{parent}`.name from `tab{parent}` where {condition})"


def is_narrowed(doctype: str) -> bool:
	return doctype in _PARENT_QUERIES


def has_dispatch_job_permission(doc: Document, ptype: str | None = None, user: str | None = None) -> bool:
	return _is_within(doc, dispatch_job_query(user))


def has_service_location_permission(doc: Document, ptype: str | None = None, user: str | None = None) -> bool:
	return _is_within(doc, service_location_query(user))


def has_service_equipment_permission(
	doc: Document, ptype: str | None = None, user: str | None = None
) -> bool:
	return _is_within(doc, service_equipment_query(user))


def has_service_work_order_permission(
	doc: Document, ptype: str | None = None, user: str | None = None
) -> bool:
	return _is_within(doc, service_work_order_query(user))


def _own_jobs(column: str) -> str:
	return _OWN_JOBS.replace("{column}", column)


def _narrow(user: str | None, condition: str) -> str:
	user = user or frappe.session.user
	if OFFICE_ROLES & set(frappe.get_roles(user)):
		return ""
	employee = frappe.db.get_value("Employee", {"user_id": user, "status": "Active"})
	return condition.format(employee=frappe.db.escape(employee)) if employee else _NOTHING


def _is_within(doc: Document, condition: str) -> bool:
	"""The row as stored decides, so that nobody gets in by changing the form first."""
	if not condition:
		return True
	table = f"`tab{doc.doctype}`"
	return bool(frappe.db.sql(f"select 1 from {table} where {table}.name = %s and {condition}", doc.name))
