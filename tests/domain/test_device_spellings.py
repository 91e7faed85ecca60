import pytest

from gigafibre_fsm.domain.devices.spellings import spellings


def test_a_gpon_serial_in_every_way_that_it_is_printed():
	assert spellings(["TPLG0EB23F9B"]) == (
		"TPLG0EB23F9B",
		"54504C470EB23F9B",
		"TPLG-0EB23F9B",
		"54504c470eb23f9b",
		"tplg0eb23f9b",
	)


def test_a_mac_address_in_every_way_that_it_is_printed():
	assert spellings(["403F8CAABBCC"]) == (
		"403F8CAABBCC",
		"40:3F:8C:AA:BB:CC",
		"40-3F-8C-AA-BB-CC",
		"40:3f:8c:aa:bb:cc",
		"40-3f-8c-aa-bb-cc",
		"403f8caabbcc",
	)


def test_what_the_device_calls_itself_comes_first_and_nothing_twice():
	found = spellings(["SN00000001", None, "", "RCMG19E0ABCD", "RCMG19E0ABCD"])
	assert found[:2] == ("SN00000001", "RCMG19E0ABCD")
	assert len(found) == len(set(found))


def test_an_underscore_is_a_part_of_a_serial():
	assert spellings(["S_12345678"]) == ("S_12345678", "s_12345678")


@pytest.mark.parametrize("pattern", ["/.*/", "*", "RCMG*", "abc", '"}, {"$ne": "', "A" * 65, "é" * 8])
def test_what_a_server_would_read_as_a_pattern_is_no_serial(pattern):
	assert spellings([pattern]) == ()
