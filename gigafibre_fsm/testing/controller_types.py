"""`make types`: writes the typed block of every controller from its DocType, as saving it in developer mode would."""

import json
from pathlib import Path

import frappe
from frappe.types.exporter import TypeExporter


def write() -> None:
	for path in Path(frappe.get_app_path("gigafibre_fsm")).glob("*/doctype/*/*.json"):
		TypeExporter(frappe.get_doc(json.loads(path.read_text()))).export_types()
