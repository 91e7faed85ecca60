import re

import pytest
from playwright.sync_api import expect

from e2e.browser.doubts import Doubts, ReviewPage
from e2e.browser.plant import answer_tiles


@pytest.fixture
def doubts(api, mark, bench):
	"""New ones for each test: to decide about a drop is to take it off the list."""
	doubts = Doubts(api, mark)
	assert doubts.drops
	bench("execute", "gigafibre_fsm.fibre_plant.services.address_index.build_if_outdated")
	return doubts


@pytest.fixture
def review(desk, doubts):
	"""review("FSM Manager") → that user's desk with the list of the doubtful drops, and the page on it."""

	def sit_down(role="FSM Manager"):
		person = desk(role)
		answer_tiles(person.page)
		person.open(f"link-review?olt={doubts.olt}")
		page = ReviewPage(person.page)
		expect(page.candidates().first).to_be_visible()
		return person, page

	return sit_down


def stored(api, drop: str) -> tuple:
	doc = api.get("Fibre Drop", drop)
	return doc["match_method"], doc.get("civic_address")


def test_the_list_has_the_drops_of_the_olt_and_candidates_for_the_first(review, doubts):
	person, page = review()
	expect(page.rows()).to_have_count(3)
	expect(page.count()).to_have_text("To review: 3")
	expect(page.current()).to_contain_text(doubts.written(0))
	expect(page.candidates().first).to_contain_text(doubts.street)
	expect(page.pins("candidate").first).to_be_visible()
	expect(page.pins("drop")).to_have_count(1)
	assert person.errors == []


def test_what_the_register_says_otherwise_is_marked(review, doubts):
	_person, page = review()
	expect(page.candidates().first.locator("mark").first).to_be_visible()
	expect(page.candidates().first).to_contain_text(re.compile(r"\d+ %"))


def test_accepting_links_the_drop_shows_the_next_and_survives_a_reload(review, doubts, api):
	person, page = review()
	label = page.candidates().first.locator("mark, div > div").first
	expect(label).to_be_visible()
	page.candidates().first.get_by_role("button", name="Accept").click()
	expect(page.rows()).to_have_count(2)
	expect(page.current()).to_contain_text(doubts.written(1))
	expect(page.heading()).to_contain_text(doubts.written(1))
	person.page.wait_for_function("() => frappe.request.ajax_count === 0")
	method, address = stored(api, doubts.drops[0])
	assert method == "Manual"
	assert address in doubts.addresses
	person.page.reload()
	expect(page.rows()).to_have_count(2)
	expect(page.count()).to_have_text("To review: 2")
	assert stored(api, doubts.drops[0]) == (method, address)
	assert person.errors == []


def test_the_keyboard_moves_decides_and_takes_back(review, doubts, api):
	person, page = review()
	keyboard = person.page.keyboard
	keyboard.press("j")
	expect(page.heading()).to_contain_text(doubts.written(1))
	keyboard.press("k")
	expect(page.heading()).to_contain_text(doubts.written(0))
	keyboard.press("n")
	expect(page.rows()).to_have_count(2)
	expect(page.heading()).to_contain_text(doubts.written(1))
	keyboard.press("1")
	expect(page.rows()).to_have_count(1)
	person.page.wait_for_function("() => frappe.request.ajax_count === 0")
	assert stored(api, doubts.drops[0]) == ("Manual", None)
	assert stored(api, doubts.drops[1])[0] == "Manual"
	keyboard.press("u")
	expect(page.rows()).to_have_count(2)
	expect(page.heading()).to_contain_text(doubts.written(1))
	keyboard.press("u")
	expect(page.rows()).to_have_count(3)
	expect(page.heading()).to_contain_text(doubts.written(0))
	assert [stored(api, drop)[0] == "Manual" for drop in doubts.drops] == [False] * 3
	assert person.errors == []


def test_any_other_address_can_be_looked_up_and_accepted(review, doubts, api):
	person, page = review()
	box = person.page.get_by_role("combobox", name="Another address")
	box.fill(f"900 {doubts.street}")
	person.page.get_by_role("option", name=f"900 {doubts.street}").wait_for()
	box.press("Enter")
	page.offer().get_by_role("button", name="Accept").click()
	expect(page.rows()).to_have_count(2)
	person.page.wait_for_function("() => frappe.request.ajax_count === 0")
	assert stored(api, doubts.drops[0]) == ("Manual", doubts.elsewhere)
	assert person.errors == []


def test_keys_are_text_while_somebody_types(review, doubts, api):
	person, page = review()
	person.page.get_by_role("combobox", name="Another address").press_sequentially("nu1")
	expect(page.rows()).to_have_count(3)
	assert stored(api, doubts.drops[0])[0] != "Manual"


def test_the_filters_narrow_the_list_and_stay_after_a_reload(review, doubts):
	person, page = review()
	person.page.locator("[data-filter=city]").select_option(label=f"{doubts.other_city} (1)")
	expect(page.rows()).to_have_count(1)
	expect(page.heading()).to_contain_text(doubts.written(2))
	person.page.reload()
	expect(page.rows()).to_have_count(1)
	expect(person.page.locator("[data-filter=city] option:checked")).to_have_text(f"{doubts.other_city} (1)")
	assert person.errors == []


def test_an_agent_does_not_review_links(desk):
	agent = desk("FSM Agent")
	agent.open("link-review")
	expect(agent.page.get_by_text("Not permitted").first).to_be_visible()
	expect(agent.page.locator(".link-review")).to_have_count(0)
