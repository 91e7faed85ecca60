"""What the desk keeps outside our modules: which doctypes the search bar looks in, and the onboarding steps."""

import frappe

ONBOARDING = "Gigafibre"


def ensure() -> None:
	"""Adds what is missing, after what the site already searches: the hook alone counts when the setup wizard runs."""
	settings = frappe.get_single("Global Search Settings")
	present = {row.document_type for row in settings.allowed_in_global_search}
	missing = [doctype for doctype in _searched() if doctype not in present]
	for doctype in missing:
		settings.append("allowed_in_global_search", {"document_type": doctype})
	if missing:
		settings.save(ignore_permissions=True)


def remove() -> None:
	"""Before Frappe removes the modules: it knows neither of these as ours."""
	settings = frappe.get_single("Global Search Settings")
	ours = _searched()
	others = [row for row in settings.allowed_in_global_search if row.document_type not in ours]
	if len(others) < len(settings.allowed_in_global_search):
		settings.allowed_in_global_search = others
		settings.save(ignore_permissions=True)
	_remove_onboarding()


def _searched() -> list[str]:
	hook = frappe.get_hooks("global_search_doctypes", app_name="gigafibre_fsm")
	return [row["doctype"] for row in hook["Default"]]


def _remove_onboarding() -> None:
	if not frappe.db.exists("Module Onboarding", ONBOARDING):
		return
	steps = frappe.get_all("Onboarding Step Map", {"parent": ONBOARDING}, pluck="step")
	frappe.delete_doc("Module Onboarding", ONBOARDING, force=True, ignore_permissions=True)
	for step in steps:
		frappe.delete_doc("Onboarding Step", step, force=True, ignore_permissions=True)
