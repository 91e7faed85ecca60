"""A device's live view: what support sees of it, and does to it while the customer is on the telephone."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, expect

from e2e.browser.api import Api
from e2e.browser.desk import Desk
from e2e.site_settings import changed
from gigafibre_fsm.testing.servers.device_trees import DECO, ONT
from gigafibre_fsm.testing.servers.genieacs import GenieAcsServer

SSID = "Device.WiFi.SSID.1.SSID"
KEY = "Device.WiFi.AccessPoint.1.Security.KeyPassphrase"
# A job of the outbox and one look at the device.
DELIVERY = 60_000


@pytest.fixture
def server(api: Api) -> Iterator[GenieAcsServer]:
	with GenieAcsServer() as server:
		values = {"acs_enabled": 1, "acs_default": "GenieACS", "genieacs_base_url": server.url}
		with changed(api, **values, genieacs_username=""):
			yield server


@pytest.fixture
def router(api: Api, server: GenieAcsServer) -> Iterator[str]:
	mac = f"403F8C{uuid4().hex[:6].upper()}"
	server.device = server.add(mac, DECO)
	place = {"address_line": "12 rang Nord", "city": "Saint-Aubin", "status": "Active"}
	customer = api.make("Customer", customer_name=f"Roy {mac}")["name"]
	location = api.make("Service Location", customer=customer, **place)["name"]
	owner = {"customer": customer, "service_location": location}
	yield make(api, "Routeur", model="Deco X20", mac_address=mac, wifi_ssid="Gigafibre-Roy", **owner)


def make(api: Api, kind: str, **values) -> str:
	return api.make("Service Equipment", equipment_type=kind, brand="TP-Link", status="Actif", **values)[
		"name"
	]


def panel(desk: Desk) -> Locator:
	return desk.shown(".device-live")


def test_support_sees_who_is_on_the_wifi_and_how_well(desk, router):
	agent = desk("FSM Agent")
	agent.form("Service Equipment", router)
	expect(panel(agent)).to_contain_text("Online")
	expect(panel(agent)).to_contain_text("203.0.113.24")
	expect(panel(agent)).to_contain_text("1.6.2 Build 20260310")
	here, downstairs = panel(agent).locator(".device-node").all()
	expect(here).to_contain_text("This Device (2)")
	expect(here.locator("tr", has_text="iPhone de Marie")).to_contain_text("Good")
	expect(here.locator("tr", has_text="Téléviseur salon")).to_contain_text("Weak")
	expect(downstairs).to_contain_text("Sous-sol C012 (1)")
	expect(downstairs.locator("tr", has_text="A4:83:E7:00:00:03")).to_contain_text("-82 dBm")
	# Said by the live view already.
	expect(agent.field("firmware")).to_be_hidden()
	assert agent.errors == []


def test_a_terminal_shows_its_light(desk, api, server):
	serial = f"TPLG{uuid4().hex[:8].upper()}"
	server.add(serial.replace("TPLG", "54504C47"), ONT)
	agent = desk("FSM Agent")
	agent.form("Service Equipment", make(api, "ONT", model="XX530v", serial_number=serial))
	expect(panel(agent)).to_contain_text("received -21.4 dBm · sent 2.3 dBm")
	expect(panel(agent).locator(".indicator-pill.green", has_text="Good").first).to_be_visible()
	assert agent.errors == []


def test_a_refresh_asks_the_device_itself(desk, router, server):
	agent = desk("FSM Agent")
	agent.form("Service Equipment", router)
	expect(panel(agent)).to_contain_text("As GenieACS knows it")
	server.device.tree["Device.DeviceInfo.SoftwareVersion"] = "2.0.0"
	panel(agent).get_by_role("button", name="Refresh").click()
	expect(panel(agent)).to_contain_text("As the device says now")
	expect(panel(agent)).to_contain_text("2.0.0")
	server.device.is_there = False
	panel(agent).get_by_role("button", name="Refresh").click()
	expect(panel(agent)).to_contain_text("Offline")
	assert agent.errors == []


def test_a_restart_is_asked_for_twice(desk, router, server):
	agent = desk("FSM Agent")
	agent.form("Service Equipment", router)
	panel(agent).get_by_role("button", name="Restart").click()
	agent.page.locator(".modal.show").get_by_role("button", name="Yes").click()
	expect(agent.page.locator(".desk-alert")).to_contain_text("The device restarts.")
	assert server.device.reboots == 1
	assert agent.errors == []


def test_a_wifi_change_is_kept_told_and_confirmed(desk, api, router, server):
	agent = desk("FSM Agent")
	agent.form("Service Equipment", router)
	panel(agent).get_by_role("button", name="Change the WiFi").click()
	dialog = agent.page.locator(".modal.show")
	expect(dialog.locator("[data-fieldname='ssid'] input")).to_have_value("Gigafibre-Roy")
	dialog.locator("[data-fieldname='ssid'] input").fill("Chez les Roy")
	dialog.locator("[data-fieldname='password'] input").fill("nouveau-mot-42")
	dialog.get_by_role("button", name="Change the WiFi").click()
	expect(panel(agent).locator(".device-change")).to_contain_text(
		"confirmed by the device", timeout=DELIVERY
	)
	assert (server.device.tree[SSID], server.device.tree[KEY]) == ("Chez les Roy", "nouveau-mot-42")
	assert api.get("Service Equipment", router)["wifi_ssid"] == "Chez les Roy"
	# The form shows what is kept, and saves.
	agent.fill("model", "Deco X55")
	agent.save()
	assert agent.errors == []


def test_a_change_for_a_suspended_customer_waits_for_the_service(desk, api, router, server):
	location = api.get("Service Equipment", router)["service_location"]
	api.update("Service%20Location", location, status="Suspended")
	agent = desk("FSM Agent")
	agent.form("Service Equipment", router)
	panel(agent).get_by_role("button", name="Change the WiFi").click()
	dialog = agent.page.locator(".modal.show")
	dialog.locator("[data-fieldname='password'] input").fill("nouveau-mot-42")
	dialog.get_by_role("button", name="Change the WiFi").click()
	expect(agent.page.locator(".desk-alert")).to_contain_text("gets it once it is in service")
	assert server.device.tree[KEY] == ""
	assert agent.errors == []


def test_a_password_that_is_too_short_is_said_so_and_nothing_changes(desk, api, router):
	agent = desk("FSM Agent")
	agent.form("Service Equipment", router)
	panel(agent).get_by_role("button", name="Change the WiFi").click()
	dialog = agent.page.locator(".modal.show")
	dialog.locator("[data-fieldname='password'] input").fill("court")
	dialog.get_by_role("button", name="Change the WiFi").click()
	expect(agent.message()).to_contain_text("password must have 8 to 63 characters.")
	assert api.get("Service Equipment", router)["wifi_ssid"] == "Gigafibre-Roy"


def test_a_server_that_does_not_answer_is_said_in_the_panel_and_the_form_works_on(desk, api, router, server):
	server.trouble = server.error_page
	agent = desk("FSM Agent")
	agent.form("Service Equipment", router)
	expect(panel(agent).locator(".text-danger")).to_contain_text("GenieACS cannot answer now (502)")
	expect(agent.page.locator(".msgprint-dialog")).to_be_hidden()
	expect(agent.field("is_online")).to_be_visible()
	agent.fill("model", "Deco X50")
	agent.save()
	assert api.get("Service Equipment", router)["model"] == "Deco X50"


def test_a_device_that_its_server_does_not_know(desk, router, server):
	server.devices.clear()
	agent = desk("FSM Agent")
	agent.form("Service Equipment", router)
	expect(panel(agent)).to_contain_text("GenieACS does not know this device")
	assert agent.errors == []


def test_without_a_server_and_for_others_there_is_no_panel(desk, api, router):
	dispatcher = desk("FSM Dispatcher")
	dispatcher.form("Service Equipment", router)
	expect(panel(dispatcher)).to_be_hidden()
	with changed(api, acs_enabled=0):
		agent = desk("FSM Agent")
		agent.form("Service Equipment", router)
		expect(panel(agent)).to_be_hidden()
		expect(agent.field("status")).to_be_visible()
	assert dispatcher.errors + agent.errors == []


@dataclass(frozen=True)
class Box:
	"""A set-top box in service, with what belongs to its place."""

	name: str
	mac: str
	location: str


@pytest.fixture
def box(api: Api) -> Box:
	mark = uuid4().hex[:6].upper()
	customer = api.make("Customer", customer_name=f"Échange {mark}")["name"]
	owner = {"customer": customer, "service_location": place(api, customer, f"{mark} chemin du Lac")}
	mac = f"001A79{mark}"
	name = make(api, "Décodeur TV", mac_address=mac, wifi_ssid="Gigafibre-Lac", **owner)
	return Box(name, mac, owner["service_location"])


def place(api: Api, customer: str, address: str) -> str:
	values = {"customer": customer, "address_line": address, "city": "Saint-Aubin", "status": "Active"}
	return api.make("Service Location", **values)["name"]


def ask_to_swap(agent: Desk, code: str, reason: str) -> None:
	agent.shown(".page-head").get_by_role("button", name="Swap").click()
	dialog = agent.page.locator(".modal.show")
	dialog.locator("[data-fieldname='code'] input").fill(code)
	dialog.locator("[data-fieldname='reason'] textarea").fill(reason)
	dialog.get_by_role("button", name="Swap").click()


def test_a_broken_box_is_swapped_and_both_tell_of_it(desk, api, box):
	mac = f"001A79{uuid4().hex[:6].upper()}"
	agent = desk("FSM Agent")
	agent.form("Service Equipment", box.name)
	ask_to_swap(agent, f"mac: {mac.lower()}", "Ne s'allume plus")
	took = agent.shown(".new-timeline").filter(has_text="Took the place of")
	expect(took).to_contain_text(f"Took the place of {box.name} at {box.mac[6:]} chemin du Lac")
	expect(took).to_contain_text("Ne s'allume plus")
	old = api.get("Service Equipment", box.name)
	new = api.get("Service Equipment", old["replaced_by"])
	api.made.append(("Service Equipment", new["name"]))
	agent.wait_for_form(new["name"])
	expect(agent.field("status")).to_contain_text("Actif")
	assert (old["status"], old.get("service_location"), old.get("wifi_ssid")) == ("Défectueux", None, None)
	assert (new["status"], new["mac_address"], new["service_location"]) == ("Actif", mac, box.location)
	assert new["wifi_ssid"] == "Gigafibre-Lac"
	agent.form("Service Equipment", box.name)
	expect(agent.shown(".new-timeline")).to_contain_text(f"Replaced by {new['name']}")
	expect(agent.shown(".page-head").get_by_role("button", name="Swap")).to_be_hidden()
	assert agent.errors == []


def test_a_code_that_is_none_is_said_so_and_the_box_stays(desk, api, box):
	agent = desk("FSM Agent")
	agent.form("Service Equipment", box.name)
	before = api.get("Service Equipment", box.name)["modified"]
	ask_to_swap(agent, "450 272-2408", "Ne s'allume plus")
	expect(agent.message()).to_contain_text("code: 450 272-2408 looks like a telephone number.")
	assert api.get("Service Equipment", box.name)["modified"] == before
	expect(agent.field("status")).to_contain_text("Actif")


def test_who_may_not_change_a_device_is_offered_no_swap(desk, box):
	dispatcher = desk("FSM Dispatcher")
	dispatcher.form("Service Equipment", box.name)
	expect(dispatcher.field("status")).to_be_visible()
	expect(dispatcher.shown(".page-head").get_by_role("button", name="Swap")).to_be_hidden()
	assert dispatcher.errors == []
