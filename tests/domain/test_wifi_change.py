import pytest

from gigafibre_fsm.domain.devices import wifi_change
from gigafibre_fsm.domain.devices.wifi_change import Problem

SSID = ("Device.WiFi.SSID.1.SSID", "Roy", "xsd:string")
ENABLE = ("Device.WiFi.SSID.1.Enable", True, "xsd:boolean")
KEY = ("Device.WiFi.AccessPoint.1.Security.KeyPassphrase", "secret-1234", "xsd:string")


@pytest.mark.parametrize(
	("ssid", "password", "problem"),
	[
		("Roy", "12345678", None),
		("é" * 16, "x" * 63, None),
		("", "12345678", Problem.NO_NAME),
		("é" * 17, "12345678", Problem.LONG_NAME),
		("a" * 33, "12345678", Problem.LONG_NAME),
		("a\x00b", "12345678", Problem.NAME_CHARACTERS),
		("Roy", "1234567", Problem.PASSWORD_LENGTH),
		("Roy", "x" * 64, Problem.PASSWORD_LENGTH),
		("Roy", "mot de passé", Problem.PASSWORD_CHARACTERS),
		("Roy", "1234\t5678", Problem.PASSWORD_CHARACTERS),
		("Roy", " 12345678", Problem.PASSWORD_SPACES),
		("Roy", "12345678 ", Problem.PASSWORD_SPACES),
		("Roy", "avec espaces", None),
	],
)
def test_what_may_be_asked_for(ssid, password, problem):
	assert wifi_change.problem(ssid, password) is problem


def test_a_password_that_reads_back_empty_is_taken_for_set():
	assert wifi_change.is_shown([SSID, ENABLE, KEY], {SSID[0]: "Roy", ENABLE[0]: "1", KEY[0]: ""})


@pytest.mark.parametrize("read", [{SSID[0]: "Old"}, {ENABLE[0]: "false"}, {SSID[0]: ""}])
def test_another_value_is_not_what_was_asked_for(read):
	shown = {SSID[0]: "Roy", ENABLE[0]: "true", KEY[0]: "", **read}
	assert not wifi_change.is_shown([SSID, ENABLE, KEY], shown)


def test_a_parameter_that_is_not_there_is_named():
	assert wifi_change.missing([SSID, KEY], {SSID[0]: "Roy"}) == KEY[0]
	assert wifi_change.missing([SSID, KEY], {SSID[0]: "Roy", KEY[0]: ""}) is None
