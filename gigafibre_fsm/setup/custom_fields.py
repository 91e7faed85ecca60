"""The fields that the app adds to ERPNext's doctypes: one list, read by install, migrate and uninstall."""

import frappe
from frappe.custom.doctype.custom_field.custom_field import create_custom_fields

from gigafibre_fsm.setup import memory, schema

SECTION = "gigafibre_section"
MODULE = "Gigafibre FSM"
ADOPTED = "adopted_fields"
MADE_UNIQUE = "adopted_fields_made_unique"


def _section(insert_after: str, **more) -> dict:
	return {
		"fieldname": SECTION,
		"label": "Gigafibre",
		"fieldtype": "Section Break",
		"collapsible": 1,
		"insert_after": insert_after,
		**more,
	}


def _column(name: str) -> dict:
	return {"fieldname": f"gigafibre_{name}", "fieldtype": "Column Break"}


def _field(fieldname: str, label: str, fieldtype: str = "Data", options: str | None = None, **more) -> dict:
	field = {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, **more}
	return {**field, "options": options} if options else field


def _key(fieldname: str, label: str, fieldtype: str = "Int", **more) -> dict:
	"""A value that names one record: a copy of the record must not carry it along."""
	return _field(fieldname, label, fieldtype, no_copy=1, read_only=1, print_hide=1, **more)


# In the order of the form. Int keys are unique too: see database.py, which does what `unique` can't (0 is Frappe's unset).
FIELDS: dict[str, list[dict]] = {
	"Customer": [
		_section("customer_details"),
		_field("is_commercial", "Is Commercial", "Check", in_standard_filter=1),
		_field("is_vip", "Is VIP", "Check", in_standard_filter=1),
		_field("ppa_enabled", "Pre-Authorised Payment", "Check", read_only=1, no_copy=1),
		_key("stripe_id", "Stripe Customer ID", "Data", search_index=1),
		_key("legacy_customer_id", "Legacy Customer ID"),
		_column("suspension"),
		_field("is_suspended", "Is Suspended", "Check", read_only=1, no_copy=1, in_standard_filter=1),
		_field("suspended_since", "Suspended Since", "Datetime", read_only=1, no_copy=1),
		_field("suspended_until", "Suspended Until", "Datetime", read_only=1, no_copy=1),
		_field("suspension_reason", "Suspension Reason", "Small Text", read_only=1, no_copy=1),
	],
	"Project": [
		_section("message"),
		_field("fsm_source", "Order Source", "Select", "\nwebsite\nagent", read_only=1, no_copy=1),
		_field("service_location", "Service Location", "Link", "Service Location", search_index=1, no_copy=1),
		_field("fibre_drop", "Fibre Drop", "Link", "Fibre Drop", read_only=1, no_copy=1, search_index=1),
		_field("dispatch_job", "Dispatch Job", "Link", "Dispatch Job", read_only=1, no_copy=1),
		_column("order_totals"),
		_field("order_monthly_total", "Monthly Total", "Currency", read_only=1, no_copy=1),
		_field("order_one_time_total", "One-Time Total", "Currency", read_only=1, no_copy=1),
		_key("stripe_setup_intent", "Stripe SetupIntent", "Data", search_index=1),
		_key("fsm_order_key", "Order Key", "Data", unique=1),
		_field("order_quote", "Order Quote", "JSON", read_only=1, no_copy=1, print_hide=1, hidden=1),
	],
	"Task": [
		_section("template_task"),
		_field("fsm_team", "Team", "Select", "\nsupport\ndispatch\ntech", in_standard_filter=1),
		_column("place"),
		_field("service_location", "Service Location", "Link", "Service Location", search_index=1),
	],
	"Issue": [
		_section("content_type"),
		_field("service_location", "Service Location", "Link", "Service Location", search_index=1),
		_field("device_serial", "Device Serial", search_index=1),
		_column("links"),
		_field("linked_project", "Linked Project", "Link", "Project", search_index=1),
		_field("dispatch_job", "Dispatch Job", "Link", "Dispatch Job", search_index=1, no_copy=1),
	],
	"Lead": [
		_section("blog_subscriber"),
		_field("interest", "Interest", "Select", "\nInternet\nPhone\nBusiness", in_standard_filter=1),
		_field("requested_services", "Requested Services", "Small Text"),
		_field("planned_zone", "Planned Zone", "Link", "Planned Municipality", search_index=1),
		_column("place"),
		_field("address_line", "Address"),
		_field("municipality", "Municipality", in_standard_filter=1, search_index=1),
		_field("postal_code", "Postal Code"),
		_field("civic_address", "Civic Address", "Link", "Civic Address"),
	],
	"Quotation": [
		_section("enq_det"),
		_field("quote_title", "Quote Title"),
		_field("customer_po", "Customer PO"),
		_column("links"),
		_field("service_location", "Service Location", "Link", "Service Location", search_index=1),
		_key("legacy_soumission_id", "Legacy Quote ID"),
	],
	"Quotation Item": [
		_section("page_break"),
		_field("charge_type", "Charge Type", "Select", "\nOne-time\nMonthly", in_list_view=0),
	],
	"Item": [
		_section("uoms"),
		_field(
			"service_type",
			"Service Type",
			"Select",
			"\nInternet\nTV\nPhone\nEquipment\nFee\nDiscount\nOther",
			in_standard_filter=1,
		),
		_field(
			"requires_service_type",
			"Requires Service Type",
			"Select",
			"\nInternet\nTV\nPhone\nEquipment",
			description="Can be sold only with a service of this type.",
		),
		_field("combo_ready", "Counts for the Combo Discount", "Check"),
		_key("legacy_product_id", "Legacy Product ID"),
		_column("speeds"),
		_field("speed_down", "Download Speed (Mbps)", "Int", non_negative=1),
		_field("speed_up", "Upload Speed (Mbps)", "Int", non_negative=1),
		_field("line_profile", "Line Profile"),
		_field("service_profile", "Service Profile"),
	],
	"Sales Invoice": [
		_section("remarks"),
		_field("service_location", "Service Location", "Link", "Service Location", search_index=1),
		_key("billing_key", "Billing Key", "Data", unique=1),
		_column("period"),
		_field("billing_period_start", "Billing Period Start", "Date", read_only=1, no_copy=1),
		_field("billing_period_end", "Billing Period End", "Date", read_only=1, no_copy=1),
	],
	"Employee": [
		_section("holiday_list"),
		_field(
			"technician_tags",
			"Technician Tags",
			"Small Text",
			description="Separated by commas, for example: Fibre, Installation.",
		),
		_column("tracking"),
		_field("traccar_device_id", "Traccar Device ID", search_index=1, no_copy=1),
		_key("legacy_staff_id", "Legacy Staff ID"),
	],
}


