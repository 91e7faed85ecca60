"""What `phone_addr` becomes."""

from datetime import datetime

import pytest

from gigafibre_fsm.domain.legacy import registrations
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Change, Reason, Record, Rejected

OWNER = {"name": "C-12", "customer_name": "Anne Côté", "language": "fr"}
LINE = {
	"name": "LINE-000001",
	"customer": "C-12",
	"service_location": "LOC-000003",
	"e911_status": "Not Registered",
	"legacy_phone_addr_id": 0,
}
PLACE = {
	"civic_number": "123",
	"civic_suffix": "A",
	"unit": "2",
	"street": "Rue de l'Église",
	"city": "Saint-Anicet",
	"postal_code": "J0S 1M0",
	"address_line": "123A, rue de l'Église, app. 2",
}
ROW = {
	"id": 9,
	"account_id": 12,
	"phone": "450 555 0199",
	"street_number": "123A",
	"apt": "APP 2",
	"street_name": "RUE DE L'EGLISE",
	"city": "ST-ANICET",
	"state": "PQ",
	"zip": "j0s1m0",
	"first_name": "Anne",
	"last_name": "CÃ´tÃ©",
	"info": "Entrée<br>par la cour",
	"enhanced_capable": "Y",
	"code_cauca": "C123",
	"class_service": "1",
}
REGISTERED = {
	"legacy_phone_addr_id": 9,
	"e911_civic_number": "123",
	"e911_suffix": "A",
	"e911_unit": "APP 2",
	"e911_street": "RUE DE L'EGLISE",
	"e911_city": "ST-ANICET",
	"e911_state": "QC",
	"e911_zip": "J0S 1M0",
	"e911_first_name": "Anne",
	"e911_last_name": "Côté",
	"e911_info": "Entrée\npar la cour",
	"e911_cauca_code": "C123",
	"e911_class": "RES",
	"e911_enhanced": 1,
}


def becomes(line: dict | None = LINE, place: dict | None = PLACE, **changed) -> Record | Change:
	[effect] = effects(line, place, **changed)
	return effect


def effects(
	line: dict | None, place: dict | None = PLACE, business: int = 0, held: dict | None = None, **changed
) -> list:
	known = Known(
		datetime(2026, 11, 21, 12),
		customers={12: {**OWNER, "is_commercial": business}},
		lines_by_did={"4505550199": line} if line else {},
		extra={
			registrations.PLACES: {"LOC-000003": place} if place else {},
			registrations.HELD: {ROW["id"]: held} if held else {},
		},
	)
	return registrations.becomes({**ROW, **changed}, known)


def test_the_same_place_spelled_otherwise_is_synced():
	values = {**REGISTERED, "e911_status": "Synced", "e911_synced": 1}
	assert becomes() == Change("VoIP Line", "LINE-000001", values)


@pytest.mark.parametrize(
	("changed", "warning"),
	[
		({"street_number": "125A"}, "911 address differs: Civic Number"),
		({"street_number": "123"}, "911 address differs: Suffix"),
		({"apt": "3"}, "911 address differs: Unit"),
		({"city": "Sainte-Barbe"}, "911 address differs: Municipality"),
		({"street_name": "rue du Moulin"}, "911 address differs: Street Name"),
		({"apt": ""}, "911 address may differ: Unit"),
		({"zip": "J0S 1V0"}, "911 address may differ: Postal Code"),
		({"street_name": "chemin de l'Église", "apt": None}, "911 address may differ: Unit, Street Type"),
	],
)
def test_another_place_and_a_doubt_are_a_mismatch(changed, warning):
	change = becomes(**changed)
	assert (change.values["e911_status"], change.values["e911_synced"]) == ("Mismatch", 0)
	assert change.warnings == (warning,)


def test_a_line_without_a_location_is_a_mismatch():
	change = becomes({**LINE, "service_location": None}, None)
	assert change.values["e911_status"] == "Mismatch"
	assert change.warnings == ("911 address of a line without a location",)


def test_a_place_that_has_only_its_line():
	bare = {**dict.fromkeys(PLACE), "address_line": PLACE["address_line"], "city": "Saint-Anicet"}
	assert becomes(place=bare).values["e911_status"] == "Synced"


def test_a_number_that_no_line_has_is_an_orphan():
	owner = {"customer": "C-12", "customer_name": "Anne Côté", "language": "fr", "did": "4505550199"}
	status = {"status": "Cancelled", "e911_status": "Mismatch", "e911_synced": 0}
	assert becomes(None) == Record("VoIP Line", {**REGISTERED, **owner, **status})


