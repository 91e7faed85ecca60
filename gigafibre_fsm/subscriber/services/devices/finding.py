"""A device by what it calls itself: any spelling of a serial, of the one it has on the ACS, or of a MAC address."""

from collections.abc import Sequence

import frappe

from gigafibre_fsm.domain.identifiers import canonical_mac, canonical_serial
from gigafibre_fsm.subscriber.doctype.service_equipment.status import GONE, Status

Row = frappe._dict
# Each side has its index, and the database takes all of them in one look.
IS_IT = """(device.serial_number = %(serial)s or device.mac_address = %(mac)s
	or device.gpon_serial = %(serial)s or device.cwmp_serial = %(serial)s)"""
WHOSE = ("name", "status", "service_location", "serial_number", "mac_address", "modified")
LIVE = ("is_online", "ip_address", "firmware", "last_seen", "model", "gpon_serial", "cwmp_serial")


def identities(spelled: str) -> dict[str, str | None]:
	return {"serial": canonical_serial(spelled), "mac": _mac(spelled)}


def _mac(spelled: str) -> str | None:
	try:
		return canonical_mac(spelled)
	except ValueError:
		return None


def best(rows: Sequence[Row], asked: dict) -> Row:
	"""A serial may be recorded again once its device is gone: the one in use, then the one that is somewhere."""
	return max(
		rows,
		key=lambda row: (
			row.status not in GONE,
			row.status != Status.DEFECTUEUX,
			bool(row.service_location),
			row.serial_number == asked["serial"],
			row.mac_address == asked["mac"],
			row.modified,
		),
	)


def told(device: Row) -> str | None:
	"""What a device is called in an answer: one of its own names, the label's first."""
	return device.serial_number or device.mac_address or device.gpon_serial or device.cwmp_serial


def find(spelled: str) -> Row | None:
	"""What is known of its life."""
	asked = identities(spelled)
	columns = ", ".join(f"device.{field}" for field in (*WHOSE, *LIVE))
	rows = frappe.db.sql(
		f"select {columns} from `tabService Equipment` as device where {IS_IT}", asked, as_dict=True
	)
	return best(rows, asked) if rows else None


def successor(device: Row) -> str | None:
	"""The other record that its serial means by now: it was given back or lost, and recorded again."""
	spelled = told(device)
	found = find(spelled) if spelled else None
	return found.name if found and found.name != device.name else None
