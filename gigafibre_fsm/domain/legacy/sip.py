"""`genieacs.voip`: the SIP accounts of an ONT. The first is the device's own, further ones are rows of its lines."""

from gigafibre_fsm.domain.identifiers import canonical_serial
from gigafibre_fsm.domain.legacy import text
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Change, ChildRow, Reason, Rejected
from gigafibre_fsm.domain.legacy.passwords import password, refused

OWN_LINE = 1
OFF = "the account was switched off: line 1"


def becomes(row: dict, known: Known) -> list[Change | ChildRow]:
	serial, instance = identity(row)
	if instance < OWN_LINE:
		raise Rejected(Reason.UNKNOWN_INSTANCE, f"instance {instance}")
	device = known.equipment_by_serial.get(serial or "")
	if not device:
		raise Rejected(Reason.UNKNOWN_DEVICE, f"serial {serial or '-'}")
	username = text.clean(row["username"])
	if not username:
		raise Rejected(Reason.INCOMPLETE, "username")
	account = {"sip_username": username, "sip_password": password(row["password"])}
	if instance == OWN_LINE:
		return [_own(account, device, row)]
	values = {**account, "line": instance, "enabled": int(bool(row["enable"]))}
	return [ChildRow("Equipment SIP Line", "Service Equipment", device["name"], "sip_lines", values, "line")]


def identity(row: dict) -> tuple[str | None, int]:
	return canonical_serial(text.clean(row["serial"])), row["instance"]


def _own(account: dict, device: dict, row: dict) -> Change:
	warnings = (*(() if row["enable"] else (OFF,)), *refused(row, "password"))
	return Change("Service Equipment", device["name"], {**account, "sip_line": OWN_LINE}, warnings)
