"""What `genieacs.wifi` becomes."""

from datetime import datetime

import pytest

from gigafibre_fsm.domain.legacy import wifi
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Change, Reason, Rejected

MAC = "A86E84000001"
ROW = {
	"id": 5,
	"serial": "a8-6e-84-00-00-01",
	"instance": 1,
	"ssid": "Maison",
	"password": "érable42",
	"enable": 1,
}
SECOND = {**ROW, "id": 6, "instance": 5}
NO_5G = {"wifi_ssid_5g": None, "wifi_password_5g": None}


def becomes(row: dict, *others: dict, device: dict = NO_5G) -> Change:
	known = Known(
		datetime(2026, 11, 21, 12),
		equipment_by_mac={MAC: {"name": "EQP-000001", **device}},
		extra={wifi.BANDS: {wifi.identity(one): wifi.band(one) for one in (row, *others)}},
	)
	[change] = wifi.becomes(row, known)
	assert (change.doctype, change.name) == ("Service Equipment", "EQP-000001")
	return change


def test_one_band_alone():
	expected = {"wifi_ssid": "Maison", "wifi_password": "érable42", "wifi_enabled": 1}
	assert becomes(ROW).values == expected


def test_bands_that_are_called_alike_are_one_name():
	assert becomes(SECOND, ROW).values == {**NO_5G, "wifi_enabled": 1}
	assert becomes(ROW, SECOND).values["wifi_ssid_5g"] is None


@pytest.mark.parametrize("differs", [{"ssid": "Maison-5G"}, {"password": "castor77"}])
def test_a_band_that_differs_has_its_own_name_and_password(differs):
	second = {**SECOND, **differs}
	expected = {"wifi_ssid_5g": second["ssid"], "wifi_password_5g": second["password"]}
	assert becomes(second, ROW).values == {**expected, "wifi_enabled": 1}
	assert becomes(ROW, second).values == {
		"wifi_ssid": "Maison",
		"wifi_password": "érable42",
		**expected,
		"wifi_enabled": 1,
	}


def test_the_second_band_alone_is_still_the_second():
	assert becomes(SECOND).values == {
		"wifi_ssid_5g": "Maison",
		"wifi_password_5g": "érable42",
		"wifi_enabled": 1,
	}


def test_a_changed_first_band_leaves_what_the_second_one_is_called():
	told = {"wifi_ssid_5g": "Grenier", "wifi_password_5g": "*****"}
	assert "wifi_ssid_5g" not in becomes({**ROW, "ssid": "Autre"}, SECOND, device=told).values


@pytest.mark.parametrize(
	("first", "second", "enabled", "warned"), [(1, 1, 1, 0), (0, 0, 0, 0), (0, 1, 1, 1), (1, 0, 1, 0)]
)
def test_wifi_is_off_when_both_bands_are(first, second, enabled, warned):
	change = becomes({**ROW, "enable": first}, {**SECOND, "enable": second})
	assert (change.values["wifi_enabled"], len(change.warnings)) == (enabled, warned)


def test_texts_are_repaired_and_empty_is_empty():
	values = becomes({**ROW, "ssid": "CafÃ© ", "password": ""}).values
	assert (values["wifi_ssid"], values["wifi_password"]) == ("Café", None)


def test_a_card_number_is_no_password():
	change = becomes({**ROW, "password": "4111 1111 1111 1111"})
	assert change.values["wifi_password"] is None
	assert change.warnings == ("card number as password: password",)
	assert "1111" not in repr(change)


@pytest.mark.parametrize(
	("changed", "reason"),
	[
		({"serial": "A86E84000002"}, Reason.UNKNOWN_DEVICE),
		({"serial": "TEST"}, Reason.UNKNOWN_DEVICE),
		({"serial": ""}, Reason.UNKNOWN_DEVICE),
		({"instance": 2}, Reason.UNKNOWN_INSTANCE),
	],
)
def test_refusals(changed, reason):
	with pytest.raises(Rejected) as refused:
		becomes({**ROW, **changed})
	assert refused.value.reason == reason


@pytest.mark.parametrize("serial", ["A86E84000001", "a8:6e:84:00:00:01", " A86E.8400.0001"])
def test_spellings_of_a_mac_are_one_device(serial):
	assert wifi.identity({**ROW, "serial": serial}) == (MAC, 1)


def test_a_band_keeps_its_password_to_itself():
	assert "érable" not in repr(wifi.band(ROW))
