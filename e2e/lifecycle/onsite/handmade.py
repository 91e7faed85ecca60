"""Makes what sites made by hand before the app existed: custom doctypes of our names, with rows."""

import frappe
from frappe.custom.doctype.custom_field.custom_field import create_custom_field
from frappe.permissions import setup_custom_perms
from frappe.utils.password import set_encrypted_password

RIGHTS = [
	{"role": "System Manager", "read": 1, "write": 1, "create": 1, "delete": 1},
	{"role": "Terrain", "read": 1},
]


def make() -> None:
	make_role()
	make_sip_line()
	make_ip_assignment()
	make_location()
	make_equipment()
	make_job()
	make_customer_fields()
	make_rows()
	make_customizations()


def field(fieldname: str, fieldtype: str = "Data", options: str | None = None, **more) -> dict:
	return {
		"fieldname": fieldname,
		"label": fieldname.replace("_", " ").title(),
		"fieldtype": fieldtype,
		"options": options,
		**more,
	}


def doctype(name: str, fields: list[dict], **more) -> None:
	permissions = (
		[] if more.get("istable") else [right for right in RIGHTS if frappe.db.exists("Role", right["role"])]
	)
	frappe.get_doc(
		{
			"doctype": "DocType",
			"name": name,
			"module": "Custom",
			"custom": 1,
			"fields": fields,
			"permissions": permissions,
			**more,
		}
	).insert()


def make_role() -> None:
	frappe.get_doc({"doctype": "Role", "role_name": "Terrain"}).insert()


def make_sip_line() -> None:
	fields = [field("line", "Int"), field("sip_username"), field("sip_password"), field("note_interne")]
	doctype("Equipment SIP Line", fields, istable=1)


def make_ip_assignment() -> None:
	doctype("IP Assignment", [field("ip"), field("assigned_on", "Date")], istable=1)


def make_location() -> None:
	doctype(
		"Service Location",
		[
			field("customer", "Link", "Customer", reqd=1),
			field("status", "Select", "Actif\nFerme"),
			field("address_line"),
			field("city"),
			field("olt_port"),
			field("fibre_id"),
			field("latitude"),
			field("custom_contact_phone"),
			field("legacy_delivery_id", "Int"),
			field("terrain_notes", "Text", reqd=1),
			field("ip_history", "Table", "IP Assignment"),
		],
		autoname="LOC-.######",
		track_changes=1,
	)


def make_equipment() -> None:
	doctype(
		"Service Equipment",
		[
			field("serial_number"),
			field("custom_mac_address"),
			field("status", "Select", "Actif\nEn inventaire\nRetourné"),
			field("custom_wifi_ssid"),
			field("custom_wifi_password"),
			field("custom_wifi_enabled", "Check"),
			field("radius_password"),
			field("sip_username"),
			field("custom_sip_lines", "Table", "Equipment SIP Line"),
			field("last_seen"),
		],
		autoname="hash",
		track_changes=1,
	)
	for df in (
		field("custom_sip_username", insert_after="sip_username"),
		field("custom_sip_password", "Password", insert_after="sip_username"),
		field("brand", insert_after="serial_number"),
		field("couleur", "Select", "Noir\nBlanc", insert_after="serial_number", reqd=0),
	):
		create_custom_field("Service Equipment", df, is_system_generated=False)


def make_job() -> None:
	doctype(
		"Dispatch Job",
		[field("customer", "Link", "Customer"), field("required_tags"), field("scheduled_date", "Datetime")],
		autoname="autoincrement",
		is_submittable=1,
	)


def make_customer_fields() -> None:
	for df in (
		field("legacy_customer_id", "Int", insert_after="customer_name"),
		field("stripe_id", insert_after="customer_name"),
	):
		create_custom_field("Customer", df, is_system_generated=False)


def make_rows() -> None:
	for number in (1, 2):
		customer(f"Client {number}", number)
	make_locations()
	make_equipments()
	job = frappe.get_doc({"doctype": "Dispatch Job", "customer": "Client 1", "required_tags": "Fibre"})
	job.update({"scheduled_date": "2026-03-01 08:30:00"}).insert().submit()


def customer(name: str, number: int) -> None:
	values = {"customer_name": name, "legacy_customer_id": number, "stripe_id": f"cus_{number}"}
	frappe.get_doc({"doctype": "Customer", "customer_type": "Individual", **values}).insert()


