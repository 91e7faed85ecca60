"""Where fibre is planned or being built: the list is short and typed by people, so names are compared as people read them."""

from dataclasses import dataclass
from datetime import date

import frappe

from gigafibre_fsm.domain.addresses.street_name import read_place

PLANNED = ("Planned", "Under Construction")


@dataclass(frozen=True)
class Coverage:
	municipality: str
	phase: str
	expected_on: date | None
	notify_role: str | None

	@property
	def is_planned(self) -> bool:
		return self.phase in PLANNED


def of_municipality(municipality: str | None) -> Coverage | None:
	"""`st-anicet` is Saint-Anicet."""
	wanted = read_place(municipality).words
	if not wanted:
		return None
	rows = frappe.db.sql(
		"select municipality, phase, expected_on, notify_role from `tabPlanned Municipality` order by name"
	)
	return next((Coverage(*row) for row in rows if read_place(row[0]).words == wanted), None)
