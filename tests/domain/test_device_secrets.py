"""Whom secrets are told to, and which accounts a device registers."""

import pytest

from gigafibre_fsm.domain.devices.entitlement import EVERYTHING, Entitlement, entitlement
from gigafibre_fsm.domain.devices.telephone import Account, PhoneLine, sip_lines


@pytest.mark.parametrize(
	("device", "place", "service", "expected"),
	[
		("Actif", "Active", None, EVERYTHING),
		("En inventaire", "Pending Install", None, EVERYTHING),
		("En inventaire", "Active", "Pending", EVERYTHING),
		("Actif", None, "Active", EVERYTHING),
		("Actif", "Suspended", "Suspended", Entitlement(False, True, "Service Suspended")),
		("Actif", "Closed", "Active", Entitlement(False, False, "Service Closed")),
		("Actif", None, "Cancelled", Entitlement(False, False, "Service Closed")),
		("En inventaire", None, None, Entitlement(False, False, "No Location")),
		("Défectueux", "Active", None, Entitlement(False, False, "Not In Use")),
		("Retourné", "Active", None, Entitlement(False, False, "Not In Use")),
		("Perdu", "Active", None, Entitlement(False, False, "Not In Use")),
	],
)
def test_a_serial_alone_opens_nothing(device, place, service, expected):
	assert entitlement(device, place, service) == expected


def line(username: str | None = "u1", **changes) -> PhoneLine:
	values = {"did": "4502722408", "password": "of the line", "domain": None, "status": "Active"}
	return PhoneLine(username=username, **{**values, **changes})


def shown(lines) -> list[tuple]:
	return [(one.line, one.did, one.username, one.password, one.domain, one.enabled) for one in lines]


def test_an_account_and_its_line_are_one_and_the_line_has_the_last_word():
	found = sip_lines([Account(2, "u1", "of the device")], [line(domain="sip.a")], "sip.b")
	assert shown(found) == [(2, "4502722408", "u1", "of the line", "sip.a", True)]


def test_the_devices_secret_stands_in_where_the_line_has_none():
	found = sip_lines([Account(1, "u1", "of the device")], [line(password=None)], "sip.b")
	assert shown(found) == [(1, "4502722408", "u1", "of the device", "sip.b", True)]


def test_lines_that_the_device_does_not_hold_take_the_free_ports():
	found = sip_lines([Account(2, "u2", "p2")], [line("u1", did="1"), line("u3", did="3")], "d")
	assert shown(found) == [
		(1, "1", "u1", "of the line", "d", True),
		(2, None, "u2", "p2", "d", True),
		(3, "3", "u3", "of the line", "d", True),
	]


def test_an_account_of_a_cancelled_line_is_switched_off_without_its_secret():
	found = sip_lines([Account(1, "u1", "of the device")], [line(status="Cancelled")], "d")
	assert shown(found) == [(1, "4502722408", "u1", None, "d", False)]


def test_a_cancelled_line_alone_is_not_told():
	assert sip_lines([], [line(status="Cancelled")], "d") == ()


def test_of_a_cancelled_and_a_live_line_of_one_user_the_live_one_counts():
	lines = [line(did="2"), line(did="1", status="Cancelled")]
	for order in (lines, lines[::-1]):
		assert shown(sip_lines([], order, "d")) == [(1, "2", "u1", "of the line", "d", True)]


def test_a_suspended_line_still_reaches_911():
	assert sip_lines([], [line(status="Suspended")], "d")[0].enabled


def test_an_account_that_is_switched_off_stays_so():
	found = sip_lines([Account(1, "u1", "p", enabled=False)], [line()], "d")
	assert shown(found) == [(1, "4502722408", "u1", None, "d", False)]


def test_a_line_without_a_user_waits():
	assert sip_lines([], [line(None)], "d") == ()


def test_secrets_do_not_show_in_a_traceback():
	[found] = sip_lines([Account(1, "u1", "hidden")], [], None)
	assert "hidden" not in repr(found) + repr(Account(1, "u", "hidden")) + repr(line(password="hidden"))
