from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import frappe

from gigafibre_fsm.domain.legacy import drops
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Effect
from gigafibre_fsm.legacy.engine.importer import Importer, Needs
from gigafibre_fsm.legacy.importers.products import profiles


class Drops(Importer):
	line = table = "fibre"
	columns = (
		"id",
		"service_id",
		"terrain",
		"rue",
		"ville",
		"zip",
		"latitude",
		"longitude",
		"info_connect",
		"frame",
		"slot",
		"port",
		"ontid",
		"sn",
		"boitier_pas_install",
		"max_speed",
		"zone_tarifaire",
		"lineprofile_id",
		"serviceprofile_id",
	)
	# Of two at one port, the one with an ONT hangs there; else the newer one.
	order = "coalesce(sn, '') = '', id desc"
	doctype = "Fibre Drop"
	match_field = "legacy_fibre_id"

	def prepare(self, source) -> None:
		self._site = {
			**profiles(self, source),
			"vlans": self._vlans(source),
			"zones": {name.lower() for name in frappe.get_all("Pricing Zone", pluck="name")},
			"zone_price_list": frappe.db.get_single_value("FSM Settings", "price_list"),
		}

	def _vlans(self, source) -> dict[str, int]:
		"""Of each OLT the one that most of its drops have."""
		rows = source.rows(
			f"""select drops.info_connect, profile.vlan, count(*) as number from {source.table(self, "fibre")} drops
			join {source.table(self, "fibre_lineprofile")} profile on profile.id = drops.lineprofile_id
			where profile.vlan > 0 group by 1, 2"""
		)
		counted: dict[str, Counter] = defaultdict(Counter)
		for row in rows:
			counted[drops.olt(row)][row["vlan"]] += row["number"]
		return {olt: vlans.most_common(1)[0][0] for olt, vlans in counted.items()}

	def claims(self, row: dict) -> Iterable[tuple]:
		position = drops.position(row)
		return (position,) if position else ()

	def needs(self, rows: Sequence[dict]) -> Needs:
		return Needs(
			subscriptions={row["service_id"] for row in rows},
			equipment_by_serial={drops.serial(row["sn"]) for row in rows},
			olts={drops.olt(row) for row in rows},
		)

	def extra(self, rows: Sequence[dict], known: Known) -> dict:
		services = known.subscriptions.values()
		places = {service["service_location"] for service in services if service["service_location"]}
		return {
			**self._site,
			"places": _places(places),
			"onts": _onts({service["name"] for service in services}),
		}

	def becomes(self, row: dict, known: Known) -> Sequence[Effect]:
		return drops.becomes(row, known)


def _places(names: set[str]) -> dict[str, dict]:
	if not names:
		return {}
	query = "select `name`, `fibre_id` from `tabService Location` where `name` in %s"
	return {row.name: row for row in frappe.db.sql(query, (tuple(names),), as_dict=True)}


def _onts(subscriptions: set[str]) -> dict[str, str]:
	if not subscriptions:
		return {}
	query = """select `subscription`, `name` from `tabService Equipment`
		where `equipment_type` = 'ONT' and `subscription` in %s order by `creation`"""
	return dict(frappe.db.sql(query, (tuple(subscriptions),)))
