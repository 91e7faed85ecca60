"""Serves the site with the reservation as one writes it at first: look whether the port is free, then take it."""

import frappe
from wsgi import application  # noqa: F401

from gigafibre_fsm.fibre_plant.services import reservation


def reserve(drop: str, project: str) -> None:
	if frappe.db.get_value("Fibre Drop", drop, "state") != "available":
		reservation.refuse_taken()
	frappe.db.set_value("Fibre Drop", drop, "reserved_for", project)


reservation.reserve = reserve
