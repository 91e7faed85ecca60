from collections.abc import Iterable, Sequence

import frappe

from gigafibre_fsm.domain.legacy import devices
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Effect
from gigafibre_fsm.legacy.engine.importer import Importer, Needs
from gigafibre_fsm.subscriber.doctype.service_equipment.status import GONE


class Devices(Importer):
	line = table = "device"
	columns = ("id", "delivery_id", "category", "sn", "mac", "manufacturier", "model")
	# Of two with one serial the newer one has it.
	order = "id desc"
	doctype = "Service Equipment"
	match_field = "legacy_device_id"
	more_fields = {"locations": ("status",)}

	def claims(self, row: dict) -> Iterable[tuple[str, str]]:
		return devices.identities(row)

	def existing(self, rows: Sequence[dict]) -> dict[int, str]:
		"""By its number, else by its serial, else by its MAC."""
		carried = [(row["id"], *identity) for row in rows for identity in devices.identities(row)]
		by_mac = self._carriers("mac_address", carried)
		return by_mac | self._carriers("serial_number", carried) | super().existing(rows)

	@staticmethod
	def _carriers(field: str, carried: Sequence[tuple[int, str, str]]) -> dict[int, str]:
		wanted = {value: device_id for device_id, name, value in carried if name == field}
		if not wanted:
			return {}
		found = frappe.db.sql(
			f"""select `{field}`, `name` from `tabService Equipment`
			where `{field}` in %s and `status` not in %s""",
			(tuple(wanted), GONE),
		)
		return {wanted[value]: name for value, name in found if value in wanted}

	def needs(self, rows: Sequence[dict]) -> Needs:
		return Needs(locations={row["delivery_id"] for row in rows})

	def becomes(self, row: dict, known: Known) -> Sequence[Effect]:
		return devices.becomes(row, known)
