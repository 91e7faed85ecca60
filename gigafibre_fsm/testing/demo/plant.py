"""Streets, addresses, two OLTs and a drop at two addresses out of three in the served municipalities."""

import frappe
from frappe.utils import add_days, today

from gigafibre_fsm.domain.addresses.link_types import Reason
from gigafibre_fsm.fibre_plant.services.link_reasons import TEXTS
from gigafibre_fsm.testing.demo import rows
from gigafibre_fsm.testing.demo.addresses import Address, all_addresses
from gigafibre_fsm.testing.demo.stories import STORIES

OLTS = (
	{"ip": "10.20.1.2", "olt_name": "VDB-01", "location": "Val-des-Bouleaux", "line_profile_vlan": 40},
	{"ip": "10.20.2.2", "olt_name": "SPL-01", "location": "Sainte-Philomène-du-Lac", "line_profile_vlan": 41},
)
DROPS_PER_OLT = 62
# What the drops along a street are, again and again. A customer's own drop follows the customer's story.
PATTERN = ("connected", "available", "connected", "available", "no_box", "connected", "available", "held")
FIRST_LEGACY_ID = 41001
CUSTOMERS_DROPS = {story.fibre_id for story in STORIES}
PLANNED = (
	("Saint-Célestin-des-Monts", "Under Construction", 120),
	("Saint-Ludger-de-la-Pointe", "Planned", 400),
	("Notre-Dame-des-Castors", "Planned", None),
)


def load() -> None:
	addresses = all_addresses()
	_load_streets(addresses)
	for address in addresses:
		_load_address(address)
	for index, olt in enumerate(OLTS):
		rows.ensure("OLT", {"ip": olt["ip"]}, **olt, model="MA5800-X7")
		_load_drops(addresses, olt, FIRST_LEGACY_ID + index * DROPS_PER_OLT)
	_load_planned()


def _load_streets(addresses: list[Address]) -> None:
	counts: dict[tuple, int] = {}
	for address in addresses:
		key = (address.street, address.municipality)
		counts[key] = counts.get(key, 0) + 1
	for (street, municipality), count in counts.items():
		rows.ensure("Street", {"street": street, "municipality": municipality}, address_count=count)


def _load_address(address: Address) -> None:
	if frappe.db.exists("Civic Address", address.address_id):
		return
	rows.make(
		"Civic Address",
		name=address.address_id,
		street=rows.find("Street", {"street": address.street, "municipality": address.municipality}),
		civic_number=address.civic_number,
		civic_suffix=address.civic_suffix,
		unit=address.unit,
		postal_code=address.postal_code,
		latitude=address.latitude,
		longitude=address.longitude,
	)


def _load_drops(addresses: list[Address], olt: dict, first_legacy_id: int) -> None:
	near = [address for address in addresses if address.municipality == olt["location"]]
	served = [address for index, address in enumerate(near) if index % 3 != 2][:DROPS_PER_OLT]
	for index, address in enumerate(served):
		_load_drop(address, olt["ip"], index, first_legacy_id + index)


def _load_drop(address: Address, olt: str, index: int, legacy_id: int) -> None:
	kind = "available" if legacy_id in CUSTOMERS_DROPS else PATTERN[index % len(PATTERN)]
	rows.ensure(
		"Fibre Drop",
		{"legacy_fibre_id": legacy_id},
		olt=olt,
		**_position(index),
		**_place(address, index),
		box_installed=int(kind != "no_box"),
		ont_serial=f"TPLG{legacy_id:08X}" if kind == "connected" else None,
		reserved_note="Vente en cours, le client rappelle vendredi" if kind == "held" else None,
		max_speed=500 if index % 9 == 8 else 1500,
		pricing_zone=frappe.db.get_value("Pricing Zone", {"is_default": 1}),
		line_profile="102",
		service_profile="10",
	)


def _position(index: int) -> dict:
	return {"frame": 0, "slot": 1 + index // 32, "port": index // 4 % 8, "ont_id": index % 4}


def _place(address: Address, index: int) -> dict:
	"""One drop in fifteen is written as the old system wrote it, and waits for a person to link it."""
	unlinked = index % 15 == 14
	written = {
		"civic_number": str(address.civic_number),
		"civic_suffix": address.civic_suffix,
		"unit": address.unit,
		"street": address.street,
		"city": address.municipality,
		"postal_code": address.postal_code,
		"latitude": address.latitude,
		"longitude": address.longitude,
		"raw_address": f"{old_spelling(address.line)} {address.municipality.upper()}",
	}
	if unlinked:
		return {**written, **_doubtful(written, index // 15), "match_method": "None", "match_score": 0.41}
	link = {"civic_address": address.address_id, "match_method": "Exact", "match_score": 1.0}
	return {**written, **link, "match_reason": TEXTS[Reason.SAME]}


def _doubtful(written: dict, number: int) -> dict:
	"""What no rule may guess."""
	street = old_spelling(written["street"])
	another_type = f"AV {street.split(maxsplit=1)[1]}"
	no_such_number = str(int(written["civic_number"]) + 1)
	reason, differs = (
		(Reason.NUMBER_UNKNOWN, {"civic_number": no_such_number, "street": street}),
		(Reason.NO_NUMBER, {"civic_number": "", "street": street, "latitude": 0, "longitude": 0}),
		(Reason.UNLIKE, {"street": another_type, "postal_code": ""}),
		(Reason.SUFFIX_DIFFERS, {"civic_suffix": "C", "street": street}),
	)[number % 4]
	doubt = {**written, **differs}
	door = f"{doubt['civic_number']}{doubt['civic_suffix']} {doubt['street']}".strip()
	return {**doubt, "raw_address": f"{door} {written['city'].upper()}", "match_reason": TEXTS[reason]}


def old_spelling(text: str) -> str:
	"""Upper case, and the abbreviations of the old system."""
	for long, short in (
		("Chemin", "CH."),
		("Rang", "RG"),
		("Montée", "MTÉE"),
		("Boulevard", "BOUL"),
		("Sainte-", "STE-"),
	):
		text = text.replace(long, short)
	return text.replace("Saint-", "ST-").upper()


def _load_planned() -> None:
	for municipality, phase, days in PLANNED:
		rows.ensure(
			"Planned Municipality",
			{"municipality": municipality},
			phase=phase,
			expected_on=add_days(today(), days) if days else None,
			notify_role="FSM Agent",
		)
