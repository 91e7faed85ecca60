"""The table of pairs: what a clerk says of two spellings."""

from collections import Counter

import pytest

from gigafibre_fsm.domain.emergency.comparing import compare
from gigafibre_fsm.domain.emergency.findings import Part, Verdict
from tests.domain.emergency.pairs import Pair, all_pairs

PAIRS = all_pairs()


def test_the_table_is_large_and_has_every_answer_and_part():
	assert len({pair.text for pair in PAIRS}) == len(PAIRS) >= 300
	assert set(Counter(pair.verdict for pair in PAIRS)) == set(map(str, Verdict))
	assert {part for pair in PAIRS for part in pair.parts} == set(map(str, Part))


@pytest.mark.parametrize("pair", PAIRS, ids=[pair.text for pair in PAIRS])
def test_a_pair(pair: Pair):
	found = compare(pair.one, pair.other)
	assert (found.verdict, sorted(found.parts)) == (pair.verdict, sorted(pair.parts)), found.differences


@pytest.mark.parametrize("pair", PAIRS, ids=[pair.text for pair in PAIRS])
def test_a_pair_the_other_way_round(pair: Pair):
	there, back = compare(pair.one, pair.other), compare(pair.other, pair.one)
	assert (there.verdict, there.parts) == (back.verdict, back.parts)
