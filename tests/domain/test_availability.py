import pytest

from gigafibre_fsm.domain.availability import Drop, best, serving, unit_key


def names(drops):
	return [drop.name for drop in drops]


def test_a_building_is_answered_by_all_of_its_drops():
	drops = [
		Drop("1", "connected", linked_unit="1"),
		Drop("2", "available", own_unit="2"),
		Drop("3", "no_box"),
	]
	assert names(serving(drops, None)) == ["1", "2", "3"]


@pytest.mark.parametrize(
	("unit", "found"),
	[("1", ["linked"]), ("app. 02", ["noted"]), ("3", ["shared"])],
)
def test_a_unit_is_answered_by_its_own_drop_else_by_those_of_the_building(unit, found):
	drops = [
		Drop("linked", "connected", linked_unit="1"),
		Drop("noted", "connected", own_unit="APP 2"),
		Drop("shared", "available"),
	]
	assert names(serving(drops, unit)) == found


def test_the_drop_of_another_unit_serves_nobody_else():
	assert serving([Drop("1", "available", linked_unit="1"), Drop("2", "available", own_unit="2")], "3") == []


def test_the_link_says_more_than_the_note():
	assert serving([Drop("1", "available", linked_unit="1", own_unit="2")], "2") == []


@pytest.mark.parametrize(
	("states", "found"),
	[
		(["connected", "available", "no_box"], "available"),
		(["connected", "reserved", "no_box"], "no_box"),
		(["connected", "reserved"], "reserved"),
		(["connected"], "connected"),
	],
)
def test_the_best_drop_is_the_one_nearest_to_a_service(states, found):
	assert best([Drop(str(n), state) for n, state in enumerate(states)]).state == found


def test_of_free_drops_the_fastest_then_the_first():
	drops = [Drop("3", "available", max_speed=500), Drop("2", "available", max_speed=1500)]
	assert best(drops).name == "2"
	assert best([*drops, Drop("1", "available", max_speed=1500)]).name == "1"


def test_no_drop_is_no_answer():
	assert best([]) is None


@pytest.mark.parametrize(
	("typed", "key"),
	[
		("App. 02", "2"),
		("#2", "2"),
		("unité 12-B", "12B"),
		("", ""),
		(None, ""),
		("0", "0"),
		("Bureau A", "A"),
	],
)
def test_units_are_compared_however_they_are_written(typed, key):
	assert unit_key(typed) == key
