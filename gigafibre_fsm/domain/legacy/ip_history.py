"""`ip_history`: the IP addresses that a service location has had."""

import re
from ipaddress import ip_address

from gigafibre_fsm.domain.legacy import ids, times
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import ChildRow, Reason, Rejected
from gigafibre_fsm.domain.legacy.references import needed_location

_PART = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_IPV4 = re.compile(rf"(?:{_PART}\.){{3}}{_PART}")


def becomes(row: dict, known: Known) -> list[ChildRow]:
	location = needed_location(row, known)
	subscription = known.subscription(row["service_id"])
	values = {
		"legacy_ip_history_id": ids.fits(row["id"]),
		"ip": _address(row["ip"]),
		"assigned_on": times.moment(row["date"], known.now),
		"subscription": subscription["name"] if subscription else None,
	}
	return [
		ChildRow("IP Assignment", "Service Location", location["name"], "ip_history", values, "assigned_on")
	]


def _address(written: str | None) -> str:
	address = (written or "").strip()
	if _IPV4.fullmatch(address):
		return address
	try:
		return ip_address(address).compressed
	except ValueError:
		raise Rejected(Reason.INVALID_IP, "ip") from None
