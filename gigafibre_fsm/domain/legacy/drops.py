"""A fibre drop: the port it hangs on, its address, and whose service runs over it."""

from gigafibre_fsm.domain.identifiers import canonical_postal_code
from gigafibre_fsm.domain.legacy import devices, ids, places, text
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import OWN, Change, Effect, Record
from gigafibre_fsm.domain.legacy.products import profile

RESERVED = "RESERVED"
TITLE_LENGTH = 140
POSITION = ("frame", "slot", "port", "ontid")


def becomes(row: dict, known: Known) -> list[Effect]:
	fibre_id = ids.fits(row["id"])
	drop = {
		"legacy_fibre_id": fibre_id,
		**_place(row),
		**_plug(row),
		**_held(row["sn"]),
		**_profiles(row, known),
		"box_installed": int(not row["boitier_pas_install"]),
		"max_speed": max(row["max_speed"] or 0, 0),
		"pricing_zone": zone(row),
		"creation": known.now,
	}
	return [Record("Fibre Drop", drop), *_named_by(drop, known), *_served(row, drop, known)]


def position(row: dict) -> tuple | None:
	"""Where only one drop can hang; None where the old system did not know all of it."""
	place = tuple(row[field] for field in POSITION)
	address = olt(row)
	return (address, *place) if address and None not in place else None


def olt(row: dict) -> str | None:
	return text.clean(row["info_connect"])


def zone(row: dict) -> str | None:
	return text.clean(row["zone_tarifaire"])


def serial(value: str | None) -> str | None:
	return None if _is_reserved(value) else devices.serial(value)


def _is_reserved(value: str | None) -> bool:
	return (value or "").strip().upper().startswith(RESERVED)


def _held(value: str | None) -> dict:
	"""A hold without an order: its note says for whom."""
	return {"ont_serial": serial(value), "reserved_note": text.clean(value) if _is_reserved(value) else None}


def _place(row: dict) -> dict:
	number, suffix = places.civic(row["terrain"])
	street, city = text.plain(row["rue"]), text.plain(row["ville"])
	door = " ".join(part for part in (text.clean(row["terrain"]), street) if part)
	return {
		"civic_number": number,
		"civic_suffix": suffix,
		"street": street,
		"city": city,
		"postal_code": canonical_postal_code(text.clean(row["zip"])),
		"raw_address": ", ".join(part for part in (door, city) if part)[:TITLE_LENGTH] or None,
		"latitude": places.degrees(row["latitude"], 90),
		"longitude": places.degrees(row["longitude"], 180),
	}


def _plug(row: dict) -> dict:
	frame, slot, port, ont_id = (row[field] or 0 for field in POSITION)
	return {
		"olt": olt(row) if position(row) else None,
		"frame": frame,
		"slot": slot,
		"port": port,
		"ont_id": ont_id,
	}


def _profiles(row: dict, known: Known) -> dict:
	return {
		"line_profile": profile(row["lineprofile_id"], known.extra["line_profiles"]),
		"service_profile": profile(row["serviceprofile_id"], known.extra["service_profiles"]),
	}


def _named_by(drop: dict, known: Known) -> list[Record]:
	"""An OLT and a zone are only mentioned in the old system: the first drop brings them along."""
	address, code, records = drop["olt"], drop["pricing_zone"], []
	if address and address not in known.olts:
		vlan = known.extra["vlans"].get(address) or 0
		records.append(_document("OLT", address, known, ip=address, olt_name=address, line_profile_vlan=vlan))
	if code and code.lower() not in known.extra["zones"]:
		prices = known.extra["zone_price_list"]
		records.append(_document("Pricing Zone", code, known, code=code, title=code, price_list=prices))
	return records


def _document(doctype: str, name: str, known: Known, **values) -> Record:
	return Record(doctype, {"name": name, **values, "creation": known.now})


def _served(row: dict, drop: dict, known: Known) -> list[Change]:
	"""The port onto the place of the service, and onto the ONT at its end."""
	service = known.subscription(row["service_id"])
	place = known.extra["places"].get(service["service_location"]) if service else None
	plug = _plug_seen(drop, known)
	changes = []
	if place and (drop["ont_serial"] or place["fibre_id"] in (0, None, row["id"])):
		at = {"fibre_drop": OWN, "fibre_id": row["id"], **plug}
		changes.append(Change("Service Location", place["name"], at))
	if ont := _ont(service, drop, known):
		profiles = {f"fibre_{field}": drop[field] for field in ("line_profile", "service_profile")}
		changes.append(Change("Service Equipment", ont, {**plug, **profiles}))
	return changes


def _plug_seen(drop: dict, known: Known) -> dict:
	"""As it is told where an OLT is not a link."""
	address = drop["olt"]
	return {
		"olt_name": known.olts.get(address, {}).get("olt_name") or address,
		"olt_ip": address,
		"olt_frame": drop["frame"],
		"olt_slot": drop["slot"],
		"olt_port": drop["port"],
		"ont_id": drop["ont_id"],
	}


def _ont(service: dict | None, drop: dict, known: Known) -> str | None:
	"""The one with the drop's serial; else the one of the service."""
	found = known.equipment_by_serial.get(drop["ont_serial"])
	if found:
		return found["name"]
	return known.extra["onts"].get(service["name"]) if service and drop["ont_serial"] else None
