from collections.abc import Sequence

import frappe

from gigafibre_fsm.domain.legacy import phone_lines, registrations
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Effect
from gigafibre_fsm.legacy.engine.importer import Importer, Needs
from gigafibre_fsm.legacy.importers import number_pool
from gigafibre_fsm.voice_service.doctype.phone_number.status import Status


class Registrations(Importer):
	"""Of two registrations of one number the newer one."""

	line = table = "phone_addr"
	columns = (
		"id",
		"account_id",
		"phone",
		"street_number",
		"apt",
		"street_name",
		"city",
		"state",
		"zip",
		"first_name",
		"last_name",
		"info",
		"enhanced_capable",
		"code_cauca",
		"class_service",
	)
	order = "id desc"
	doctype = "VoIP Line"
	match_field = "legacy_phone_addr_id"
	more_fields = {"customers": ("is_commercial",), "lines_by_did": ("e911_status", "legacy_phone_addr_id")}

	def claim(self, row: dict) -> str | None:
		return phone_lines.read_did(row)

	def needs(self, rows: Sequence[dict]) -> Needs:
		return Needs(
			customers={row["account_id"] for row in rows},
			lines_by_did={phone_lines.read_did(row) for row in rows},
		)

	def extra(self, rows: Sequence[dict], known: Known) -> dict:
		names = {line["service_location"] for line in known.lines_by_did.values()} - {None, ""}
		return {registrations.PLACES: _addresses(tuple(names)), registrations.HELD: self._held(rows)}

	def _held(self, rows: Sequence[dict]) -> dict[int, dict]:
		fields = ["name", "did", "status", self.match_field]
		lines = frappe.get_all(self.doctype, {self.match_field: ("in", [row["id"] for row in rows])}, fields)
		return {line[self.match_field]: line for line in lines}

	def becomes(self, row: dict, known: Known) -> Sequence[Effect]:
		return registrations.becomes(row, known)

	def ended(self, run) -> None:
		"""An orphan's number goes to nobody before it is deregistered."""
		number_pool.withdraw("legacy_phone_addr_id", Status.QUARANTINED)


def _addresses(names: tuple[str, ...]) -> dict[str, dict]:
	if not names:
		return {}
	rows = frappe.db.sql(
		"""select `name`, `civic_number`, `civic_suffix`, `unit`, `street`, `city`, `postal_code`, `address_line`
		from `tabService Location` where `name` in %s""",
		(names,),
		as_dict=True,
	)
	return {row.name: row for row in rows}
