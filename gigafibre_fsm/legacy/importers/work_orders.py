from collections.abc import Sequence

from gigafibre_fsm.domain.legacy import work_orders
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Effect
from gigafibre_fsm.legacy.engine.importer import Details, Importer, Needs


class WorkOrders(Importer):
	line = table = "bon_travail"
	columns = (
		"id",
		"account_id",
		"date",
		"tech1",
		"heure_arrive_t1",
		"heure_depart_t1",
		"tech2",
		"heure_arrive_t2",
		"heure_depart_t2",
		"note",
		"subtotal",
		"tps",
		"tvq",
		"total",
	)
	doctype = "Service Work Order"
	match_field = "legacy_bon_travail_id"
	details = Details(
		line="bon_travail_item",
		table="bon_travail_item",
		columns=("id", "bon_id", "product_id", "qte", "price", "desc"),
		parent="bon_id",
	)

	def needs(self, rows: Sequence[dict]) -> Needs:
		return Needs(
			customers={row["account_id"] for row in rows},
			employees={row[tech] for row in rows for tech in ("tech1", "tech2")},
			items={line["product_id"] for row in rows for line in row["details"]},
		)

	def becomes(self, row: dict, known: Known) -> Sequence[Effect]:
		return work_orders.becomes(row, known)
