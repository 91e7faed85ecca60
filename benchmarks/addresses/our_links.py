"""The linking under test, as the benchmark calls it."""

from pathlib import Path

from gigafibre_fsm.domain.addresses.index import AddressIndex
from gigafibre_fsm.domain.addresses.link import link
from gigafibre_fsm.domain.addresses.link_types import Drop


def drop_of(line: dict) -> Drop:
	place = [float(line[name]) if line[name] else None for name in ("latitude", "longitude")]
	return Drop(
		civic_number=line["terrain"] or None,
		street=line["rue"] or None,
		city=line["ville"] or None,
		postal_code=line["zip"] or None,
		latitude=place[0],
		longitude=place[1],
	)


def our_links(index: Path, drops: list[dict]) -> dict[str, str]:
	opened = AddressIndex.open(index)
	found = {line["id"]: link(opened, drop_of(line)).address_id for line in drops}
	return {drop: address for drop, address in found.items() if address}