def fields_of(doctype: str, without: tuple[str, ...] = ()) -> list[dict]:
	"""Every field after the one before it, so that the section keeps its order; `without` are elsewhere on the form."""
	chained, previous = [], None
	for field in FIELDS[doctype]:
		if field["fieldname"] not in without:
			chained.append({"insert_after": previous, "module": MODULE, **field})
			previous = field["fieldname"]
	return chained


def names(doctype: str) -> list[str]:
	return [field["fieldname"] for field in FIELDS[doctype]]


def ensure() -> None:
	remember_adopted()
	ours = {doctype: _not_adopted(doctype) for doctype in FIELDS}
	create_custom_fields(ours, ignore_validate=True)
	make_adopted_unique()


def remember_adopted() -> None:
	"""Fields that were there before the app are the site's: used as they are, and left at uninstall."""
	if memory.recall(ADOPTED) is None:
		memory.remember(ADOPTED, sorted(foreign_fields()))
		frappe.db.commit()  # before the first column of ours: from then on there would be no telling them apart


def foreign_fields() -> dict[str, dict]:
	rows = frappe.get_all(
		"Custom Field",
		filters={"dt": ("in", list(FIELDS))},
		fields=["name", "dt", "fieldname", "fieldtype", "options", "length", "precision", "unique", "module"],
	)
	return {row.name: row for row in rows if row.fieldname in names(row.dt) and row.module != MODULE}


def _not_adopted(doctype: str) -> list[dict]:
	return fields_of(doctype, without=tuple(adopted_names(doctype)))


def adopted_names(doctype: str) -> list[str]:
	adopted = memory.recall(ADOPTED, [])
	return [name for name in names(doctype) if f"{doctype}-{name}" in adopted]


def make_adopted_unique() -> None:
	for name in memory.recall(ADOPTED, []):
		doctype, fieldname = name.rsplit("-", 1)
		if _wants_unique(doctype, fieldname) and not frappe.db.get_value("Custom Field", name, "unique"):
			memory.remember_also(MADE_UNIQUE, name)
			frappe.db.sql(f"update `tab{doctype}` set `{fieldname}`=null where `{fieldname}`=''")
			_set_unique(name, 1)


def _wants_unique(doctype: str, fieldname: str) -> bool:
	return any(field["fieldname"] == fieldname and field.get("unique") for field in FIELDS[doctype])


def _set_unique(name: str, value: int) -> None:
	if frappe.db.exists("Custom Field", name):
		frappe.get_doc("Custom Field", name).update({"unique": value}).save(ignore_permissions=True)


def remove() -> None:
	for name in memory.recall(MADE_UNIQUE, []):
		_set_unique(name, 0)
	for doctype in FIELDS:
		_remove(doctype, sorted(set(names(doctype)) - set(adopted_names(doctype))))


def _remove(doctype: str, fieldnames: list[str]) -> None:
	frappe.db.delete("Custom Field", {"dt": doctype, "fieldname": ("in", fieldnames)})
	frappe.db.delete("Property Setter", {"doc_type": doctype, "field_name": ("in", fieldnames)})
	schema.drop_columns(doctype, fieldnames)
	frappe.clear_cache(doctype=doctype)
