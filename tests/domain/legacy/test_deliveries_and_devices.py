from decimal import Decimal

import pytest

from gigafibre_fsm.domain.legacy import deliveries, devices
from gigafibre_fsm.domain.legacy.outcome import Reason, Rejected
from tests.domain.legacy.foundation_case import PLACE, known


def delivery(**changes) -> dict:
	return {
		"id": 7,
		"account_id": 12,
		"name": "Chalet",
		"address1": "123 rue Principale",
		"address2": "",
		"city": "Val-des-Bouleaux",
		"state": "QC",
		"zip": "j0s1v0",
		"latitude": Decimal("45.1234567"),
		"longitude": Decimal("-73.5"),
		"contact": "Marie",
		"tel": "450-555-2408",
		"status": 1,
		"date_orig": 0,
		**changes,
	}


def place(**changes) -> dict:
	return deliveries.becomes(delivery(**changes), known())[0].values


def test_a_delivery_is_a_place_of_its_customer():
	values = place()
	assert (values["customer"], values["customer_name"], values["location_name"]) == (
		"C-12",
		"Marie Roy",
		"Chalet",
	)
	assert (values["address_line"], values["civic_number"], values["street"]) == (
		"123 rue Principale",
		"123",
		"rue Principale",
	)
	assert (values["postal_code"], values["province"], values["country"]) == ("J0S 1V0", "QC", "Canada")
	assert (values["latitude"], values["longitude"]) == (45.123457, -73.5)


@pytest.mark.parametrize(
	("status", "found", "warned"),
	[
		(1, "Active", False),
		(0, "Closed", False),
		(2, "Closed", False),
		(3, "Pending Install", False),
		(9, "Closed", True),
	],
)
def test_the_status_of_a_place(status, found, warned):
	[record] = deliveries.becomes(delivery(status=status), known())
	assert (record.values["status"], bool(record.warnings)) == (found, warned)


def test_a_place_whose_live_services_are_suspended_is_suspended():
	site = known(extra={"suspended": {7}})
	assert deliveries.becomes(delivery(), site)[0].values["status"] == "Suspended"
	assert deliveries.becomes(delivery(status=0), site)[0].values["status"] == "Closed"
	assert deliveries.becomes(delivery(id=8), site)[0].values["status"] == "Active"


@pytest.mark.parametrize(
	("contact", "tel", "name", "phone"),
	[
		("Marie", "450-555-2408", "Marie", "+14505552408"),
		("", "450-555-2408 / 514-555-0199", "+15145550199", "+14505552408"),
		("Marie", "demander Luc", "Marie, demander Luc", None),
		(None, None, None, None),
	],
)
def test_who_is_there(contact, tel, name, phone):
	values = place(contact=contact, tel=tel)
	assert (values["contact_name"], values["contact_phone"]) == (name, phone)


def test_a_place_without_an_address_is_told_by_its_number():
	assert place(address1="", address2=None)["address_line"] == "#7"


def test_a_place_of_nobody_and_a_line_that_does_not_fit_are_rejected():
	with pytest.raises(Rejected) as refusal:
		place(account_id=99)
	assert (refusal.value.reason, refusal.value.detail) == (Reason.UNKNOWN_ACCOUNT, "account 99")
	with pytest.raises(Rejected) as refusal:
		place(address1="1 rue " + "Longue " * 30)
	assert refusal.value.reason == Reason.TOO_LONG


def test_what_stands_at_a_place_goes_with_it_to_another_customer():
	there = {7: {**PLACE, "customer": "C-11"}}
	site = known(locations=there, extra={"at_place": {"LOC-000007": [("Service Equipment", "EQP-000009")]}})
	[_record, change] = deliveries.becomes(delivery(), site)
	assert (change.doctype, change.name) == ("Service Equipment", "EQP-000009")
	assert change.values == {"customer": "C-12", "customer_name": "Marie Roy"}
	assert len(deliveries.becomes(delivery(), known(locations={7: PLACE}))) == 1


def device(**changes) -> dict:
	return {
		"id": 9,
		"delivery_id": 7,
		"category": "onu",
		"sn": "tplg-0eb2 3f9b",
		"mac": "a8:6e:84:00:00:01",
		"manufacturier": "TP-Link",
		"model": "XZ000",
		**changes,
	}


def equipment(**changes) -> dict:
	return devices.becomes(device(**changes), known())[0].values


def test_a_device_stands_at_its_place():
	values = equipment()
	assert (values["equipment_type"], values["status"]) == ("ONT", "Actif")
	assert (values["serial_number"], values["gpon_serial"]) == ("TPLG0EB23F9B", "TPLG0EB23F9B")
	assert values["mac_address"] == "A86E84000001"
	assert (values["service_location"], values["customer"]) == ("LOC-000007", "C-12")


@pytest.mark.parametrize(
	("category", "kind"),
	[
		("onu", "ONT"),
		("ROUTER", "Routeur"),
		("stb", "Décodeur TV"),
		("ata", "Téléphone IP"),
		("other", "Autre"),
		(None, "Autre"),
	],
)
def test_the_kinds_of_devices(category, kind):
	assert equipment(category=category)["equipment_type"] == kind


def test_only_an_ont_has_a_gpon_serial():
	assert equipment(category="router")["gpon_serial"] is None
	assert equipment(sn="123456")["gpon_serial"] is None


@pytest.mark.parametrize("delivery_id", [0, None, 99])
def test_a_device_without_a_place_is_in_stock(delivery_id):
	values = equipment(delivery_id=delivery_id)
	assert (values["status"], values["service_location"], values["customer"]) == ("En inventaire", None, None)


@pytest.mark.parametrize(
	("status", "found"),
	[("Suspended", "Actif"), ("Closed", "En inventaire"), ("Pending Install", "En inventaire")],
)
def test_a_device_is_in_service_where_service_is(status, found):
	values = devices.becomes(device(), known(locations={7: {**PLACE, "status": status}}))[0].values
	assert (values["status"], values["service_location"]) == (found, "LOC-000007")


@pytest.mark.parametrize("said", ["", None, "N/A", "inconnu", "0000000000", "xxxx", "-"])
def test_what_says_nothing_is_no_serial(said):
	assert equipment(sn=said)["serial_number"] is None


@pytest.mark.parametrize("said", ["", None, "00:00:00:00:00:00", "FFFFFFFFFFFF", "N/A", "inconnu"])
def test_what_says_nothing_is_no_mac(said):
	[record] = devices.becomes(device(mac=said), known())
	assert (record.values["mac_address"], record.warnings) == (None, ())
	assert "scanned_code" not in record.values


def test_an_unreadable_mac_is_kept_as_it_was_written():
	[record] = devices.becomes(device(mac="A86E84-0000"), known())
	assert (record.values["mac_address"], record.values["scanned_code"]) == (None, "A86E84-0000")
	assert record.warnings == ("unreadable mac: A86E84-0000",)


def test_a_device_claims_its_serial_and_its_mac():
	assert devices.identities(device()) == [
		("serial_number", "TPLG0EB23F9B"),
		("mac_address", "A86E84000001"),
	]
	assert devices.identities(device(sn="N/A", mac=None)) == []
