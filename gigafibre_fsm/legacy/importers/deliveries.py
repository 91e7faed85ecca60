from collections import defaultdict
from collections.abc import Sequence

import frappe

from gigafibre_fsm.domain.legacy import deliveries
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Effect
from gigafibre_fsm.legacy.engine.importer import Importer, Needs

AT_PLACE = ("Service Subscription", "Service Equipment", "VoIP Line")


class Deliveries(Importer):
	line = table = "delivery"
	columns = (
		"id",
		"account_id",
		"name",
		"address1",
		"address2",
		"city",
		"state",
		"zip",
		"latitude",
		"longitude",
		"contact",
		"tel",
		"status",
		"date_orig",
	)
	doctype = "Service Location"
	match_field = "legacy_delivery_id"

	def prepare(self, source) -> None:
		self._suspended = suspended(self, source)

	def needs(self, rows: Sequence[dict]) -> Needs:
		return Needs(customers={row["account_id"] for row in rows}, locations={row["id"] for row in rows})

	def extra(self, rows: Sequence[dict], known: Known) -> dict:
		return {"suspended": self._suspended, "at_place": _at_place(_given_away(rows, known))}

	def becomes(self, row: dict, known: Known) -> Sequence[Effect]:
		return deliveries.becomes(row, known)


def suspended(importer: Importer, source) -> set[int]:
	"""Deliveries of whose live services every one is suspended."""
	rows = source.rows(
		f"""select delivery_id from {source.table(importer, "service")} where status in (1, 2)
		group by delivery_id having sum(status = 1) = 0"""
	)
	return {row["delivery_id"] for row in rows}


def _given_away(rows: Sequence[dict], known: Known) -> set[str]:
	"""Places that are on the site with another customer."""
	found = set()
	for row in rows:
		before, customer = known.location(row["id"]), known.customers.get(row["account_id"])
		if before and customer and before["customer"] != customer["name"]:
			found.add(before["name"])
	return found


def _at_place(places: set[str]) -> dict[str, list[tuple[str, str]]]:
	found = defaultdict(list)
	for doctype in AT_PLACE if places else ():
		query = f"select `service_location`, `name` from `tab{doctype}` where `service_location` in %s"
		for place, name in frappe.db.sql(query, (tuple(places),)):
			found[place].append((doctype, name))
	return found
