import frappe
from frappe.model.document import Document

from gigafibre_fsm.testing.factories.base import insert
from gigafibre_fsm.testing.factories.unique import unique_ip, unique_number

MUNICIPALITY = "Val-des-Bouleaux"


def make_olt(**overrides) -> Document:
	return insert(
		"OLT",
		overrides,
		ip=unique_ip,
		olt_name=lambda: f"OLT-{unique_number()}",
		location=MUNICIPALITY,
		model="MA5800-X7",
		line_profile_vlan=40,
	)


def make_pricing_zone(**overrides) -> Document:
	return insert(
		"Pricing Zone",
		overrides,
		code=lambda: f"Z{unique_number()}",
		title="Zone",
		price_list=lambda: frappe.db.get_value("Price List", {"selling": 1, "enabled": 1}),
	)


def make_fibre_drop(**overrides) -> Document:
	"""An available port."""
	return insert(
		"Fibre Drop",
		overrides,
		olt=lambda: make_olt().name,
		frame=0,
		slot=1,
		port=0,
		ont_id=lambda: unique_number() % 128,
		box_installed=1,
		max_speed=1500,
		pricing_zone=lambda: frappe.db.get_value("Pricing Zone", {"is_default": 1}),
		civic_number=lambda: str(unique_number()),
		street="Rue Principale",
		city=MUNICIPALITY,
		postal_code="J0S 1A1",
		latitude=45.21,
		longitude=-73.98,
	)


def make_street(**overrides) -> Document:
	return insert("Street", overrides, street=lambda: f"Rue {unique_number()}", municipality=MUNICIPALITY)


def make_civic_address(**overrides) -> Document:
	return insert(
		"Civic Address",
		overrides,
		name=lambda: f"T{unique_number()}",
		street=lambda: make_street().name,
		civic_number=unique_number,
		postal_code="J0S 1A1",
		latitude=45.21,
		longitude=-73.98,
	)


def make_planned_municipality(**overrides) -> Document:
	return insert("Planned Municipality", overrides, municipality=lambda: f"Saint-{unique_number()}")
