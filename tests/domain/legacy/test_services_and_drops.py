from datetime import date
from decimal import Decimal

import pytest

from gigafibre_fsm.domain.legacy import drops, services
from gigafibre_fsm.domain.legacy.outcome import OWN, Reason, Record, Rejected
from tests.domain.legacy.foundation_case import NOW, PLACE, known

BORN = 1_300_000_000
ITEMS = {5: {"name": "FTTH80I", "item_name": "Internet 80/80", "service_type": "Internet"}}
ONT = {"name": "EQP-000009", "customer": "C-12", "equipment_type": "ONT"}


def service(**changes) -> dict:
	return {
		"id": 11,
		"delivery_id": 7,
		"device_id": 0,
		"product_id": 5,
		"comment": "",
		"qte": Decimal("1.00"),
		"price": Decimal("79.95"),
		"payment_recurrence": 1,
		"status": 1,
		"radius_user": "",
		"radius_pwd": None,
		"date_orig": BORN,
		"date_next_invoice": 0,
		"date_end_contract": 0,
		**changes,
	}


def becomes(**changes) -> list:
	return services.becomes(service(**changes), known(items=ITEMS, equipment={9: ONT}))


def subscription(**changes) -> dict:
	return becomes(**changes)[0].values


def test_a_service_is_a_subscription_of_its_place():
	values = subscription()
	assert (values["customer"], values["service_location"]) == ("C-12", "LOC-000007")
	assert (values["item"], values["description"], values["service_type"]) == (
		"FTTH80I",
		"Internet 80/80",
		"Internet",
	)
	assert (values["qty"], values["rate"], values["billing_interval"]) == (1.0, 79.95, "Monthly")
	assert values["start_date"] == date(2011, 3, 13)


@pytest.mark.parametrize(
	("status", "found"), [(1, "Active"), (0, "Cancelled"), (2, "Suspended"), (3, "Pending"), (8, "Cancelled")]
)
def test_the_status_of_a_service(status, found):
	assert subscription(status=status)["status"] == found
	assert bool(becomes(status=status)[0].warnings) == (status == 8)


def test_what_is_billed_ends_the_day_before_the_next_invoice():
	assert subscription(date_next_invoice=BORN)["billed_until"] == date(2011, 3, 12)
	assert subscription()["billed_until"] is None


def test_a_year_and_the_end_of_a_contract():
	values = subscription(payment_recurrence=12, date_end_contract=1_900_000_000)
	assert (values["billing_interval"], values["commitment_ends"]) == ("Yearly", date(2030, 3, 17))


@pytest.mark.parametrize(("comment", "text"), [("Vieux forfait", "Vieux forfait"), ("", "product #77")])
def test_an_unknown_product_is_the_catch_all_item(comment, text):
	values = subscription(product_id=77, comment=comment)
	assert (values["item"], values["description"], values["service_type"]) == ("DIVERS", text, "Other")


def test_a_product_whose_sku_another_one_has_is_that_item():
	site = known(items=ITEMS, extra={"codes": {4: "ftth80i"}, "by_code": {"ftth80i": ITEMS[5]}})
	assert services.becomes(service(product_id=4), site)[0].values["item"] == "FTTH80I"


def test_a_service_without_a_price_costs_what_its_product_does():
	found = services.becomes(service(price=None), known(items=ITEMS, extra={"prices": {5: Decimal("64.95")}}))
	assert found[0].values["rate"] == 64.95
	assert subscription(price=None)["rate"] == 0


def test_a_products_price_is_a_line_of_a_bill():
	row = {"price": Decimal("5.00"), "category": "Rabais", "download_mbps": None}
	assert services.price_of_product(row) == Decimal("-5.00")
	assert services.price_of_product({**row, "category": "TV"}) == Decimal("5.00")
	assert services.price_of_product({**row, "price": None}) == 0


