import pytest
from playwright.sync_api import expect


@pytest.fixture
def without_twilio(api):
	"""The test site has no credentials; what a run left in them would be another test's surprise."""
	before = api.get("FSM Settings", "FSM Settings").get("twilio_account_sid")
	api.update("FSM Settings", "FSM Settings", twilio_account_sid="")
	yield
	api.update("FSM Settings", "FSM Settings", twilio_account_sid=before or "")


def test_test_connection_shows_what_the_server_answers(desk, without_twilio):
	manager = desk("FSM Manager")
	manager.form("FSM Settings", "FSM Settings")
	manager.tab("Twilio").click()
	manager.field("test_twilio").get_by_role("button", name="Test Connection").click()
	expect(manager.message()).to_contain_text("Account SID")
	assert manager.errors == []


def test_unsaved_settings_are_saved_before_they_are_tested(desk, api, without_twilio):
	manager = desk("FSM Manager")
	manager.form("FSM Settings", "FSM Settings")
	manager.tab("Twilio").click()
	manager.fill("twilio_account_sid", "AC00000000000000000000000000000000")
	manager.field("test_twilio").get_by_role("button", name="Test Connection").click()
	expect(manager.page.locator(".modal.show")).to_contain_text("Save the changes first")
	manager.page.locator(".modal.show .btn-primary").click()
	expect(manager.message()).to_contain_text("Auth Token")
	saved = api.get("FSM Settings", "FSM Settings")["twilio_account_sid"]
	assert saved == "AC00000000000000000000000000000000"


def test_an_agent_is_kept_out_of_the_settings(desk):
	agent = desk("FSM Agent")
	agent.open("fsm-settings")
	expect(agent.page.get_by_text("Not permitted").first).to_be_visible()
