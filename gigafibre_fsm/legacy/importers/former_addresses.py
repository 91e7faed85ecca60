from collections.abc import Sequence

from gigafibre_fsm.domain.legacy import former_addresses
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Effect
from gigafibre_fsm.legacy.engine.importer import Importer, Needs


class FormerAddresses(Importer):
	line = table = "delivery_history"
	columns = ("id", "account_id", "delivery_id", "date_orig", "address1", "address2", "city", "state", "zip")
	# The rows of one place together.
	order = "delivery_id, date_orig, id"
	doctype = "Former Address"
	is_plain = True

	def needs(self, rows: Sequence[dict]) -> Needs:
		return Needs(
			customers={row["account_id"] for row in rows}, locations={row["delivery_id"] for row in rows}
		)

	def becomes(self, row: dict, known: Known) -> Sequence[Effect]:
		return former_addresses.becomes(row, known)
