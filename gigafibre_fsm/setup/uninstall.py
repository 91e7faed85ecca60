"""Takes back what install did, and only that."""

import click
import frappe

from gigafibre_fsm.fibre_plant.services import address_index
from gigafibre_fsm.legacy.address_register import leftovers
from gigafibre_fsm.setup import (
	custom_fields,
	database,
	definitions,
	desk,
	masters,
	memory,
	options,
	permissions,
	roles,
)

# Rows about documents of ours, in tables that are not ours.
ABOUT_OURS = (
	("Version", "ref_doctype"),
	("Comment", "reference_doctype"),
	("DocShare", "share_doctype"),
	("ToDo", "reference_type"),
	("View Log", "reference_doctype"),
	("Notification Log", "document_type"),
	("Custom Field", "dt"),
	("Custom DocPerm", "parent"),
	("Property Setter", "doc_type"),
	("Client Script", "dt"),
	("List Filter", "reference_doctype"),
	("User Permission", "allow"),
)
MADE_BY_HOOKS = (("Scheduled Job Type", "method"), ("Patch Log", "patch"))


def before_uninstall() -> None:
	"""Frappe calls this for a dry run too, which must change nothing."""
	if not _is_dry_run():
		desk.remove()


def _is_dry_run() -> bool:
	context = click.get_current_context(silent=True)
	return bool(context and context.params.get("dry_run"))


def after_uninstall() -> None:
	if definitions.APP in frappe.get_installed_apps():
		return  # a dry run
	permissions.remove()
	database.remove()  # the keys go before the columns they are made of
	options.remove()
	custom_fields.remove()
	masters.remove()
	address_index.remove()
	leftovers.remove()
	_remove_rows()
	roles.remove()
	memory.forget_everything()
	frappe.db.commit()  # Frappe commits before it calls this hook, and not after


def _remove_rows() -> None:
	ours = list(definitions.doctypes())
	for table, field in ABOUT_OURS:
		frappe.db.delete(table, {field: ("in", ours)})
	for table, field in MADE_BY_HOOKS:
		frappe.db.delete(table, {field: ("like", f"{definitions.APP}.%")})
	frappe.db.delete("Singles", {"doctype": ("in", ours)})
	# Secrets of documents that are gone.
	frappe.db.delete("__Auth", {"doctype": ("in", ours)})
	frappe.db.delete("__UserSettings", {"doctype": ("in", ours)})
