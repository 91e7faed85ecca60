"""What the app's roles may do on ERPNext's doctypes, as Custom DocPerm rows.

The first Custom DocPerm of a doctype switches its standard permissions off, so those are copied first: nobody else's
rights change. A row that exists is left as it is, so that what an administrator sets stays; to take a right away, untick
it in the Role Permissions Manager (a row that was removed is made again by the next migrate).
"""

import frappe
from frappe.permissions import rights as every_right
from frappe.permissions import setup_custom_perms

from gigafibre_fsm.setup import memory
from gigafibre_fsm.setup.roles import AGENT, DISPATCHER, MANAGER

COPIED = "permissions_copied"

SELECT = ("select",)
READ = ("select", "read", "report", "print", "export")
EDIT = (*READ, "write", "create", "email", "share")
UPDATE = (*READ, "write", "email")
OWN = (*EDIT, "delete", "import")
SUBMIT = (*EDIT, "submit")
SUBMIT_OWN = (*OWN, "submit", "cancel", "amend")

RIGHTS: dict[str, dict[str, tuple[str, ...]]] = {
	"Customer": {MANAGER: OWN, AGENT: EDIT, DISPATCHER: READ},
	"Contact": {MANAGER: OWN, AGENT: EDIT, DISPATCHER: READ},
	"Address": {MANAGER: OWN, AGENT: EDIT, DISPATCHER: READ},
	"Lead": {MANAGER: OWN, AGENT: EDIT},
	"Quotation": {MANAGER: SUBMIT_OWN, AGENT: SUBMIT},
	"Sales Invoice": {MANAGER: SUBMIT_OWN, AGENT: READ},
	"Payment Entry": {MANAGER: SUBMIT_OWN, AGENT: READ},
	"Project": {MANAGER: OWN, AGENT: READ, DISPATCHER: READ},
	"Project Template": {MANAGER: OWN, AGENT: SELECT},
	"Task": {MANAGER: OWN, AGENT: UPDATE, DISPATCHER: UPDATE},
	"Issue": {MANAGER: OWN, AGENT: EDIT, DISPATCHER: UPDATE},
	"Item": {MANAGER: OWN, AGENT: READ},
	"Item Price": {MANAGER: OWN, AGENT: READ},
	"Price List": {MANAGER: OWN, AGENT: READ},
	"Employee": {MANAGER: READ, AGENT: SELECT, DISPATCHER: READ},
	"Holiday List": {MANAGER: READ, DISPATCHER: SELECT},
	"Sales Taxes and Charges Template": {MANAGER: READ, AGENT: READ},
	"Item Tax Template": {MANAGER: READ, AGENT: READ},
	"Terms and Conditions": {MANAGER: READ, AGENT: READ},
	"Company": {MANAGER: READ, AGENT: READ, DISPATCHER: SELECT},
	"Currency": {MANAGER: READ, AGENT: READ, DISPATCHER: SELECT},
	"Customer Group": {MANAGER: READ, AGENT: READ, DISPATCHER: SELECT},
	"Territory": {MANAGER: READ, AGENT: READ, DISPATCHER: SELECT},
	"Item Group": {MANAGER: READ, AGENT: READ},
	"UOM": {MANAGER: READ, AGENT: READ},
	"Issue Type": {MANAGER: READ, AGENT: READ, DISPATCHER: SELECT},
	"Issue Priority": {MANAGER: READ, AGENT: READ, DISPATCHER: SELECT},
	"Project Type": {MANAGER: SELECT, AGENT: SELECT, DISPATCHER: SELECT},
	"Task Type": {MANAGER: SELECT, AGENT: SELECT, DISPATCHER: SELECT},
	"Department": {MANAGER: SELECT, AGENT: SELECT, DISPATCHER: SELECT},
	"Designation": {MANAGER: SELECT, DISPATCHER: SELECT},
	"Lead Source": {MANAGER: SELECT, AGENT: SELECT},
	"Industry Type": {MANAGER: SELECT, AGENT: SELECT},
	"Market Segment": {MANAGER: SELECT, AGENT: SELECT},
	"Campaign": {MANAGER: SELECT, AGENT: SELECT},
	"Opportunity": {MANAGER: SELECT, AGENT: SELECT},
	"Sales Person": {MANAGER: SELECT, AGENT: SELECT},
	"Sales Partner": {MANAGER: SELECT, AGENT: SELECT},
	"Payment Terms Template": {MANAGER: SELECT, AGENT: SELECT},
	"Payment Term": {MANAGER: SELECT, AGENT: SELECT},
	"Tax Category": {MANAGER: SELECT, AGENT: SELECT},
	"Shipping Rule": {MANAGER: SELECT, AGENT: SELECT},
	"Pricing Rule": {MANAGER: SELECT, AGENT: SELECT},
	"Mode of Payment": {MANAGER: READ, AGENT: SELECT},
	"Account": {MANAGER: SELECT, AGENT: SELECT},
	"Cost Center": {MANAGER: SELECT, AGENT: SELECT},
	"Bank Account": {MANAGER: SELECT, AGENT: SELECT},
	"Warehouse": {MANAGER: SELECT, AGENT: SELECT},
	"Quotation Lost Reason": {MANAGER: SELECT, AGENT: SELECT},
	"Competitor": {MANAGER: SELECT, AGENT: SELECT},
	"Incoterm": {MANAGER: SELECT, AGENT: SELECT},
	"Brand": {MANAGER: SELECT, AGENT: SELECT},
	"Role": {MANAGER: SELECT},
}
# Some of these are 1 by default: a role that may only select must be told that it may not read.
NOTHING = dict.fromkeys(("read", "export", "report", "print", "email", "share"), 0)


def ensure() -> None:
	for doctype, roles in RIGHTS.items():
		if not frappe.db.exists("DocType", doctype):
			continue
		for role, rights in roles.items():
			_ensure(doctype, role, rights)


def _ensure(doctype: str, role: str, rights: tuple[str, ...]) -> None:
	if frappe.db.exists("Custom DocPerm", {"parent": doctype, "role": role, "permlevel": 0, "if_owner": 0}):
		return
	_copy_standard(doctype)
	row = {"parent": doctype, "parenttype": "DocType", "parentfield": "permissions", "role": role}
	values = NOTHING | dict.fromkeys(rights, 1)
	frappe.get_doc({"doctype": "Custom DocPerm", **row, **values}).insert(ignore_permissions=True)
	frappe.clear_cache(doctype=doctype)


def _copy_standard(doctype: str) -> None:
	if setup_custom_perms(doctype):
		memory.remember_also(COPIED, doctype)


def remove() -> None:
	copied = memory.recall(COPIED, [])
	for doctype, roles in RIGHTS.items():
		frappe.db.delete("Custom DocPerm", {"parent": doctype, "role": ("in", list(roles))})
		if doctype in copied and _same_as_standard(doctype):
			frappe.db.delete("Custom DocPerm", {"parent": doctype})
		frappe.clear_cache(doctype=doctype)


def _same_as_standard(doctype: str) -> bool:
	"""What an administrator changed since is the site's own and stays."""
	return _rows("Custom DocPerm", doctype) == _rows("DocPerm", doctype)


def _rows(table: str, doctype: str) -> list[tuple]:
	known = frappe.get_meta("Custom DocPerm")
	fields = ["role", "permlevel", "if_owner", *(right for right in every_right if known.has_field(right))]
	rows = frappe.get_all(table, filters={"parent": doctype}, fields=fields)
	return sorted(tuple(row[field] or 0 for field in fields) for row in rows)
