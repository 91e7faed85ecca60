from collections.abc import Sequence

from gigafibre_fsm.domain.legacy import arrangements
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Effect
from gigafibre_fsm.legacy.engine.importer import Importer, Needs


class Arrangements(Importer):
	line = table = "accord_paiement"
	columns = (
		"id",
		"account_id",
		"staff_id",
		"date_accord",
		"date_echeance",
		"date_coupure",
		"montant",
		"method",
		"status",
		"note",
		"raison_changement",
	)
	doctype = "Payment Arrangement"
	is_plain = True
	match_field = "legacy_accord_id"

	def needs(self, rows: Sequence[dict]) -> Needs:
		return Needs(
			customers={row["account_id"] for row in rows}, employees={row["staff_id"] for row in rows}
		)

	def becomes(self, row: dict, known: Known) -> Sequence[Effect]:
		return arrangements.becomes(row, known)
