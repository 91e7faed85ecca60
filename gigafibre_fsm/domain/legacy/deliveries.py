"""A place where service is delivered."""

from gigafibre_fsm.domain.identifiers import canonical_postal_code
from gigafibre_fsm.domain.legacy import ids, places, reach, text, times
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Change, Effect, Record
from gigafibre_fsm.domain.legacy.places import Place

LINE_LENGTH = NAME_LENGTH = 140
ACTIVE, SUSPENDED, CLOSED = "Active", "Suspended", "Closed"
STATUSES = {0: CLOSED, 1: ACTIVE, 2: CLOSED, 3: "Pending Install"}
COUNTRY = "Canada"


def becomes(row: dict, known: Known) -> list[Effect]:
	delivery_id = ids.fits(row["id"])
	customer = known.customer(row["account_id"])
	contact, warnings = _contact(row)
	values = {
		"legacy_delivery_id": delivery_id,
		"customer": customer["name"],
		"customer_name": customer["customer_name"],
		"location_name": text.plain(row["name"]),
		"status": status(row["status"], delivery_id in known.extra["suspended"]),
		**_address(row, delivery_id),
		**contact,
		"creation": times.moment(row["date_orig"], known.now) or known.now,
	}
	if row["status"] not in STATUSES:
		warnings += (f"unknown status, taken for {CLOSED}: {row['status']}",)
	return [Record("Service Location", values, warnings), *_moved(delivery_id, customer, known)]


def _moved(delivery_id: int, customer: dict, known: Known) -> list[Change]:
	"""What stands at a place that another customer has now goes with it."""
	before = known.location(delivery_id)
	if not before or before["customer"] == customer["name"]:
		return []
	owner = {"customer": customer["name"], "customer_name": customer["customer_name"]}
	return [Change(doctype, name, owner) for doctype, name in known.extra["at_place"].get(before["name"], ())]


def status(number: int, is_suspended: bool) -> str:
	"""The old system suspends services; here a place decides what its devices may have."""
	found = STATUSES.get(number, CLOSED)
	return SUSPENDED if found == ACTIVE and is_suspended else found


def _address(row: dict, delivery_id: int) -> dict:
	place = places.read(row["address1"], row["address2"]) or Place(f"#{delivery_id}")
	return {
		"address_line": text.fits(place.line, LINE_LENGTH, "address1, address2"),
		"civic_number": place.civic_number,
		"civic_suffix": place.civic_suffix,
		"unit": place.unit,
		"street": place.street,
		"city": text.plain(row["city"]),
		"province": places.province(row["state"]),
		"postal_code": canonical_postal_code(text.clean(row["zip"])),
		"country": COUNTRY,
		"latitude": places.degrees(row["latitude"], 90),
		"longitude": places.degrees(row["longitude"], 180),
	}


def _contact(row: dict) -> tuple[dict, tuple[str, ...]]:
	"""There is one field for a number: the others, and what is no number, stand beside the name."""
	name, tel = text.plain(row["contact"]), reach.phones(row["tel"])
	beside = tel.unread or ", ".join(tel.found[1:])
	called = ", ".join(part for part in (name, beside) if part)
	phone = tel.found[0] if tel.found else None
	fields = {"contact_name": text.fits(called, NAME_LENGTH, "contact, tel") or None, "contact_phone": phone}
	return fields, (f"unreadable tel: {tel.unread}",) if tel.unread else ()
