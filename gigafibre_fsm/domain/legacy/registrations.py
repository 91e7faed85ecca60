"""`phone_addr`: what the 911 provider holds of a number. Where no line has that number, it is an orphan: a cancelled line
that is still registered.
"""

from gigafibre_fsm.domain.addresses.text import fold
from gigafibre_fsm.domain.emergency import reading
from gigafibre_fsm.domain.emergency.comparing import compare
from gigafibre_fsm.domain.emergency.findings import Verdict, Written
from gigafibre_fsm.domain.identifiers import canonical_postal_code
from gigafibre_fsm.domain.legacy import ids, text
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Change, Reason, Record, Rejected
from gigafibre_fsm.domain.legacy.phone_lines import did

SYNCED, MISMATCH = "Synced", "Mismatch"
NOT_REGISTERED, DEREGISTERED = "Not Registered", "Deregistered"
CANCELLED = "Cancelled"
HOME = "QC"
_HOME = frozenset(("qc", "pq", "que", "quebec"))
LONGEST_INFO = 250
_CLASSES = {"1": "RES", "res": "RES", "r": "RES", "2": "BUS", "bus": "BUS", "b": "BUS"}
_NO = frozenset(("n", "no", "non", "0"))
_SAID = {Verdict.DIFFERENT: "911 address differs", Verdict.UNSURE: "911 address may differ"}
# Key of `known.extra`: address fields of the locations of this batch's lines.
PLACES = "places"
# And id of a row → the line that has its registration so far.
HELD = "held"


def becomes(row: dict, known: Known) -> list[Record | Change]:
	customer = known.customer(row["account_id"])
	number, legacy_id = did(row), ids.fits(row["id"])
	line, held = known.lines_by_did.get(number), known.extra[HELD].get(legacy_id)
	if not line:
		return [_orphan(row, number, customer, held)]
	change = _on_line(row, line, customer, known.extra[PLACES].get(line["service_location"]))
	return [change, *([_taken_off(held)] if held and held["name"] != line["name"] else [])]


def _on_line(row: dict, line: dict, customer: dict, place: dict | None) -> Change:
	if _is_ruled_here(line):
		return Change("VoIP Line", line["name"], {"legacy_phone_addr_id": row["id"]})
	values, warnings = _registered(row, customer)
	status, difference = _status(row, place)
	return Change("VoIP Line", line["name"], {**values, **status}, (*warnings, *difference))


def _orphan(row: dict, number: str, customer: dict, held: dict | None) -> Record:
	if held and held["status"] != CANCELLED:
		# The live line must not become the orphan.
		raise Rejected(Reason.UNKNOWN_NUMBER, f"{number}; before: {held['did']}")
	values, warnings = _registered(row, customer)
	owner = {
		"did": number,
		"customer": customer["name"],
		"customer_name": customer["customer_name"],
		"language": customer["language"],
	}
	status = {"status": CANCELLED, "e911_status": MISMATCH, "e911_synced": 0}
	return Record("VoIP Line", {**values, **owner, **status}, warnings)


def _taken_off(line: dict) -> Change:
	"""Its registration is another number's now."""
	status = DEREGISTERED if line["status"] == CANCELLED else NOT_REGISTERED
	return Change(
		"VoIP Line", line["name"], {"legacy_phone_addr_id": 0, "e911_status": status, "e911_synced": 0}
	)


def _is_ruled_here(line: dict) -> bool:
	"""Registered from this site: what the legacy database says of it is older."""
	return line["e911_status"] not in (None, "", NOT_REGISTERED) and not line["legacy_phone_addr_id"]


def _registered(row: dict, customer: dict) -> tuple[dict, tuple[str, ...]]:
	info = text.plain(row["info"])
	values = {
		"legacy_phone_addr_id": row["id"],
		**_door(row),
		"e911_street": text.clean(row["street_name"]),
		"e911_city": text.clean(row["city"]),
		"e911_state": _state(row["state"]),
		"e911_zip": canonical_postal_code(text.clean(row["zip"])),
		"e911_first_name": text.clean(row["first_name"]),
		"e911_last_name": text.clean(row["last_name"]),
		"e911_info": info and info[:LONGEST_INFO],
		"e911_cauca_code": text.clean(row["code_cauca"]),
		"e911_class": _class(row["class_service"], customer),
		"e911_enhanced": int((row["enhanced_capable"] or "").strip().lower() not in _NO),
	}
	cut = (f"911 information cut: {len(info)} characters",) if info and len(info) > LONGEST_INFO else ()
	return values, cut


def _door(row: dict) -> dict:
	"""`123A` and `2-123` in the field of the number have fields of their own here."""
	written, unit = text.clean(row["street_number"]), text.clean(row["apt"])
	door = reading.read(Written(civic_number=written)).doors[0]
	if not door.civic:
		return {"e911_civic_number": written, "e911_suffix": None, "e911_unit": unit}
	return {
		"e911_civic_number": str(door.civic),
		"e911_suffix": door.suffix or None,
		"e911_unit": unit or door.unit or None,
	}


def _state(value: str | None) -> str:
	written = text.clean(value)
	return HOME if not written or fold(written).strip() in _HOME else written


def _class(value: str | None, customer: dict) -> str:
	"""Codes of other classes say nothing about who lives there."""
	return _CLASSES.get((value or "").strip().lower()) or ("BUS" if customer["is_commercial"] else "RES")


def _status(row: dict, place: dict | None) -> tuple[dict, tuple[str, ...]]:
	"""Without a location there is nothing that it could be the same as."""
	if not place:
		return {"e911_status": MISMATCH, "e911_synced": 0}, ("911 address of a line without a location",)
	found = compare(_written(row), where(place))
	if found.verdict == Verdict.SAME:
		return {"e911_status": SYNCED, "e911_synced": 1}, ()
	return {"e911_status": MISMATCH, "e911_synced": 0}, (f"{_SAID[found.verdict]}: {', '.join(found.parts)}",)


def _written(row: dict) -> Written:
	number, unit, street, city, code = (
		text.clean(row[column]) for column in ("street_number", "apt", "street_name", "city", "zip")
	)
	return Written(number, None, unit, street, city, code)


def where(place: dict) -> Written:
	return Written(
		place["civic_number"],
		place["civic_suffix"],
		place["unit"],
		place["street"],
		place["city"],
		place["postal_code"],
		place["address_line"],
	)