@pytest.mark.parametrize("delivery_id", [99, 0])
def test_a_service_of_no_place_has_no_customer(delivery_id):
	with pytest.raises(Rejected) as refusal:
		becomes(delivery_id=delivery_id)
	assert refusal.value.reason == Reason.UNKNOWN_DELIVERY


def test_the_device_of_a_service_logs_in_as_the_service_does():
	[record, change] = becomes(device_id=9, radius_user="u11", radius_pwd="geheim")
	assert (record.values["radius_user"], record.values["radius_password"]) == ("u11", "geheim")
	assert (change.doctype, change.name) == ("Service Equipment", "EQP-000009")
	assert change.values == {"subscription": OWN, "radius_user": "u11", "radius_password": "geheim"}


def test_a_device_is_for_the_service_of_its_kind():
	items = {5: {**ITEMS[5], "service_type": "TV"}}
	assert len(services.becomes(service(device_id=9), known(items=items, equipment={9: ONT}))) == 1


def test_a_device_of_somebody_else_gets_the_account_alone():
	foreign = known(items=ITEMS, equipment={9: {**ONT, "customer": "C-13"}})
	[_record, change] = services.becomes(service(device_id=9, radius_user="u11"), foreign)
	assert "subscription" not in change.values
	assert len(services.becomes(service(device_id=9), foreign)) == 1


@pytest.mark.parametrize("changes", [{"device_id": 99}, {"status": 0, "device_id": 9}])
def test_an_unknown_device_and_a_closed_service_change_nothing(changes):
	assert len(becomes(radius_user="u11", **changes)) == 1


@pytest.mark.parametrize(
	("place", "before", "suspended", "status"),
	[
		("Active", None, {7}, "Suspended"),
		("Suspended", "Suspended", {7}, None),
		("Closed", "Active", {7}, None),
		("Suspended", "Suspended", set(), "Active"),
		("Suspended", "Active", set(), None),
		("Suspended", None, set(), None),
		("Active", "Suspended", set(), None),
	],
)
def test_a_place_follows_its_services(place, before, suspended, status):
	there = {"name": "SUB-000011", "customer": "C-12", "service_location": "LOC-000007", "status": before}
	site = known(
		items=ITEMS,
		locations={7: {**PLACE, "status": place}},
		subscriptions={11: there} if before else {},
		extra={"suspended": suspended},
	)
	changes = [(one.name, one.values) for one in services.becomes(service(), site)[1:]]
	assert changes == ([("LOC-000007", {"status": status})] if status else [])


def test_a_card_number_is_no_password():
	assert (
		subscription(radius_user="u", radius_pwd="4242424242424242")["radius_password"] == "************4242"
	)


def test_a_password_without_a_user_is_dropped():
	assert subscription(radius_pwd="geheim")["radius_password"] is None


def fibre(**changes) -> dict:
	return {
		"id": 21,
		"service_id": 0,
		"terrain": "123A",
		"rue": "RUE PRINCIPALE",
		"ville": "Val-des-Bouleaux",
		"zip": "j0s1v0",
		"latitude": None,
		"longitude": None,
		"info_connect": "10.20.1.2",
		"frame": 0,
		"slot": 1,
		"port": 2,
		"ontid": 3,
		"sn": "",
		"boitier_pas_install": 0,
		"max_speed": 1500,
		"zone_tarifaire": "STD",
		"lineprofile_id": 100,
		"serviceprofile_id": 1,
		**changes,
	}


OLTS = {"10.20.1.2": {"name": "10.20.1.2", "olt_name": "VDB-01"}}
SERVICE = {"name": "SUB-000011", "customer": "C-12", "service_location": "LOC-000007"}


def effects(extra: dict | None = None, **changes) -> list:
	places = {"LOC-000007": {"name": "LOC-000007", "fibre_id": 0}}
	site = known(
		olts=OLTS,
		subscriptions={11: SERVICE},
		equipment_by_serial={"TPLG0EB23F9B": {"name": "EQP-000009", "status": "Actif"}},
		extra={"places": places, **(extra or {})},
	)
	return drops.becomes(fibre(**changes), site)


