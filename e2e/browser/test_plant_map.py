import re

import pytest
from playwright.sync_api import expect

from e2e.browser.plant import MapPage, Village, answer_tiles, refuse_tiles

ONE_EACH = {"available": "3", "reserved": "1", "connected": "1", "no_box": "1"}


@pytest.fixture(scope="session")
def village(api, mark):
	village = Village(api, mark)
	assert village.register and village.drops  # in this order: drops go first when all is taken away
	return village


@pytest.fixture(scope="session")
def register(village, bench):
	register = village.register
	bench("execute", "gigafibre_fsm.fibre_plant.services.address_index.build_if_outdated")
	return register


@pytest.fixture
def open_map(desk, village):
	"""open_map("FSM Agent") → the desk of that user and the map of the village."""

	def open_as(role="FSM Manager", query="", tiles=answer_tiles):
		person = desk(role)
		tiles(person.page)
		person.open(f"plant-map?olt={village.olt}{query}")
		plant = MapPage(person.page)
		plant.wait()
		return person, plant

	return open_as


@pytest.mark.parametrize("role", ["FSM Manager", "FSM Agent", "FSM Dispatcher"])
def test_the_office_sees_every_drop_at_its_place_and_counted_by_state(open_map, village, role):
	person, plant = open_map(role)
	for state, count in {**ONE_EACH, "available": "4"}.items():
		expect(plant.legend(state)).to_have_text(re.compile(rf"{count}$"))
	expect(plant.total()).to_contain_text("On the map: 6 of ")
	for place in range(5):
		assert plant.is_drawn(village.at(place)), place
	assert person.errors == []


def test_a_technician_has_no_map_of_the_plant(desk):
	technician = desk("FSM Technician")
	technician.open("plant-map")
	expect(technician.page.get_by_text("Not permitted").first).to_be_visible()
	expect(technician.page.locator(".plant-map")).to_have_count(0)


def test_a_state_is_switched_off_in_the_legend_and_stays_off_after_a_reload(open_map, village):
	person, plant = open_map()
	plant.legend("connected").click()
	expect(plant.legend("connected")).to_have_attribute("aria-pressed", "false")
	expect(plant.total()).to_contain_text("On the map: 5 of ")
	assert not plant.is_drawn(village.at(2))
	person.page.reload()
	plant.wait()
	expect(plant.legend("connected")).to_have_attribute("aria-pressed", "false")
	expect(plant.legend("available")).to_have_attribute("aria-pressed", "true")
	assert not plant.is_drawn(village.at(2))
	assert plant.is_drawn(village.at(1))
	assert person.errors == []


def test_the_legend_works_from_the_keyboard(open_map, village):
	person, plant = open_map()
	person.page.locator("#plant-map-olt").focus()
	person.page.keyboard.press("Tab")
	expect(plant.legend("available")).to_be_focused()
	person.page.keyboard.press("Space")
	expect(plant.legend("available")).to_have_attribute("aria-pressed", "false")
	assert not plant.is_drawn(village.at(0))


def test_a_reload_shows_the_same_place_at_the_same_scale(open_map, village):
	person, plant = open_map(query=f"&view={village.latitude},{village.longitude},17")
	person.page.reload()
	plant.wait()
	latitude, longitude, zoom = re.search(r"view=([\d.]+),([-\d.]+),(\d+)", person.page.url).groups()
	one_pixel = pytest.approx((village.latitude, village.longitude), abs=2e-5)
	assert ((float(latitude), float(longitude)), zoom) == (one_pixel, "17")
	assert plant.is_drawn(village.at(0))


def test_a_click_tells_port_state_and_address_and_leads_to_the_drop(open_map, village):
	person, plant = open_map()
	plant.click(village.at(1))
	expect(plant.popup()).to_contain_text("Reserved")
	expect(plant.popup()).to_contain_text(f"101 Rang {village.mark}, Saint-Aubin-des-Rivières, J0S 1V0")
	expect(plant.popup()).to_contain_text("Port 0/1/1 · ONT 0")
	plant.popup().get_by_role("link", name=village.drops["reserved"]).click()
	person.wait_for_form(village.drops["reserved"])
	assert person.errors == []


