"""Custom permissions of a hand-made doctype would switch ours off: ours join them, and what is open to anyone goes."""

import frappe
from frappe import _

OPEN_TO_ANYONE = ("All", "Guest", "Desk User")


def merge(doctype: str, snapshot: dict) -> list[str]:
	if frappe.db.exists("Custom DocPerm", {"parent": doctype}):
		frappe.db.delete("Custom DocPerm", {"parent": doctype, "role": ("in", OPEN_TO_ANYONE)})
		_add_ours(doctype)
	standard = frappe.get_all("DocPerm", {"parent": doctype}, pluck="role")
	custom = frappe.get_all("Custom DocPerm", {"parent": doctype}, pluck="role")
	lost = sorted(set(snapshot["roles"]) - {*standard, *custom})
	if not lost:
		return []
	return [_("{0}: these roles no longer have access: {1}.").format(doctype, ", ".join(lost))]


def _add_ours(doctype: str) -> None:
	for row in frappe.get_all("DocPerm", filters={"parent": doctype}, fields="*"):
		same = {"parent": doctype, "role": row.role, "permlevel": row.permlevel, "if_owner": row.if_owner}
		if not frappe.db.exists("Custom DocPerm", same):
			row.pop("name")
			frappe.new_doc("Custom DocPerm").update(row).insert(ignore_permissions=True)