def drop(**changes) -> dict:
	return effects(**changes)[0].values


def test_a_drop_hangs_on_its_port():
	values = drop()
	assert [values[field] for field in ("olt", "frame", "slot", "port", "ont_id")] == [
		"10.20.1.2",
		0,
		1,
		2,
		3,
	]
	assert (values["civic_number"], values["civic_suffix"], values["street"]) == (
		"123",
		"A",
		"RUE PRINCIPALE",
	)
	assert (values["raw_address"], values["postal_code"]) == (
		"123A RUE PRINCIPALE, Val-des-Bouleaux",
		"J0S 1V0",
	)
	assert (values["line_profile"], values["service_profile"], values["max_speed"]) == (
		"LIGNE-100",
		"SERVICE-1",
		1500,
	)
	assert values["box_installed"] == 1
	assert "state" not in values


@pytest.mark.parametrize(
	("said", "serial", "note"),
	[
		("tplg-0eb23f9b", "TPLG0EB23F9B", None),
		("RESERVED-77 Roy", None, "RESERVED-77 Roy"),
		(" reserved-9", None, "reserved-9"),
		("", None, None),
		(None, None, None),
		("0000", None, None),
	],
)
def test_who_has_the_drop(said, serial, note):
	values = drop(sn=said)
	assert (values["ont_serial"], values["reserved_note"]) == (serial, note)


@pytest.mark.parametrize("missing", [{"info_connect": ""}, {"ontid": None}, {"frame": None}])
def test_a_drop_whose_port_is_not_known_hangs_on_none(missing):
	assert drop(**missing)["olt"] is None
	assert drops.position(fibre(**missing)) is None


def test_a_port_is_claimed_by_one_drop():
	assert drops.position(fibre()) == ("10.20.1.2", 0, 1, 2, 3)


def test_the_first_drop_brings_its_olt_and_its_zone():
	assert [one.doctype for one in effects()] == ["Fibre Drop"]
	found = effects(info_connect="10.9.9.9", zone_tarifaire="Z7")
	assert [(one.doctype, one.values["name"]) for one in found[1:]] == [
		("OLT", "10.9.9.9"),
		("Pricing Zone", "Z7"),
	]


def test_a_drop_tells_its_port_to_the_place_and_the_ont():
	[_drop, place, ont] = effects(service_id=11, sn="TPLG0EB23F9B")
	port = {
		"olt_name": "VDB-01",
		"olt_ip": "10.20.1.2",
		"olt_frame": 0,
		"olt_slot": 1,
		"olt_port": 2,
		"ont_id": 3,
	}
	assert (place.name, place.values) == ("LOC-000007", {"fibre_drop": OWN, "fibre_id": 21, **port})
	assert (ont.name, ont.values) == (
		"EQP-000009",
		{**port, "fibre_line_profile": "LIGNE-100", "fibre_service_profile": "SERVICE-1"},
	)


def test_an_ont_that_is_not_known_by_its_serial_is_that_of_the_service():
	found = effects({"onts": {"SUB-000011": "EQP-000001"}}, service_id=11, sn="TPLG00000001")
	assert [one.name for one in found if not isinstance(one, Record)] == ["LOC-000007", "EQP-000001"]


def test_a_drop_without_an_ont_does_not_push_another_one_away():
	taken = {"places": {"LOC-000007": {"name": "LOC-000007", "fibre_id": 20}}}
	assert len(effects(taken, service_id=11)) == 1
	assert len(effects(taken, service_id=11, sn="TPLG00000001")) == 2


def test_a_drop_is_as_old_as_its_import():
	assert drop()["creation"] == NOW
	assert len(effects(service_id=99)) == 1