def test_the_apartments_of_one_door_are_told_apart(open_map, village):
	_person, plant = open_map()
	plant.click(village.at(4))
	expect(plant.popup()).to_contain_text("2 drops here")
	for apartment in ("apartment 1", "apartment 2"):
		expect(plant.popup().get_by_role("link", name=village.drops[apartment])).to_be_visible()


def test_the_olt_filter_and_the_capacity_by_port_go_together(open_map, village):
	person, plant = open_map()
	expect(plant.capacity()).to_have_count(7)
	expect(plant.capacity().filter(has_text="0/1/2").locator("td").last).to_have_text("1")
	person.page.locator("#plant-map-olt").select_option("")
	expect(plant.capacity().filter(has_text=f"Village {village.mark}").locator("td").last).to_have_text("7")
	plant.capacity().get_by_role("button", name=f"Village {village.mark}").click()
	expect(person.page.locator("#plant-map-olt")).to_have_value(village.olt)
	expect(plant.capacity()).to_have_count(7)
	assert person.errors == []


def test_what_has_no_coordinates_is_counted_and_listed(open_map, village):
	person, _plant = open_map()
	person.page.get_by_role("link", name="1 without coordinates").click()
	person.page.wait_for_url("**/app/fibre-drop/view/list**")
	expect(person.row(village.drops["unsurveyed"])).to_be_visible()
	expect(person.rows()).to_have_count(1)
	assert person.errors == []


def test_an_address_is_looked_up_and_tells_what_a_visitor_is_told(open_map, village, register, api):
	api.update("Fibre Drop", village.drops["reserved"], civic_address=register[1], match_method="Manual")
	person, plant = open_map()
	box = person.page.get_by_role("combobox", name="Find an address")
	for number, answer in (
		(101, "An order holds the port of this address."),
		(109, "No fibre drop is linked to this address."),
	):
		box.fill(f"{number} rg {village.mark} st-aubin")
		person.page.get_by_role("option", name=f"{number} Rang {village.mark}").wait_for()
		box.press("Enter")
		expect(plant.popup()).to_contain_text(answer)
	assert person.errors == []


def test_a_street_asks_for_the_civic_number(open_map, village, register):
	person, plant = open_map()
	box = person.page.get_by_role("combobox", name="Find an address")
	box.fill(f"rg {village.mark}")
	person.page.get_by_role("option", name=f"Rang {village.mark}").first.wait_for()
	box.press("Enter")
	expect(person.page.get_by_text("Type the civic number.")).to_be_visible()
	box.press_sequentially("101")
	person.page.get_by_role("option", name=f"101 Rang {village.mark}").wait_for()
	box.press("Enter")
	expect(plant.popup()).to_contain_text(f"101 Rang {village.mark}")
	assert person.errors == []


def test_a_search_that_finds_nothing_and_one_that_fails_say_so(open_map):
	person, _plant = open_map()
	box = person.page.get_by_role("combobox", name="Find an address")
	box.fill("????")
	expect(person.page.get_by_text("No address is like this one.")).to_be_visible()
	assert person.errors == []
	person.page.route("**/gigafibre_fsm.api.availability.search**", lambda route: route.abort())
	box.fill("12 rue Principale")
	expect(person.page.get_by_text("The search does not answer.")).to_be_visible()


def test_the_map_is_usable_where_no_tile_can_be_had(open_map, village):
	_person, plant = open_map(tiles=refuse_tiles)
	assert plant.is_drawn(village.at(0))
	plant.click(village.at(0))
	expect(plant.popup()).to_contain_text("Free")


def test_sixteen_thousand_drops_are_drawn_and_found_under_the_mouse(open_map):
	_person, plant = open_map()
	seen = plant.with_many_drops(16_056)
	print(f"drawn in {seen['draw']:.0f} ms, found in {seen['find']:.1f} ms")
	assert seen["found"] >= 1
