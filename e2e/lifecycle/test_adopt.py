"""A site with doctypes of our names made by hand: installing adopts them, also after being killed in the middle."""

from collections.abc import Callable

import pytest

from e2e.lifecycle.compare import differences

SECRETS = ["secret-un", "secret-changé", "radius-RCMG", "ligne-deux", "sip-secret"]
EQUIPMENT = "Service Equipment"
LOCATION = "Service Location"
SIP_LINE = "Equipment SIP Line"
JOB = "Dispatch Job"


def rows(doctype: str, *fields: str) -> list:
	return ["look.rows", {"doctype": doctype, "fields": fields}]


def about(function: str, doctype: str, **more) -> list:
	return [f"look.{function}", {"doctype": doctype, **more}]


# All asked at once, of the adopted site: starting Frappe takes longer than answering.
QUESTIONS = {
	"locations": rows(LOCATION, "name", "legacy_delivery_id", "status", "terrain_notes"),
	"location numbers": rows(
		LOCATION, "olt_port", "former_olt_port", "fibre_id", "latitude", "former_latitude"
	),
	"equipment": rows(EQUIPMENT, "serial_number", "mac_address", "wifi_ssid", "wifi_enabled", "brand"),
	"sip usernames": rows(EQUIPMENT, "sip_username", "custom_sip_username"),
	"jobs": rows(JOB, "name", "docstatus", "scheduled_date", "former_scheduled_date", "former_required_tags"),
	"sip lines": rows(SIP_LINE, "parentfield", "line", "sip_username", "enabled"),
	"addresses": rows("IP Assignment", "parentfield", "ip", "assigned_on"),
	"columns of locations": about("columns", LOCATION),
	"columns of equipment": about("columns", EQUIPMENT),
	"shown": ["look.shown_fields", {"doctypes": [LOCATION, EQUIPMENT, SIP_LINE]}],
	"wifi": about("secrets", EQUIPMENT, fieldname="wifi_password"),
	"sip": about("secrets", EQUIPMENT, fieldname="sip_password"),
	"radius": about("secrets", EQUIPMENT, fieldname="radius_password"),
	"second sip line": about("secrets", SIP_LINE, fieldname="sip_password"),
	"readable": ["look.plain_mentions", {"texts": SECRETS}],
	"notes": ["look.adoption_notes", {}],
	"roles": about("permissions", EQUIPMENT),
	"properties": about("properties", EQUIPMENT),
	"remembered": ["look.remembered", {}],
	"saved": about("save_first", EQUIPMENT, firmware="2.1"),
	"next name": about("next_name", LOCATION),
}


@pytest.fixture(scope="module")
def handmade_site(throwaway_site: Callable, call: Callable) -> str:
	site = throwaway_site("adopt", with_app=False)
	call(site, "handmade.make")
	return site


@pytest.fixture(scope="module")
def refusal(handmade_site: str, call: Callable, state: Callable, install: Callable) -> tuple[str, list[str]]:
	call(handmade_site, "handmade.make_duplicate")
	before = state(handmade_site)
	printed = install(handmade_site, check=False)
	changed = differences(before, state(handmade_site))
	call(handmade_site, "handmade.remove_duplicate")
	return printed, changed


@pytest.fixture(scope="module")
def adopted(handmade_site: str, refusal, die: Callable, install: Callable, migrate: Callable) -> str:
	"""Killed twice before Frappe counts the app as installed, twice after; then brought to its end."""
	die(handmade_site, "before the import")
	die(handmade_site, "within the import")
	die(handmade_site, "values moved, old column still there")
	migrate(handmade_site)
	return handmade_site


@pytest.fixture(scope="module")
def found(adopted: str, call: Callable) -> dict:
	return call(adopted, "look.ask", questions=QUESTIONS)


def test_duplicates_stop_the_installation_with_a_sentence(refusal):
	printed, changed = refusal
	assert "serial_number: RCMG00000001 (2×)" in printed.splitlines()[-1]
	assert "Traceback" not in printed
	assert changed == []


def test_no_row_is_lost_and_names_stay(found):
	assert [row[:2] for row in found["locations"]] == [
		["LOC-000001", 101],
		["LOC-000002", 0],
		["LOC-000003", 0],
	]
	assert len(found["equipment"]) == 2
	assert [row[:2] for row in found["jobs"]] == [["1", 0]]


