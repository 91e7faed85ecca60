"""A device: an ONT, a router, a TV box, a telephone adapter."""

from gigafibre_fsm.domain.identifiers import canonical_mac, canonical_serial, is_gpon_serial
from gigafibre_fsm.domain.legacy import ids, text
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Record

ONT, OTHER = "ONT", "Autre"
KINDS = {"onu": ONT, "ont": ONT, "router": "Routeur", "stb": "Décodeur TV", "ata": "Téléphone IP"}
STOCK, IN_SERVICE = "En inventaire", "Actif"
# Places where a device is in use; elsewhere it is set aside, or nobody knows.
SERVED = ("Active", "Suspended")
# Typed where nobody knew the serial.
NO_SERIAL = frozenset(
	("N/A", "NA", "NONE", "NULL", "AUCUN", "AUCUNE", "INCONNU", "UNKNOWN", "TBD", "TEST", "?")
)


def becomes(row: dict, known: Known) -> list[Record]:
	device_id = ids.fits(row["id"])
	place = known.location(row["delivery_id"]) or {}
	number, address = serial(row["sn"]), mac(row["mac"])
	kind = KINDS.get((text.clean(row["category"]) or "").lower(), OTHER)
	values = {
		"legacy_device_id": device_id,
		"equipment_type": kind,
		"serial_number": number,
		"mac_address": address,
		"gpon_serial": number if kind == ONT and is_gpon_serial(number) else None,
		"brand": text.plain(row["manufacturier"]),
		"model": text.plain(row["model"]),
		"status": IN_SERVICE if place.get("status") in SERVED else STOCK,
		"service_location": place.get("name"),
		"customer": place.get("customer"),
		"customer_name": place.get("customer_name"),
		"creation": known.now,
	}
	unread = None if address or _says_nothing(row["mac"]) else text.clean(row["mac"])
	if not unread:
		return [Record("Service Equipment", values)]
	return [Record("Service Equipment", {**values, "scanned_code": unread}, (f"unreadable mac: {unread}",))]


def serial(value: str | None) -> str | None:
	found = canonical_serial(text.clean(value))
	return None if not found or found in NO_SERIAL or len(set(found)) == 1 else found


def mac(value: str | None) -> str | None:
	"""None also for what cannot be read."""
	try:
		found = canonical_mac(text.clean(value))
	except ValueError:
		return None
	return None if not found or len(set(found)) == 1 else found


def identities(row: dict) -> list[tuple[str, str]]:
	"""What only one device may carry."""
	pairs = (("serial_number", serial(row["sn"])), ("mac_address", mac(row["mac"])))
	return [(field, value) for field, value in pairs if value]


def _says_nothing(value: str | None) -> bool:
	bare = "".join(letter for letter in (value or "").upper() if letter.isalnum())
	return len(set(bare)) < 2 or bare in NO_SERIAL or (value or "").strip().upper() in NO_SERIAL
