"""What a manager does with a message that failed, and what an agent sees of it."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

SAID = "Bonjour Anne, votre commande est confirmée."
PAGE = f"<p>{SAID}</p><script>parent.document.title = 'taken over'</script>"


@pytest.fixture
def message(api):
	return api.make(
		"Outbox Message",
		channel="Email",
		event="order_confirmed",
		recipient="anne@essai.example",
		status="Failed",
		last_error="Mailjet refuses the message.",
		subject="Commande confirmée",
		body=SAID,
		html=PAGE,
		payload="{}",
		dedupe_key=f"browser:{uuid4().hex}",
	)["name"]


def test_a_manager_reads_what_it_says_and_stops_it(desk, message):
	manager = desk("FSM Manager")
	manager.form("Outbox Message", message)
	said = manager.page.frame_locator(".frappe-control[data-fieldname='preview'] iframe")
	expect(said.get_by_text(SAID)).to_be_visible()
	assert "taken over" not in manager.page.title()
	manager.page.get_by_role("button", name="Do Not Send").click()
	manager.page.get_by_role("button", name="Yes").click()
	expect(manager.page.locator(".title-area .indicator-pill")).to_have_text("Cancelled")
	expect(manager.page.get_by_role("button", name="Do Not Send")).to_have_count(0)


def test_an_agent_reads_it_and_decides_nothing(desk, message):
	agent = desk("FSM Agent")
	agent.form("Outbox Message", message)
	said = agent.page.frame_locator(".frappe-control[data-fieldname='preview'] iframe")
	expect(said.get_by_text(SAID)).to_be_visible()
	expect(agent.page.get_by_role("button", name="Send Now")).to_have_count(0)
	assert agent.errors == []


def test_many_at_once_from_the_list(desk, message):
	manager = desk("FSM Manager")
	manager.list("Outbox Message")
	manager.page.locator(f".list-row-checkbox[data-name='{message}']").check()
	manager.page.get_by_role("button", name="Actions").click()
	manager.page.get_by_role("link", name="Do Not Send").click()
	manager.page.get_by_role("button", name="Yes").click()
	expect(manager.page.get_by_text("Messages changed: 1")).to_be_visible()
	assert manager.errors == []