def test_prefixed_fields_move_to_ours(found):
	assert found["equipment"] == [
		["RCMG00000001", "AABBCC000001", "WiFi un", 0, "Raisecom"],
		["RCMG00000002", None, None, 0, "Raisecom"],
	]
	moved = {"custom_mac_address", "custom_wifi_ssid", "custom_wifi_password", "custom_sip_password"}
	assert not moved & set(found["columns of equipment"])


def test_a_value_that_ours_already_holds_otherwise_stays_visible(found):
	assert found["sip usernames"] == [["sip-un", None], ["sip-autre", "sip-ancien"]]
	assert "custom_sip_username" in found["shown"][EQUIPMENT]


def test_other_types_are_converted_and_what_does_not_convert_is_kept(found):
	assert found["location numbers"] == [
		[3, "", 16056, 45.1234, ""],
		[0, "abc", 0, 0.0, "nord"],
		[0, "", 17, 0.0, ""],
	]
	assert {"former_olt_port", "former_latitude"} <= set(found["shown"][LOCATION])
	assert "former_fibre_id" not in found["columns of locations"]


def test_a_moment_gives_its_date_and_keeps_its_time(found):
	assert found["jobs"][0][2:] == ["2026-03-01", "2026-03-01 08:30:00", "Fibre"]


def test_fields_that_only_the_site_has_stay_on_the_form(found):
	assert "terrain_notes" in found["shown"][LOCATION]
	assert "couleur" in found["shown"][EQUIPMENT]
	assert "note_interne" in found["shown"][SIP_LINE]
	assert [row[3] for row in found["locations"]] == ["chien"] * 3


def test_child_rows_of_a_same_named_child_table_stay_with_their_parent(found):
	assert found["sip lines"] == [["sip_lines", 2, "sip-deux", 1]]
	assert found["addresses"] == [["ip_history", "10.0.0.1", "2026-01-02 00:00:00"]] * 3


def test_passwords_are_encrypted_wherever_they_were(found):
	assert found["wifi"] == ["secret-changé", None]
	assert found["sip"] == ["sip-secret", None]
	assert found["radius"] == ["radius-RCMG00000001", "radius-RCMG00000002"]
	assert found["second sip line"] == ["ligne-deux"]


def test_no_secret_is_readable_anywhere_any_more(found):
	assert found["readable"] == []


def test_an_adopted_row_can_be_saved_and_new_numbers_come_after_the_old(found):
	assert found["saved"]["firmware"] == "2.1"
	assert found["next name"] == "LOC-000004"


def test_values_that_are_no_option_of_ours_are_kept_and_reported(found):
	assert [row[2] for row in found["locations"]] == ["Actif", "Ferme", "Actif"]
	assert "2 rows have « Actif » in status" in found["notes"]
	assert "Client Script « WiFi » mentions custom_wifi_ssid" in found["notes"]


def test_permissions_and_properties_of_the_site_do_not_get_in_the_way(found):
	assert {"FSM Manager", "FSM Agent", "System Manager"} <= set(found["roles"])
	assert "All" not in found["roles"]
	assert found["properties"] == ["label"]


def test_nothing_of_the_adoption_is_left_to_do(adopted, found, state, migrate):
	assert not [key for key in found["remembered"] if key.startswith("adopt:")]
	before = state(adopted)
	migrate(adopted)
	assert differences(before, state(adopted)) == []


def test_uninstalling_leaves_the_fields_and_permissions_that_the_site_had_on_erpnext(
	adopted, call, uninstall
):
	uninstall(adopted)
	left = call(
		adopted,
		"look.ask",
		questions={
			"customers": rows("Customer", "legacy_customer_id", "stripe_id"),
			"shown": ["look.shown_fields", {"doctypes": ["Customer"]}],
			"columns": about("columns", "Customer"),
			"roles": about("permissions", "Lead"),
		},
	)
	assert left["customers"] == [[1, "cus_1"], [2, "cus_2"]]
	assert {"legacy_customer_id", "stripe_id"} <= set(left["shown"]["Customer"])
	assert "is_vip" not in left["columns"]
	assert "Terrain" in left["roles"]
