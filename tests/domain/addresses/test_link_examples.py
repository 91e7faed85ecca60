"""The examples of docs/linking.md."""

from pathlib import Path

import pytest

from gigafibre_fsm.domain.addresses.link import link
from gigafibre_fsm.domain.addresses.link_types import Drop
from gigafibre_fsm.domain.addresses.record import label

PAGE = Path(__file__).parents[3] / "docs" / "linking.md"
LINES = PAGE.read_text(encoding="utf-8").split("## Worked examples")[1].splitlines()
EXAMPLES = [
	[cell.strip().strip("`") for cell in line.strip("|").split("|")][:9]
	for line in LINES
	if line.startswith("|")
][2:]


def test_the_page_has_examples():
	assert len(EXAMPLES) > 30


@pytest.mark.parametrize(
	("number", "street", "city", "postal", "point", "address", "method", "reason", "score"), EXAMPLES
)
def test_the_page_says_what_happens(
	index, number, street, city, postal, point, address, method, reason, score
):
	latitude, longitude = map(float, point.split()) if point else (None, None)
	drop = Drop(number, None, None, street, city, postal, None, latitude, longitude)
	found = link(index, drop, candidates=8)
	linked = [label(one.address) for one in found.candidates if one.address.address_id == found.address_id]
	assert linked == ([] if address == "—" else [address])
	assert (found.method, found.reason, f"{found.score:.2f}") == (method, reason, score)
