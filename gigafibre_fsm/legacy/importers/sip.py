from collections.abc import Sequence

import frappe

from gigafibre_fsm.domain.legacy import sip
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Effect
from gigafibre_fsm.legacy.engine.importer import ACS, Importer, Needs


class Sip(Importer):
	"""The newest row of a device's line."""

	line = table = "voip"
	columns = ("id", "serial", "instance", "username", "password", "enable", "updated")
	database = ACS
	order = "updated desc, id desc"
	# Further lines; the first one is a change of the device.
	doctype = "Equipment SIP Line"
	secrets = frozenset({"password"})

	def claim(self, row: dict) -> tuple[str, int] | None:
		serial, instance = sip.identity(row)
		return (serial, instance) if serial else None

	def existing(self, rows: Sequence[dict]) -> dict[int, str]:
		"""A device has each of its lines once, whoever wrote it."""
		wanted = {sip.identity(row): row["id"] for row in rows if row["instance"] != sip.OWN_LINE}
		serials = tuple({serial for serial, _instance in wanted if serial})
		if not serials:
			return {}
		found = frappe.db.sql(
			"""select device.`serial_number`, account.`line`, account.`name`
			from `tabEquipment SIP Line` account join `tabService Equipment` device on device.`name` = account.`parent`
			where account.`parenttype` = 'Service Equipment' and device.`serial_number` in %s""",
			(serials,),
		)
		return {wanted[serial, line]: name for serial, line, name in found if (serial, line) in wanted}

	def needs(self, rows: Sequence[dict]) -> Needs:
		return Needs(equipment_by_serial={sip.identity(row)[0] for row in rows})

	def becomes(self, row: dict, known: Known) -> Sequence[Effect]:
		return sip.becomes(row, known)
