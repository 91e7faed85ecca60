"""What `pbx` and `phone_provisioning` become."""

from datetime import datetime

import pytest

from gigafibre_fsm.domain.legacy import phone_lines
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Change, Reason, Record, Rejected

CUSTOMER = {"name": "C-12", "customer_name": "Anne Côté", "language": "fr"}
LINE = {"name": "LINE-000001", "customer": "C-12", "equipment": None}
ADAPTER = {"name": "EQP-000007", "equipment_type": "Téléphone IP", "customer": "C-12"}
KNOWN = Known(
	datetime(2026, 11, 21, 12),
	customers={12: CUSTOMER, 13: {"name": "C-13", "customer_name": "Luc Roy", "language": None}},
	locations={3: {"name": "LOC-000003"}},
	subscriptions={
		number: {"name": f"SUB-00000{number}", "status": status}
		for number, status in ((7, "Suspended"), (8, "Active"), (9, "Cancelled"))
	},
	lines_by_did={"4505550199": LINE},
	equipment_by_mac={"000B82000001": ADAPTER},
	extra={phone_lines.LANGUAGES: frozenset({"en", "fr"})},
)
PBX = {
	"id": 5,
	"account_id": 12,
	"delivery_id": 3,
	"service_id": 8,
	"phone": "(450) 555-0199",
	"name": "Anne CÃ´tÃ©",
	"password": "sip-1",
	"vm_password": "0042",
	"has_vm": 1,
	"vm_email": "Anne@Exemple.ca",
	"int_code": "101",
	"language": "fr",
	"call_911": 1,
	"max_calls": 2,
	"call_timeout": 30,
	"user_context": "sip.targo.ca",
	"country_whitelist": "ca,US",
	"date_origin": 1772461800,
	"date_update": 1772461800,
}
ATA = {
	"id": 6,
	"account_id": 12,
	"phone": "1-450-555-0199",
	"app": "HT802",
	"mac": "00:0b:82:00:00:01",
	"password": "ata-1",
	"internationnal": 1,
}


def line(**changed) -> Record:
	[record] = phone_lines.line({**PBX, **changed}, KNOWN)
	return record


def adapter(known: Known = KNOWN, **changed) -> Change:
	[change] = phone_lines.adapter({**ATA, **changed}, known)
	return change


def test_a_line_as_it_should_be():
	assert line() == Record(
		"VoIP Line",
		{
			"legacy_pbx_id": 5,
			"did": "4505550199",
			"customer": "C-12",
			"customer_name": "Anne Côté",
			"service_location": "LOC-000003",
			"subscription": "SUB-000008",
			"status": "Active",
			"caller_id": "Anne Côté",
			"sip_username": "4505550199",
			"sip_password": "sip-1",
			"sip_domain": "sip.targo.ca",
			"extension": "101",
			"language": "fr",
			"max_calls": 2,
			"call_timeout": 30,
			"call_911": 1,
			"country_whitelist": "CA, US",
			"voicemail_enabled": 1,
			"vm_password": "0042",
			"vm_email": "anne@exemple.ca",
			"creation": datetime(2026, 3, 2, 9, 30),
		},
	)


@pytest.mark.parametrize(
	("changed", "field", "value"),
	[
		({"delivery_id": 4}, "service_location", None),
		({"delivery_id": None}, "service_location", None),
		({"service_id": 99}, "subscription", None),
		({"service_id": 99}, "status", "Active"),
		({"service_id": 7}, "status", "Suspended"),
		({"service_id": 9}, "status", "Active"),
		({"max_calls": None}, "max_calls", 0),
		({"max_calls": -1}, "max_calls", 0),
		({"call_timeout": None}, "call_timeout", 0),
		({"language": ""}, "language", "fr"),
		({"language": "", "account_id": 13}, "language", None),
		({"language": "EN"}, "language", "en"),
		({"country_whitelist": ""}, "country_whitelist", None),
		({"country_whitelist": "CA;FR"}, "country_whitelist", "CA, FR"),
		({"country_whitelist": "tous"}, "country_whitelist", "tous"),
		({"vm_password": ""}, "vm_password", None),
		({"vm_email": "a@x.ca; b@y.ca"}, "vm_email", "a@x.ca, b@y.ca"),
		({"call_911": 0}, "call_911", 0),
		({"name": None}, "caller_id", None),
		({"phone": "14505550199"}, "did", "4505550199"),
	],
)
def test_values(changed, field, value):
	assert line(**changed).values[field] == value


@pytest.mark.parametrize("seconds", [0, 12, 4_000_000_000])
def test_no_date_is_no_date(seconds):
	assert "creation" not in line(date_origin=seconds).values


@pytest.mark.parametrize(
	("changed", "warning"),
	[
		({"language": "xx"}, "unknown language: xx"),
		({"vm_email": "pas de courriel"}, "unreadable e-mail: pas de courriel"),
		({"service_id": 9}, "its service is closed: SUB-000009"),
		({"password": "4111111111111111"}, "card number as password: password"),
	],
)
def test_what_a_person_should_know(changed, warning):
	assert line(**changed).warnings == (warning,)


def test_a_card_number_in_a_name_is_masked():
	assert line(name="visa 4111111111111111").values["caller_id"] == "visa ************1111"


@pytest.mark.parametrize("phone", ["privé", "", None, "911", "450-555-01990", "(050) 555-0199"])
def test_what_is_no_number_is_refused(phone):
	for refuse in (line, adapter):
		with pytest.raises(Rejected) as refused:
			refuse(phone=phone)
		assert refused.value.reason == Reason.INVALID_NUMBER


def test_an_unknown_account_is_refused():
	for refuse in (line, adapter):
		with pytest.raises(Rejected) as refused:
			refuse(account_id=99)
		assert refused.value.reason == Reason.UNKNOWN_ACCOUNT


def test_an_adapter_goes_onto_its_line():
	values = {
		"ata_mac": "000B82000001",
		"ata_model": "HT802",
		"ata_password": "ata-1",
		"international": 1,
		"equipment": "EQP-000007",
	}
	assert adapter() == Change("VoIP Line", "LINE-000001", values)


@pytest.mark.parametrize(
	"device",
	[{**ADAPTER, "customer": "C-13"}, {**ADAPTER, "equipment_type": "ONT"}],
	ids=["other house", "ONT"],
)
def test_only_the_customers_own_adapter_carries_the_line(device):
	known = Known(
		KNOWN.now,
		customers=KNOWN.customers,
		lines_by_did=KNOWN.lines_by_did,
		equipment_by_mac={"000B82000001": device},
	)
	assert "equipment" not in adapter(known).values


def test_a_line_keeps_the_device_that_it_has():
	lines = {"4505550199": {**LINE, "equipment": "EQP-000001"}}
	known = Known(
		KNOWN.now, customers=KNOWN.customers, lines_by_did=lines, equipment_by_mac=KNOWN.equipment_by_mac
	)
	assert "equipment" not in adapter(known).values


@pytest.mark.parametrize(
	("mac", "warnings"), [("", ()), (None, ()), ("00:0B:82:XX", ("unreadable mac: 00:0B:82:XX",))]
)
def test_an_adapter_without_a_mac(mac, warnings):
	change = adapter(mac=mac)
	assert (change.values["ata_mac"], change.warnings) == (None, warnings)


def test_an_adapter_of_another_customers_line_is_told():
	assert adapter(account_id=13).warnings == ("the line is another customer's: C-12",)


def test_an_adapter_of_no_line_is_refused():
	with pytest.raises(Rejected) as refused:
		adapter(phone="450-555-9999")
	assert refused.value.reason == Reason.UNKNOWN_NUMBER
