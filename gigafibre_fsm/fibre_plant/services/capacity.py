"""How many ports there are, by the state the database computed for each drop."""

import frappe
from frappe.query_builder.functions import Count

STATES = ("available", "reserved", "connected", "no_box")


def count_by_state(olt: str | None = None) -> dict[str, int]:
	"""Every state is a key, also one that no drop is in."""
	drop = frappe.qb.DocType("Fibre Drop")
	query = frappe.qb.from_(drop).select(drop.state, Count("*")).groupby(drop.state)
	if olt:
		query = query.where(drop.olt == olt)
	return dict.fromkeys(STATES, 0) | dict(query.run())


def olt_capacity(olt: str) -> dict[str, int]:
	counts = count_by_state(olt)
	return {
		"total": sum(counts.values()),
		"connected": counts["connected"],
		"reserved": counts["reserved"],
		"free": counts["available"],
		"no_box": counts["no_box"],
	}
