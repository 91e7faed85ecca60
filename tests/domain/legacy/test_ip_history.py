"""What `ip_history` becomes."""

from datetime import datetime

import pytest

from gigafibre_fsm.domain.legacy import ip_history
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import ChildRow, Reason, Rejected

KNOWN = Known(
	datetime(2026, 11, 21, 12),
	customers={12: {"name": "C-12"}},
	locations={3: {"name": "LOC-000003"}},
	subscriptions={8: {"name": "SUB-000008"}},
)
ROW = {
	"id": 5,
	"account_id": 12,
	"delivery_id": 3,
	"service_id": 8,
	"ip": "10.20.30.40",
	"date": 1772461800,
}


def becomes(**changed) -> ChildRow:
	[row] = ip_history.becomes({**ROW, **changed}, KNOWN)
	return row


def test_a_row_as_it_should_be():
	values = {
		"legacy_ip_history_id": 5,
		"ip": "10.20.30.40",
		"assigned_on": datetime(2026, 3, 2, 9, 30),
		"subscription": "SUB-000008",
	}
	assert becomes() == ChildRow(
		"IP Assignment", "Service Location", "LOC-000003", "ip_history", values, "assigned_on"
	)


@pytest.mark.parametrize(
	("written", "address"),
	[
		(" 10.0.0.1 ", "10.0.0.1"),
		("0.0.0.0", "0.0.0.0"),
		("255.255.255.255", "255.255.255.255"),
		("2001:DB8:0:0::1", "2001:db8::1"),
	],
)
def test_addresses(written, address):
	assert becomes(ip=written).values["ip"] == address


@pytest.mark.parametrize("written", ["", None, "10.0.0", "10.0.0.256", "10.0.0.1.5", "dhcp", "10.0.0.1/24"])
def test_what_is_no_address_is_refused(written):
	with pytest.raises(Rejected) as caught:
		becomes(ip=written)
	assert caught.value.reason == Reason.INVALID_IP


@pytest.mark.parametrize(
	("changed", "reason"),
	[
		({"delivery_id": 4}, Reason.UNKNOWN_DELIVERY),
		({"delivery_id": None}, Reason.UNKNOWN_DELIVERY),
		({"account_id": 13}, Reason.UNKNOWN_ACCOUNT),
		({"id": 2**31}, Reason.ID_OUT_OF_RANGE),
	],
)
def test_refused_for_what_it_refers_to(changed, reason):
	with pytest.raises(Rejected) as caught:
		becomes(**changed)
	assert caught.value.reason == reason


@pytest.mark.parametrize("changed", [{"account_id": None}, {"account_id": 0}])
def test_the_location_is_enough(changed):
	assert becomes(**changed).parent == "LOC-000003"


def test_a_service_that_is_not_known_and_an_unbelievable_time_are_left_empty():
	values = becomes(service_id=9, date=5).values
	assert (values["subscription"], values["assigned_on"]) == (None, None)
