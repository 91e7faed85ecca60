from collections.abc import Sequence

from gigafibre_fsm.domain.legacy import ip_history
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Effect
from gigafibre_fsm.legacy.engine.importer import Importer, Needs


class IpHistory(Importer):
	line = table = "ip_history"
	columns = ("id", "account_id", "delivery_id", "service_id", "ip", "date")
	# The rows of one place together.
	order = "delivery_id, date, id"
	doctype = "IP Assignment"
	is_plain = True
	match_field = "legacy_ip_history_id"

	def needs(self, rows: Sequence[dict]) -> Needs:
		return Needs(
			customers={row["account_id"] for row in rows},
			locations={row["delivery_id"] for row in rows},
			subscriptions={row["service_id"] for row in rows},
		)

	def becomes(self, row: dict, known: Known) -> Sequence[Effect]:
		return ip_history.becomes(row, known)
