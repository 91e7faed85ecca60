"""The examples of docs/emergency-addresses.md."""

from pathlib import Path

import pytest

from gigafibre_fsm.domain.emergency.comparing import compare
from tests.domain.emergency.pairs import written

PAGE = Path(__file__).parents[3] / "docs" / "emergency-addresses.md"
LINES = PAGE.read_text(encoding="utf-8").split("## Worked examples")[1].splitlines()
EXAMPLES = [
	[cell.strip() for cell in line.strip("|").split("|")][:4] for line in LINES if line.startswith("|")
][2:]


def test_the_page_has_examples():
	assert len(EXAMPLES) > 15


@pytest.mark.parametrize(("one", "other", "verdict", "parts"), EXAMPLES)
def test_the_page_says_what_happens(one, other, verdict, parts):
	found = compare(written(one), written(other))
	assert (found.verdict, ", ".join(found.parts)) == (verdict, parts)
