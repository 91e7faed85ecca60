"""What `delivery_history` becomes."""

from datetime import date, datetime

import pytest

from gigafibre_fsm.domain.legacy import former_addresses
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import ChildRow, Reason, Rejected

KNOWN = Known(
	datetime(2026, 11, 21, 12), customers={12: {"name": "C-12"}}, locations={3: {"name": "LOC-000003"}}
)
ROW = {
	"id": 5,
	"account_id": 12,
	"delivery_id": 3,
	"date_orig": 1772461800,
	"address1": " 12, rue de lâ€™Ã‰glise ",
	"address2": "app. 4",
	"city": "Saint-AnaÃ¯s",
	"state": "QuÃ©bec",
	"zip": "j0s1v0",
}


def becomes(**changed) -> ChildRow:
	[row] = former_addresses.becomes({**ROW, **changed}, KNOWN)
	return row


def test_a_row_as_it_is_usually_written():
	values = {
		"address_line": "12, rue de l’Église, app. 4",
		"city": "Saint-Anaïs",
		"province": "QC",
		"postal_code": "J0S 1V0",
		"replaced_on": date(2026, 3, 2),
	}
	assert becomes() == ChildRow(
		"Former Address", "Service Location", "LOC-000003", "address_history", values, "replaced_on"
	)


@pytest.mark.parametrize(
	("address1", "address2", "line"),
	[("12 rue X", "", "12 rue X"), (None, "12 rue X", "12 rue X"), ("12  rue\nX,", None, "12 rue X")],
)
def test_lines(address1, address2, line):
	assert becomes(address1=address1, address2=address2).values["address_line"] == line


def test_what_is_empty_stays_empty():
	values = becomes(city="", state="", zip=None, date_orig=0).values
	assert [values[name] for name in ("city", "province", "postal_code", "replaced_on")] == [None] * 4


@pytest.mark.parametrize(
	("changed", "reason"),
	[
		({"address1": " ", "address2": None}, Reason.NO_ADDRESS),
		({"address1": "x" * 141, "address2": None}, Reason.TOO_LONG),
		({"delivery_id": 4}, Reason.UNKNOWN_DELIVERY),
		({"delivery_id": None}, Reason.UNKNOWN_DELIVERY),
		({"account_id": 13}, Reason.UNKNOWN_ACCOUNT),
	],
)
def test_refused(changed, reason):
	with pytest.raises(Rejected) as caught:
		becomes(**changed)
	assert caught.value.reason == reason
