"""What became of the rows of handmade.py."""

import importlib

import frappe
from frappe.utils.password import get_decrypted_password


def ask(questions: dict[str, list]) -> dict:
	"""Many questions in one process: {"key": ["module.function", {arguments}]}."""
	answers = {}
	for key, (path, arguments) in questions.items():
		module, name = path.split(".")
		answers[key] = getattr(importlib.import_module(module), name)(**arguments)
	return answers


def rows(doctype: str, fields: list[str], order_by: str = "creation") -> list:
	columns = ", ".join(f"`{field}`" for field in fields)
	return frappe.db.sql(f"select {columns} from `tab{doctype}` order by {order_by}")


def columns(doctype: str) -> list[str]:
	return frappe.db.get_table_columns(doctype)


def shown_fields(doctypes: list[str]) -> dict[str, list[str]]:
	return {
		name: [field.fieldname for field in frappe.get_meta(name, cached=False).fields] for name in doctypes
	}


def secrets(doctype: str, fieldname: str) -> list[str | None]:
	"""One per row, in the order in which the rows were made."""
	names = [name for (name,) in rows(doctype, ["name"])]
	return [get_decrypted_password(doctype, name, fieldname, raise_exception=False) for name in names]


def plain_mentions(texts: list[str]) -> list[str]:
	"""Tables in which one of these texts can still be read."""
	found = frappe.db.sql(
		"""select table_name, group_concat(concat('`', column_name, '`')) from information_schema.columns
		where table_schema=database() and data_type in ('varchar', 'text', 'longtext') and is_generated='NEVER'
		group by table_name"""
	)
	pattern = "|".join(texts)
	return [
		table
		for table, names in found
		if frappe.db.sql(f"select 1 from `{table}` where concat_ws(' ', {names}) regexp %s limit 1", pattern)
	]


def next_name(doctype: str) -> str:
	from gigafibre_fsm.gigafibre_fsm.numbering import next_name

	return next_name(doctype)


def save_first(doctype: str, **values) -> dict:
	((name,), *_) = rows(doctype, ["name"])
	doc = frappe.get_doc(doctype, name).update(values)
	doc.save()
	return doc.as_dict()


def adoption_notes() -> str:
	return frappe.get_all(
		"Error Log", {"method": ("like", "Gigafibre FSM adopted%")}, pluck="error", order_by="creation desc"
	)[0]


def permissions(doctype: str) -> list:
	return frappe.get_all("Custom DocPerm", {"parent": doctype}, pluck="role")


def properties(doctype: str) -> list:
	return frappe.get_all("Property Setter", {"doc_type": doctype}, pluck="property")


def remembered() -> list[str]:
	return frappe.get_all("DefaultValue", {"parent": "gigafibre_fsm"}, pluck="defkey")


def erpnext_works() -> str:
	"""A customer, an invoice for it, submitted: what the app's fields and keys sit on."""
	customer = frappe.get_doc(
		{"doctype": "Customer", "customer_name": "Après", "customer_type": "Individual"}
	)
	customer.insert()
	item = frappe.get_doc({"doctype": "Item", "item_code": "APRES", "item_group": _leaf("Item Group")})
	item.update({"stock_uom": "Nos", "is_stock_item": 0}).insert()
	invoice = frappe.new_doc("Sales Invoice", customer=customer.name)
	invoice.append("items", {"item_code": item.name, "qty": 1, "rate": 10})
	invoice.insert().submit()
	return invoice.status


def _leaf(tree: str) -> str:
	return frappe.db.get_value(tree, {"is_group": 0})
