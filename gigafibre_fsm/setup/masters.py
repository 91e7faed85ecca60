"""Rows of ERPNext's own masters that the app needs: customer groups and issue types."""

import frappe

from gigafibre_fsm.setup import memory

CUSTOMER_GROUPS = ("Résidentiel", "Commercial")
ISSUE_TYPES = ("Installation", "Support", "Réparation")
MADE_GROUPS = "customer_groups"
MADE_ISSUE_TYPES = "issue_types"


def ensure() -> None:
	ensure_issue_types()
	ensure_customer_groups()


def ensure_customer_groups() -> None:
	root = root_customer_group()
	if not root:
		return  # ERPNext's setup wizard makes the root; after_setup_wizard comes back
	for name in CUSTOMER_GROUPS:
		# Commercial is also one of ERPNext's own; whoever made it, one is enough.
		if not frappe.db.exists("Customer Group", name):
			_make("Customer Group", MADE_GROUPS, customer_group_name=name, parent_customer_group=root)


def root_customer_group() -> str | None:
	"""The root has the name of the language that ERPNext was set up in."""
	roots = {"is_group": 1, "parent_customer_group": ("is", "not set")}
	return frappe.db.get_value("Customer Group", roots, order_by="lft")


def ensure_issue_types() -> None:
	for name in ISSUE_TYPES:
		if not frappe.db.exists("Issue Type", name):
			_make("Issue Type", MADE_ISSUE_TYPES, name=name)


def _make(doctype: str, memory_key: str, **values) -> None:
	doc = frappe.get_doc({"doctype": doctype, **values}).insert(ignore_permissions=True)
	memory.remember_also(memory_key, doc.name)


def remove() -> None:
	_remove_unused("Customer Group", memory.recall(MADE_GROUPS, []))
	_remove_unused("Issue Type", memory.recall(MADE_ISSUE_TYPES, []))


def _remove_unused(doctype: str, names: list[str]) -> None:
	for name in names:
		frappe.db.savepoint("remove_master")
		try:
			frappe.delete_doc(doctype, name, ignore_permissions=True, delete_permanently=True)
		except (frappe.LinkExistsError, frappe.ValidationError):
			frappe.db.rollback(save_point="remove_master")  # in use: it stays
