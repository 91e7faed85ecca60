"""What the SIP platform holds laid beside our lines, and an account that is nobody's taken away from there."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from e2e import site_settings
from e2e.browser.desk import Desk
from e2e.faults.server import wait_until
from gigafibre_fsm.testing.servers.sip import SipServer

# The worker may have other things to do before.
A_WHILE = 60_000
DIFFERENCE = "Telephone Difference"


@pytest.fixture
def platform(api):
	with SipServer() as server:
		secret = {"sip_access_key_secret": server.secret}
		settings = {"sip_base_url": server.url, "sip_access_key_id": server.key_id, "sip_enabled": 1}
		with site_settings.changed(api, secret, **settings):
			yield server


def reconcile(manager: Desk) -> None:
	manager.page.get_by_role("button", name="Reconcile Now").click()
	told = manager.page.locator(".msgprint-dialog")
	expect(told).to_contain_text("Incomplete", timeout=A_WHILE)
	expect(told).to_contain_text("911")
	told.locator(".btn-modal-close").click()
	expect(told).to_be_hidden()


def test_an_account_of_nobody_is_found_and_corrected(desk, api, platform):
	stray = f"stray{uuid4().hex[:8]}"
	platform.hold(stray)
	manager = desk("FSM Manager")
	manager.list(DIFFERENCE, sip_username=stray, status="Open")
	expect(manager.rows()).to_have_count(0)

	reconcile(manager)
	expect(manager.rows()).to_have_count(1)
	expect(manager.rows()).to_contain_text(f"No line in service has the account {stray}")
	manager.rows().locator(".list-row-checkbox").check()
	manager.shown(".page-head .actions-btn-group button").click()
	manager.shown(".page-head .actions-btn-group").get_by_text("Correct", exact=True).click()
	question = manager.page.locator(".modal.show")
	expect(question).to_contain_text("The SIP platform removes the account")
	question.get_by_role("button", name="Yes").click()
	expect(manager.rows()).to_have_count(0)

	(name,) = api.list(DIFFERENCE, sip_username=stray)
	decided = api.get(DIFFERENCE, name)
	assert (decided["status"], decided["kind"]) == ("Corrected", "Orphaned Account")
	wait_until(lambda: platform.agent(stray) is None, f"{stray} is still on the platform")

	# Had the platform kept it, it would be open again.
	reconcile(manager)
	expect(manager.rows()).to_have_count(0)
	assert api.get(DIFFERENCE, name)["status"] == "Corrected"
	assert manager.errors == []


def test_an_agent_decides_but_starts_nothing(desk, platform):
	agent = desk("FSM Agent")
	agent.list(DIFFERENCE)
	expect(agent.page.get_by_role("button", name="Reconcile Now")).to_have_count(0)
