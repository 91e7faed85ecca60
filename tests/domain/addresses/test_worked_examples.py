"""The examples of docs/address-search.md."""

import re
from pathlib import Path

import pytest

from gigafibre_fsm.domain.addresses.record import label
from gigafibre_fsm.domain.addresses.search import search

PAGE = Path(__file__).parents[3] / "docs" / "address-search.md"
EXAMPLES = re.findall(
	r"^\| `(.+?)` \| (.+?) \| (\d\.\d\d) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE
)


def test_the_page_has_examples():
	assert len(EXAMPLES) > 10


@pytest.mark.parametrize(("typed", "first", "cost"), EXAMPLES)
def test_the_page_says_what_happens(source, typed, first, cost):
	hit = search(source, typed)[0]
	assert (label(hit.address), f"{hit.cost:.2f}") == (first, cost)
