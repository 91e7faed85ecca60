"""How far a run is, for whoever looks at the list meanwhile."""

import frappe

CACHE_KEY = "gigafibre_telephone_reconciliation"
ACCOUNTS, REGISTRATIONS, LINES = "accounts", "registrations", "lines"
EVERY = 500
KEPT = 600  # seconds; a run says something far more often


def at(phase: str, number: int) -> None:
	if number % EVERY == 1:
		frappe.cache.set_value(CACHE_KEY, {"phase": phase, "number": number - 1}, expires_in_sec=KEPT)


def end() -> None:
	frappe.cache.delete_value(CACHE_KEY)


def current() -> dict | None:
	return frappe.cache.get_value(CACHE_KEY)
