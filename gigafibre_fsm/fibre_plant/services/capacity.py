"""How many ports there are, by the state the database computed for each drop."""

import frappe
from frappe.query_builder.functions import Count

STATES = ("available", "reserved", "connected", "no_box")
POSITION = ("frame", "slot", "port")


def count_by_state(olt: str | None = None) -> dict[str, int]:
	"""Every state is a key, also one that no drop is in."""
	drop = frappe.qb.DocType("Fibre Drop")
	query = frappe.qb.from_(drop).select(drop.state, Count("*")).groupby(drop.state)
	if olt:
		query = query.where(drop.olt == olt)
	return dict.fromkeys(STATES, 0) | dict(query.run())


def olt_capacity(olt: str) -> dict[str, int]:
	return _figures(count_by_state(olt))


def capacity_by_olt() -> list[dict]:
	"""Only OLTs with drops on them, in the order of their address."""
	return [{"olt": olt, **figures} for (olt,), figures in _grouped(("olt",))]


def capacity_by_port(olt: str) -> list[dict]:
	"""Every port of the OLT that a drop is on, in the order of the frame."""
	grouped = _grouped(POSITION, olt)
	return [{**dict(zip(POSITION, position, strict=True)), **figures} for position, figures in grouped]


def _grouped(fields: tuple[str, ...], olt: str | None = None) -> list[tuple[tuple, dict]]:
	drop = frappe.qb.DocType("Fibre Drop")
	columns = [drop[field] for field in fields]
	query = frappe.qb.from_(drop).select(*columns, drop.state, Count("*")).groupby(*columns, drop.state)
	query = query.where(drop.olt == olt) if olt else query.where(drop.olt.isnotnull() & (drop.olt != ""))
	counts: dict[tuple, dict[str, int]] = {}
	for *key, state, number in query.run():
		counts.setdefault(tuple(key), dict.fromkeys(STATES, 0))[state] = number
	return [(key, _figures(counts[key])) for key in sorted(counts)]


def _figures(counts: dict[str, int]) -> dict[str, int]:
	return {
		"total": sum(counts.values()),
		"connected": counts["connected"],
		"reserved": counts["reserved"],
		"free": counts["available"],
		"no_box": counts["no_box"],
	}
