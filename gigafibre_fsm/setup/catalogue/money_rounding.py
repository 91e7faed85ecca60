"""Half a cent goes up, and a total stays to the cent: as Québec computes taxes.

ERPNext's setup wizard leaves two settings that say otherwise: « Banker's Rounding » (half a cent goes to the even
one) and no smallest fraction of the Canadian dollar (« rounded total » is then a whole dollar). They are corrected
once, and only while no entry is in the books: later they are how a business has counted so far, and its own choice.
"""

import frappe

from gigafibre_fsm.setup.catalogue.made import Made
from gigafibre_fsm.setup.catalogue.site import CURRENCY, Site

HALF_UP = "Commercial Rounding"


def ensure(site: Site, made: Made) -> None:
	if frappe.db.exists("GL Entry", {}):
		_tell_if_different()
		return
	made.once("Rounding", "method", find=_rounds_half_up, make=_round_half_up)
	made.once("Rounding", "cents", find=_smallest_fraction, make=_set_smallest_fraction)


def _rounds_half_up() -> bool:
	return frappe.db.get_single_value("System Settings", "rounding_method") == HALF_UP


def _round_half_up() -> str:
	frappe.db.set_single_value("System Settings", "rounding_method", HALF_UP)
	forget_cached_settings()
	return HALF_UP


def forget_cached_settings() -> None:
	"""`frappe.get_system_settings` keeps the document for the rest of the request."""
	frappe.local.system_settings = None
	frappe.clear_document_cache("System Settings", "System Settings")


def _smallest_fraction() -> float:
	return frappe.db.get_value("Currency", CURRENCY, "smallest_currency_fraction_value")


def _set_smallest_fraction() -> str:
	frappe.db.set_value("Currency", CURRENCY, "smallest_currency_fraction_value", 0.01)
	return CURRENCY


def _tell_if_different() -> None:
	if not _rounds_half_up():
		frappe.logger("gigafibre_fsm").warning(
			f"Rounding left as it is, since the books have entries: set System Settings, Rounding Method to {HALF_UP} "
			"to have TPS and TVQ rounded half up."
		)
