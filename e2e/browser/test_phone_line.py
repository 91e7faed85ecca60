"""A phone line on its form: what an agent does with it while the customer is on the telephone."""

from uuid import uuid4

import pytest
from playwright.sync_api import Locator, expect

from e2e.browser.api import Api
from e2e.browser.desk import Desk

WHY = "Le client a appelé"
SECRET = "vm-5591"


@pytest.fixture
def number(api: Api, place: dict) -> str:
	digits = str(uuid4().int % 10_000_000).zfill(7)
	did = f"4182{digits[1:]}"
	return api.make("Phone Number", did=did, rate_centre=place["city"])["name"]


def choose(desk: Desk, operation: str) -> Locator:
	desk.shown(".page-head .inner-group-button[data-label='Line'] button").click()
	menu = desk.shown(".page-head .inner-group-button[data-label='Line']")
	menu.get_by_text(f"{operation}…", exact=True).click()
	dialog = desk.page.locator(".modal.show")
	expect(dialog).to_be_visible()
	return dialog


def confirm(dialog: Locator, operation: str, reason: str = WHY) -> None:
	dialog.locator("[data-fieldname='reason'] input").fill(reason)
	dialog.get_by_role("button", name=operation).click()


def test_a_line_from_its_place_to_its_end(desk, api, place, number):
	agent = desk("FSM Agent")
	agent.form("Service Location", place["name"])
	agent.shown(".page-head .inner-group-button[data-label='Actions'] button").click()
	agent.shown(".page-head").get_by_text("Add a Phone Line", exact=True).click()
	confirm(agent.page.locator(".modal.show"), "Add a Phone Line")
	agent.page.wait_for_url("**/voip-line/*")
	(line,) = api.list("VoIP Line", customer=place["customer"])
	agent.wait_for_form(line)
	expect(agent.headline()).to_contain_text("911: waiting for the provider")

	confirm(choose(agent, "Suspend"), "Suspend")
	expect(agent.page.locator(".desk-alert")).to_contain_text("noted in the timeline")
	assert (api.get("VoIP Line", line)["status"], api.get("VoIP Line", line)["did"]) == ("Suspended", number)

	dialog = choose(agent, "Cancel the Line")
	expect(dialog).to_contain_text("911 is deregistered")
	confirm(dialog, "Cancel the Line")
	expect(agent.page.locator(".modal.show")).to_be_hidden()
	agent.page.wait_for_function("() => cur_frm.doc.status === 'Cancelled'")
	expect(agent.shown(".page-head .inner-group-button[data-label='Line']")).to_be_hidden()
	assert api.get("Phone Number", number)["status"] == "Quarantined"
	assert agent.errors == []


def test_a_secret_is_shown_to_who_says_why(desk, api, place):
	values = {"customer": place["customer"], "service_location": place["name"], "voicemail_enabled": 1}
	line = api.make("VoIP Line", vm_password=SECRET, **values)["name"]
	agent = desk("FSM Agent")
	agent.form("VoIP Line", line)
	agent.field("vm_password").get_by_text("Show…").click()
	dialog = agent.page.locator(".modal.show")
	expect(dialog).to_contain_text("stays in the timeline")
	confirm(dialog, "Show")
	expect(agent.page.locator(".secret-shown")).to_have_text(SECRET)
	seen = {"reference_doctype": "VoIP Line", "reference_name": line, "comment_type": "Info"}
	assert len(api.list("Comment", **seen)) == 1
	assert agent.errors == []


def test_a_number_that_comes_from_another_carrier(desk, api, place):
	line = api.make("VoIP Line", customer=place["customer"], service_location=place["name"])["name"]
	agent = desk("FSM Agent")
	agent.form("VoIP Line", line)
	agent.shown(".page-head .inner-group-button[data-label='Line'] button").click()
	agent.shown(".page-head").get_by_text("Port a Number In", exact=True).click()
	agent.page.wait_for_function("() => cur_frm?.doctype === 'Number Port' && cur_frm.doc.voip_line")
	did = f"450{str(uuid4().int % 1_000_000).zfill(6).rjust(7, '2')}"
	agent.fill("did", did)
	agent.save()
	(port,) = api.list("Number Port", did=did)
	agent.wait_for_form(port)
	agent.page.get_by_role("button", name="Submit to the Carrier").click()
	agent.page.locator(".modal.show").get_by_role("button", name="Yes").click()
	expect(agent.message()).to_contain_text("Carrier")
	assert api.get("Number Port", port)["status"] == "To Submit"