def test_what_was_registered_from_here_stays():
	ruled = {**LINE, "e911_status": "Synced"}
	assert becomes(ruled, street_number="9") == Change(
		"VoIP Line", "LINE-000001", {"legacy_phone_addr_id": 9}
	)


@pytest.mark.parametrize("status", ["Synced", "Mismatch", "Cancelled"])
def test_what_an_earlier_row_registered_is_replaced(status):
	imported = {**LINE, "e911_status": status, "legacy_phone_addr_id": 8}
	assert becomes(imported).values["legacy_phone_addr_id"] == 9


def other(status: str) -> dict:
	return {"name": "LINE-000009", "did": "4505550000", "status": status}


@pytest.mark.parametrize(("status", "left"), [("Active", "Not Registered"), ("Cancelled", "Deregistered")])
def test_a_registration_that_moved_to_another_number_is_taken_off_the_first(status, left):
	moved, taken_off = effects(LINE, held=other(status))
	assert (moved.name, moved.values["e911_status"]) == ("LINE-000001", "Synced")
	values = {"legacy_phone_addr_id": 0, "e911_status": left, "e911_synced": 0}
	assert taken_off == Change("VoIP Line", "LINE-000009", values)


def test_a_registration_that_stays_takes_nothing_off():
	assert len(effects(LINE, held={**LINE, "did": "4505550199", "status": "Active"})) == 1


def test_an_orphan_may_change_its_number():
	[record] = effects(None, held=other("Cancelled"))
	assert record.values["did"] == "4505550199"


def test_a_live_line_never_becomes_an_orphan():
	with pytest.raises(Rejected) as refused:
		effects(None, held=other("Active"))
	assert (refused.value.reason, refused.value.detail) == (
		Reason.UNKNOWN_NUMBER,
		"4505550199; before: 4505550000",
	)


@pytest.mark.parametrize(
	("number", "apt", "door"),
	[
		("123", "", ("123", None, None)),
		("0123", None, ("123", None, None)),
		("123 A", "", ("123", "A", None)),
		("123 1/2", "", ("123", "1/2", None)),
		("2-123", "", ("123", None, "2")),
		("123", " 4 ", ("123", None, "4")),
		("LOT 7", "", ("LOT 7", None, None)),
		("", "", (None, None, None)),
		(None, "3", (None, None, "3")),
	],
)
def test_the_door(number, apt, door):
	values = becomes(street_number=number, apt=apt).values
	assert (values["e911_civic_number"], values["e911_suffix"], values["e911_unit"]) == door


@pytest.mark.parametrize(
	("changed", "business", "field", "value"),
	[
		({"class_service": "2"}, 0, "e911_class", "BUS"),
		({"class_service": "RES"}, 1, "e911_class", "RES"),
		({"class_service": "V"}, 1, "e911_class", "BUS"),
		({"class_service": "V"}, 0, "e911_class", "RES"),
		({"class_service": None}, 1, "e911_class", "BUS"),
		({"enhanced_capable": "N"}, 0, "e911_enhanced", 0),
		({"enhanced_capable": None}, 0, "e911_enhanced", 1),
		({"state": "Québec"}, 0, "e911_state", "QC"),
		({"state": ""}, 0, "e911_state", "QC"),
		({"state": "ON"}, 0, "e911_state", "ON"),
		({"zip": None}, 0, "e911_zip", None),
		({"info": None}, 0, "e911_info", None),
		({"last_name": "4111111111111111"}, 0, "e911_last_name", "************1111"),
	],
)
def test_values(changed, business, field, value):
	assert becomes(business=business, **changed).values[field] == value


def test_information_is_cut_to_what_a_provider_takes():
	change = becomes(info="x" * 255)
	assert len(change.values["e911_info"]) == 250
	assert change.warnings == ("911 information cut: 255 characters",)


@pytest.mark.parametrize(
	("changed", "reason"),
	[
		({"account_id": 99}, Reason.UNKNOWN_ACCOUNT),
		({"phone": "911"}, Reason.INVALID_NUMBER),
		({"phone": ""}, Reason.INVALID_NUMBER),
		({"id": 2**31}, Reason.ID_OUT_OF_RANGE),
	],
)
def test_refusals(changed, reason):
	with pytest.raises(Rejected) as refused:
		becomes(**changed)
	assert refused.value.reason == reason
