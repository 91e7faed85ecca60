"""The dispatcher's day: dragged, pressed, by keyboard, in both languages, on a tablet, and while others work."""

import pytest
from playwright.sync_api import expect

from e2e import site_settings
from e2e.browser.conftest import PASSWORD
from e2e.browser.desk import Desk
from e2e.browser.dispatch import DispatchPage
from gigafibre_fsm.testing.servers.traccar import TraccarServer

# The event is a row of the outbox: the worker may have others to deliver before it.
DELIVERY = 60_000
TABLET = {"width": 768, "height": 1024}
# Nothing of the page may stand beside the screen: on a tablet one scrolls down, not sideways.
# Without a proxy before them, live updates are at the port of their own service, as Frappe has it while one develops.
LIVE = "Object.defineProperty(window, 'dev_server', { value: 1, writable: false })"
CONNECTED = "() => frappe.realtime.socket?.connected"
FITS = "() => document.documentElement.scrollWidth <= window.innerWidth"


@pytest.fixture
def open_day(desk, crew):
	"""open_day("FSM Agent", 2) → the desk of that user and the Wednesday of this run's week."""

	def open_as(role="FSM Dispatcher", day=0, query=""):
		person = desk(role)
		person.open(f"dispatch-day?day={crew.day(day)}{query}")
		dispatch = DispatchPage(person.page, crew)
		dispatch.wait()
		return person, dispatch

	return open_as


@pytest.mark.parametrize("role", ["FSM Manager", "FSM Agent", "FSM Dispatcher"])
def test_the_office_sees_who_does_what_and_what_waits(open_day, crew, role):
	given = crew.job(day=0, technician="Anne", scheduled_slot="PM")
	nobodys = crew.job("further", day=0, wishes=(0, 2))
	unplanned = crew.job("far", job_type="Repair", wishes=(3,))
	person, dispatch = open_day(role)
	expect(dispatch.cell("Anne", "PM").locator(f"[data-job='{given}']")).to_contain_text("12 rang near")
	expect(dispatch.lane("Anne")).to_contain_text(f"Fibre {crew.mark}")
	expect(dispatch.waiting(nobodys)).to_contain_text(
		f"12 rang further {crew.mark}, Saint-Aubin-des-Rivières"
	)
	expect(dispatch.waiting(nobodys).locator(".card-title")).to_have_text(crew.customer_name)
	expect(dispatch.waiting(nobodys).locator(".card-wish")).to_have_count(2)
	expect(dispatch.waiting(unplanned)).to_contain_text("Repair")
	assert person.errors == []


def test_a_technician_has_no_dispatchers_day(desk):
	technician = desk("FSM Technician")
	technician.open("dispatch-day")
	expect(technician.page.get_by_text("Not permitted").first).to_be_visible()
	expect(technician.page.locator(".dispatch-day")).to_have_count(0)


def test_a_job_is_dragged_to_somebody_and_on_to_somebody_else(open_day, crew):
	job = crew.job(day=0)
	person, dispatch = open_day()
	dispatch.waiting(job).drag_to(dispatch.cell("Benoit", "AM"))
	expect(dispatch.cell("Benoit", "AM").locator(f"[data-job='{job}']")).to_be_visible()
	expect(person.page.get_by_text(f"Given to Benoit {crew.mark}")).to_be_visible()
	assert crew.stored(job) == ("Benoit", crew.day(0), "AM", "Scheduled")
	dispatch.card(job).drag_to(dispatch.cell("Anne", "All Day"))
	expect(dispatch.cell("Anne", "All Day").locator(f"[data-job='{job}']")).to_be_visible()
	assert crew.stored(job) == ("Anne", crew.day(0), "All Day", "Scheduled")
	assert person.errors == []


def test_the_best_is_suggested_with_its_reasons_and_taken_with_one_press(open_day, crew):
	crew.job("near", day=1, technician="Benoit")
	crew.job("far", day=1, technician="Anne")
	job = crew.job("near", wishes=(1, 2))
	person, dispatch = open_day(day=1)
	dispatch.waiting(job).click()
	expect(dispatch.chosen().locator(".chosen-head")).to_contain_text(f"{crew.customer_name} {job}")
	best = dispatch.suggestions().first
	for words in (
		crew.called("Benoit"),
		f"Has the tags {crew.tag}",
		"0 km from another job of that day",
		"Jobs that day: 1 of ",
		"The customer's first choice",
	):
		expect(best).to_contain_text(words)
	expect(dispatch.suggestions().filter(has_text=crew.called("Anne")).first).to_contain_text(
		"The customer's second choice"
	)
	expect(dispatch.suggestions().filter(has_text=crew.called("Carl"))).to_have_count(0)
	dispatch.chosen().locator("summary").click()
	expect(dispatch.chosen().locator("details li", has_text=crew.called("Carl"))).to_contain_text(
		f"Lacks {crew.tag}"
	)
	dispatch.chosen().locator("select").select_option("PM")
	best.get_by_role("button", name="Assign").click()
	expect(dispatch.cell("Benoit", "PM").locator(f"[data-job='{job}']")).to_be_visible()
	expect(dispatch.chosen()).to_be_hidden()
	assert crew.stored(job) == ("Benoit", crew.day(1), "PM", "Scheduled")
	assert person.errors == []


def test_a_job_is_given_from_the_keyboard(open_day, crew):
	job = crew.job(day=2)
	person, dispatch = open_day(day=2)
	dispatch.waiting(job).focus()
	person.page.keyboard.press("Enter")
	place = dispatch.cell("Anne", "AM").get_by_role(
		"button", name=f"Give the chosen job to Anne {crew.mark}, AM"
	)
	place.focus()
	person.page.keyboard.press("Enter")
	expect(dispatch.cell("Anne", "AM").locator(f"[data-job='{job}']")).to_be_visible()
	assert crew.stored(job) == ("Anne", crew.day(2), "AM", "Scheduled")