def make_locations() -> None:
	rows = (
		("Client 1", "Actif", "3", "16056", "45.1234", 101),
		("Client 2", "Ferme", "abc", "", "nord", 0),
		("Client 2", "Actif", "", "17", "", 0),
	)
	for owner, status, port, fibre, latitude, legacy in rows:
		doc = frappe.get_doc(
			{
				"doctype": "Service Location",
				"customer": owner,
				"status": status,
				"address_line": f"{legacy} rang 4",
				"olt_port": port,
				"fibre_id": fibre,
				"latitude": latitude,
				"custom_contact_phone": "450 555-0101",
				"legacy_delivery_id": legacy,
				"terrain_notes": "chien",
			}
		)
		doc.append("ip_history", {"ip": "10.0.0.1", "assigned_on": "2026-01-02"})
		doc.insert()


def make_equipments() -> None:
	first = equipment("RCMG00000001", "AABBCC000001", "WiFi un", "secret-un", "sip-un")
	first.append("custom_sip_lines", {"line": 2, "sip_username": "sip-deux", "sip_password": "ligne-deux"})
	first.save()
	first.custom_wifi_password = "secret-changé"
	first.save()
	set_encrypted_password("Service Equipment", first.name, "sip-secret", "custom_sip_password")
	frappe.db.set_value("Service Equipment", first.name, "custom_sip_password", "*" * 10)
	equipment("RCMG00000002", "", "", "", "sip-autre").db_set("custom_sip_username", "sip-ancien")


def equipment(serial: str, mac: str, ssid: str, password: str, sip: str):
	return frappe.get_doc(
		{
			"doctype": "Service Equipment",
			"serial_number": serial,
			"custom_mac_address": mac,
			"status": "Actif",
			"custom_wifi_ssid": ssid,
			"custom_wifi_password": password,
			"custom_wifi_enabled": 0,
			"radius_password": f"radius-{serial}",
			"sip_username": sip,
			"brand": "Raisecom",
			"couleur": "Noir",
			"last_seen": "2026-02-03 04:05:06",
		}
	).insert()


def make_customizations() -> None:
	for role in ("System Manager", "All"):
		row = {"doctype": "Custom DocPerm", "parent": "Service Equipment", "role": role, "read": 1}
		frappe.get_doc({**row, "parenttype": "DocType", "parentfield": "permissions"}).insert()
	setup_custom_perms("Lead")
	row = {"doctype": "Custom DocPerm", "parent": "Lead", "role": "Terrain", "read": 1}
	frappe.get_doc({**row, "parenttype": "DocType", "parentfield": "permissions"}).insert()
	setter = {"doctype": "Property Setter", "doc_type": "Service Equipment", "doctype_or_field": "DocField"}
	for name, value in (("options", "Actif\nMort"), ("label", "Statut")):
		frappe.get_doc({**setter, "field_name": "status", "property": name, "value": value}).insert()
	frappe.get_doc(
		{
			"doctype": "Client Script",
			"name": "WiFi",
			"dt": "Service Equipment",
			"script": "// custom_wifi_ssid",
		}
	).insert()


def make_duplicate() -> None:
	equipment("RCMG00000001", "", "", "", "")


def remove_duplicate() -> None:
	names = frappe.get_all(
		"Service Equipment", {"serial_number": "RCMG00000001"}, pluck="name", order_by="creation"
	)
	frappe.delete_doc("Service Equipment", names[-1], force=True)


def make_clashing_module() -> None:
	frappe.get_doc({"doctype": "Module Def", "module_name": "Fibre Plant", "app_name": "erpnext"}).insert()


def make_clashing_doctype() -> None:
	"""As if another app brought it: a standard DocType in a module of ERPNext."""
	doctype("OLT", [field("ip")])
	frappe.db.set_value("DocType", "OLT", {"custom": 0, "module": "Selling"})


def make_clashing_field() -> None:
	create_custom_field("Item", field("speed_down", insert_after="item_name"), is_system_generated=False)


def unmake_clashing_module() -> None:
	frappe.db.delete("Module Def", {"name": "Fibre Plant"})


def unmake_clashing_doctype() -> None:
	frappe.delete_doc("DocType", "OLT", force=True, delete_permanently=True)
	frappe.db.sql_ddl("drop table if exists `tabOLT`")


def unmake_clashing_field() -> None:
	frappe.delete_doc("Custom Field", "Item-speed_down", force=True, delete_permanently=True)
	frappe.db.sql_ddl("alter table `tabItem` drop column speed_down")
