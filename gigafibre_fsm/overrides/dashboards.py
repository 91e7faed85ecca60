"""What hangs together with ERPNext's records, shown under « Connections » beside ERPNext's own entries."""

from frappe import _


def customer(data: dict) -> dict:
	_add_group(
		data, _("Service"), "Service Location", "Service Subscription", "Service Equipment", "VoIP Line"
	)
	_add_group(data, _("Field Work"), "Dispatch Job", "Service Work Order")
	_add_group(data, _("Payments"), "Payment Method", "Payment Attempt", "Payment Arrangement")
	# ERPNext's customer page names its link field for all of them; ours have the same one.
	return data


def employee(data: dict) -> dict:
	_add_group(data, _("Field Work"), "Dispatch Job", by="assigned_technician")
	return data


def issue(data: dict) -> dict:
	_add_group(data, _("Field Work"), "Dispatch Job", "Service Work Order", by="issue")
	_add_group(data, _("Concerns"), "Service Location", "Project")
	data.setdefault("internal_links", {}).update(
		{"Service Location": "service_location", "Project": "linked_project"}
	)
	return data


def project(data: dict) -> dict:
	_add_group(data, _("Service"), "Service Subscription", by="project")
	_add_group(data, _("Service"), "Fibre Drop", by="reserved_for")
	_add_group(data, _("Service"), "Service Location")
	_add_group(data, _("Field Work"), "Dispatch Job", "Service Work Order", by="project")
	data.setdefault("internal_links", {})["Service Location"] = "service_location"
	return data


def _add_group(data: dict, label: str, *doctypes: str, by: str | None = None) -> None:
	group = _group(data, label)
	group["items"] += [doctype for doctype in doctypes if doctype not in group["items"]]
	if by:
		data.setdefault("non_standard_fieldnames", {}).update(dict.fromkeys(doctypes, by))


def _group(data: dict, label: str) -> dict:
	groups = data.setdefault("transactions", [])
	for group in groups:
		if group["label"] == label:
			return group
	groups.append({"label": label, "items": []})
	return groups[-1]
