"""From the badge on a form to the report, and a doubt settled there."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from e2e.browser.api import Api

ONE_ROW = "() => frappe.query_report?.datatable?.getRows().length === 1 && frappe.request.ajax_count === 0"
CHECK_IT = "() => frappe.query_report.datatable.rowmanager.checkRow(0, true)"


@pytest.fixture
def line(api: Api, place: dict) -> dict:
	"""911 knows an apartment, the place does not."""
	mark = place["city"].removeprefix("Saint-")
	registered = {
		"e911_civic_number": "12",
		"e911_unit": "2",
		"e911_street": "RG NORD",
		"e911_city": f"ST-{mark}",
		"e911_zip": "J0S 1A1",
		"e911_last_name": mark,
	}
	did = f"4183{uuid4().int % 1_000_000:06}"
	where = {"customer": place["customer"], "service_location": place["name"], "did": did, "status": "Active"}
	return api.make("VoIP Line", **where, e911_status="Synced", **registered)


def test_a_manager_settles_a_doubt(desk, line):
	manager = desk("FSM Manager")
	manager.form("Customer", line["customer"])
	badge = manager.shown(".badge-911")
	expect(badge).to_have_text("911 to look at")
	expect(badge).to_have_attribute("title", "911 address: Unsure (Unit: none here, 2 at 911)")
	badge.click()
	page = manager.page
	page.wait_for_function(ONE_ROW)
	expect(manager.shown(".dt-scrollable")).to_contain_text("Unsure")

	page.get_by_role("button", name="Mark Reviewed").click()
	expect(manager.message()).to_contain_text("Choose lines first")
	page.locator(".modal.show .btn-modal-close").click()
	expect(page.locator(".modal.show")).to_have_count(0)

	page.evaluate(CHECK_IT)
	page.get_by_role("button", name="Mark Reviewed").click()
	dialog = page.locator(".modal.show")
	dialog.locator("[data-fieldname='verdict'] select").select_option("Same")
	dialog.locator("[data-fieldname='note'] textarea").fill("Une seule porte")
	dialog.get_by_role("button", name="Mark Reviewed").click()
	expect(page.locator(".desk-alert")).to_contain_text("Lines done: 1.")
	expect(manager.shown(".dt-scrollable")).to_contain_text("(reviewed)")
	assert manager.errors == []


def test_an_agent_does_not_judge(desk, line):
	agent = desk("FSM Agent")
	agent.open(f"query-report/DID Report?customer={line['customer']}")
	agent.page.wait_for_function(ONE_ROW)
	expect(agent.page.get_by_role("button", name="Send the Service Address to 911")).to_be_visible()
	expect(agent.page.get_by_role("button", name="Mark Reviewed")).to_have_count(0)
	assert agent.errors == []
