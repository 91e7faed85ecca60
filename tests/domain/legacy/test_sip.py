"""What `genieacs.voip` becomes."""

from datetime import datetime

import pytest

from gigafibre_fsm.domain.legacy import sip
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Change, ChildRow, Reason, Rejected

KNOWN = Known(datetime(2026, 11, 21, 12), equipment_by_serial={"RCMG1A2B3C4D": {"name": "EQP-000001"}})
ROW = {
	"id": 5,
	"serial": "rcmg-1a2b 3c4d",
	"instance": 1,
	"username": "4505550199",
	"password": "voip-1",
	"enable": 1,
}


def becomes(**changed) -> Change | ChildRow:
	[effect] = sip.becomes({**ROW, **changed}, KNOWN)
	return effect


def test_the_first_account_is_the_devices_own():
	values = {"sip_username": "4505550199", "sip_password": "voip-1", "sip_line": 1}
	assert becomes() == Change("Service Equipment", "EQP-000001", values)


@pytest.mark.parametrize(("enable", "enabled"), [(1, 1), (0, 0)])
def test_further_ones_are_rows(enable, enabled):
	values = {"line": 2, "sip_username": "4505550199", "sip_password": "voip-1", "enabled": enabled}
	row = becomes(instance=2, enable=enable)
	assert row == ChildRow(
		"Equipment SIP Line", "Service Equipment", "EQP-000001", "sip_lines", values, "line"
	)


def test_a_first_account_that_was_switched_off_is_told():
	assert becomes(enable=0).warnings == (sip.OFF,)


def test_no_password():
	assert becomes(password="").values["sip_password"] is None


@pytest.mark.parametrize(
	("changed", "reason"),
	[
		({"serial": "RCMG99999999"}, Reason.UNKNOWN_DEVICE),
		({"serial": " "}, Reason.UNKNOWN_DEVICE),
		({"instance": 0}, Reason.UNKNOWN_INSTANCE),
		({"username": ""}, Reason.INCOMPLETE),
		({"username": None}, Reason.INCOMPLETE),
	],
)
def test_refusals(changed, reason):
	with pytest.raises(Rejected) as refused:
		becomes(**changed)
	assert refused.value.reason == reason
