"""Runs in the bench's environment: what is installed on a site, as JSON for the tool to print."""

import json
import sys

import frappe

APP = "gigafibre_fsm"


def main(site: str) -> None:
	frappe.init(site=site)
	frappe.connect()
	modules = frappe.get_all("Module Def", {"app_name": APP}, pluck="name")
	doctypes = frappe.get_all(
		"DocType", {"module": ("in", modules)}, ["name", "istable", "issingle"], order_by="name"
	)
	state = {
		"versions": {app: frappe.get_attr(f"{app}.__version__") for app in frappe.get_installed_apps()},
		"doctypes": len(doctypes),
		"child_tables": sum(doctype.istable for doctype in doctypes),
		"custom_fields": frappe.db.count("Custom Field", {"module": ("in", modules)}),
		"counts": {d.name: frappe.db.count(d.name) for d in doctypes if not d.istable and not d.issingle},
		"roles": frappe.get_all("Role", {"name": ("like", "FSM %")}, pluck="name", order_by="name"),
		"users": users(),
	}
	print(json.dumps(state, default=str))
	frappe.destroy()


def users() -> list[dict]:
	names = frappe.get_all(
		"User", {"enabled": 1, "name": ("not in", ("Administrator", "Guest"))}, pluck="name", order_by="name"
	)
	generic = {"All", "Guest", "Desk User", "Employee"}
	return [{"name": name, "roles": sorted(set(frappe.get_roles(name)) - generic)} for name in names]


if __name__ == "__main__":
	main(sys.argv[1])