def test_a_job_goes_back_to_those_that_wait(open_day, crew):
	job = crew.job(day=2, technician="Anne", scheduled_slot="AM")
	_person, dispatch = open_day(day=2)
	dispatch.card(job).click()
	dispatch.chosen().get_by_role("button", name="Back to « To schedule »").click()
	expect(dispatch.waiting(job)).to_be_visible()
	assert crew.stored(job) == (None, None, None, "To Schedule")


def test_a_job_that_is_under_way_is_not_moved_by_a_slip_of_the_hand(open_day, crew):
	job = crew.job(day=2, technician="Anne", status="En Route")
	_person, dispatch = open_day(day=2)
	expect(dispatch.card(job)).to_have_attribute("draggable", "false")
	dispatch.card(job).click()
	expect(dispatch.chosen()).to_contain_text("En Route: open the job to change it.")
	expect(dispatch.cell("Benoit", "AM").locator(".lane-place")).to_be_hidden()


def test_the_days_of_the_week_and_the_address_bar(open_day, crew):
	job = crew.job(day=3)
	person, dispatch = open_day(day=0)
	expect(dispatch.week_day(0)).to_have_attribute("aria-current", "date")
	dispatch.week_day(3).click()
	expect(dispatch.waiting(job)).to_be_visible()
	dispatch.waiting(job).click()
	expect(dispatch.suggestions().first).to_be_visible()
	assert person.page.url.endswith(f"?day={crew.day(3)}&job={job}")
	person.page.reload()
	dispatch.wait()
	expect(dispatch.week_day(3)).to_have_attribute("aria-current", "date")
	expect(dispatch.chosen()).to_contain_text(job)
	expect(dispatch.week_day(3).locator(".week-open")).to_have_text("1")
	person.page.get_by_role("button", name="Week After").click()
	expect(dispatch.week_day(10)).to_have_attribute("aria-current", "date")
	assert person.errors == []


def test_what_others_do_is_seen_without_a_reload(desk, crew):
	job = crew.job(day=4)
	person = desk("FSM Dispatcher")
	person.page.add_init_script(LIVE)
	person.open(f"dispatch-day?day={crew.day(4)}")
	dispatch = DispatchPage(person.page, crew)
	expect(dispatch.waiting(job)).to_be_visible()
	person.page.wait_for_function(CONNECTED)
	crew.api.update("Dispatch Job", job, assigned_technician=crew.technicians["Carl"], scheduled_slot="PM")
	expect(dispatch.cell("Carl", "PM").locator(f"[data-job='{job}']")).to_be_visible(timeout=DELIVERY)


def test_what_is_refused_is_said_and_the_page_shows_what_is_so(open_day, crew):
	job = crew.job(day=4)
	person, dispatch = open_day(day=4)
	dispatch.waiting(job).click()
	expect(dispatch.suggestions().first).to_be_visible()
	crew.api.update("Dispatch Job", job, status="Cancelled")
	dispatch.suggestions().first.get_by_role("button", name="Assign").click()
	expect(person.message()).to_contain_text(f"Job {job} is over")
	expect(dispatch.waiting(job)).to_have_count(0)


def test_vehicles_are_shown_and_their_absence_is_said_in_one_line(open_day, crew, api):
	with TraccarServer(devices=0) as traccar:
		number = traccar.add(f"Anne-{crew.mark}")
		traccar.place(f"Anne-{crew.mark}", 45.1234, -74.1, speed=27.0)
		settings = {"traccar_enabled": 1, "traccar_base_url": traccar.url}
		with site_settings.changed(api, {"traccar_token": traccar.token}, **settings):
			person, dispatch = open_day()
			expect(dispatch.lane("Anne").locator(".lane-vehicle")).to_contain_text("50 km/h")
			link = dispatch.lane("Anne").locator(".lane-vehicle a")
			assert "45.1234" in link.get_attribute("href")
			expect(dispatch.trouble()).to_be_hidden()
			assert number in traccar.positions and person.errors == []
		with site_settings.changed(api, {"traccar_token": "wrong-token-1234"}, **settings):
			_person, dispatch = open_day()
			expect(dispatch.trouble()).to_contain_text("Traccar refuses the credentials")
			expect(dispatch.lane("Anne")).to_be_visible()


def test_in_french_on_a_tablet(login, crew, api, url, mark):
	job = crew.job(day=0, wishes=(0, 1))
	user = api.make(
		"User",
		email=f"repartition.{mark}@gigafibre.example".lower(),
		first_name="Répartitrice",
		language="fr",
		send_welcome_email=0,
		new_password=PASSWORD,
		roles=[{"role": "FSM Dispatcher"}],
	)["name"]
	page = login(user, PASSWORD, has_touch=True)
	page.set_viewport_size(TABLET)
	person, dispatch = Desk(page, url), DispatchPage(page, crew)
	person.open(f"dispatch-day?day={crew.day(0)}")
	dispatch.wait()
	expect(page.get_by_text("Journée de répartition").first).to_be_visible()
	expect(page.locator(".lane-slot-name").first).to_have_text("Avant-midi")
	assert page.evaluate(FITS)
	dispatch.waiting(job).tap()
	expect(dispatch.suggestions().first).to_contain_text("Premier choix du client")
	dispatch.cell("Anne", "AM").locator(".lane-place").tap()
	expect(dispatch.cell("Anne", "AM").locator(f"[data-job='{job}']")).to_be_visible()
	assert crew.stored(job) == ("Anne", crew.day(0), "AM", "Scheduled")
	assert page.evaluate(FITS)
	assert person.errors == []
