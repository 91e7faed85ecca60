"""The buttons of a job, status by status, as the office and the technician see them. In a week after those of the day
view's tests: these jobs would count there."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from e2e.browser.desk import QUIET

PATIENCE = 20_000


@pytest.fixture
def open_job(desk):
	def open_as(job, role="FSM Dispatcher"):
		person = desk(role)
		person.form("Dispatch Job", job)
		return person

	return open_as


def button(person, label):
	return person.shown(".page-actions").get_by_role("button", name=label, exact=True)


def from_menu(person, label):
	"""A form that is drawn anew closes its menu."""
	person.page.wait_for_function(QUIET)
	button(person, "Actions").click()
	person.shown(".page-actions").get_by_role("link", name=label, exact=True).click()


def in_menu(person) -> list[str]:
	entries = person.shown(".page-actions").locator(".inner-group-button .dropdown-item")
	return [text.strip() for text in entries.all_text_contents()]


def dialog(person):
	return person.page.locator(".modal.show .modal-content")


def next_day(crew) -> str:
	"""As the site's users type it."""
	return (crew.monday + timedelta(days=8)).strftime("%d-%m-%Y")


def becomes(person, wanted: str) -> None:
	"""A step is a transaction with messages and work orders: on a busy machine it takes its time."""
	expect(status(person)).to_have_text(wanted, timeout=PATIENCE)


def status(person):
	return person.shown(".page-head .indicator-pill")


@pytest.mark.parametrize(
	("state", "direct", "menu"),
	[
		("To Schedule", ["Assign"], ["Cancel Job"]),
		(
			"Scheduled",
			["Assign", "On the Way"],
			["Start Work", "Scan a Device", "Complete Job", "Another Day", "Cancel Job", "Dispatch Day"],
		),
		(
			"En Route",
			["Start Work"],
			["Assign", "Scan a Device", "Complete Job", "Another Day", "Cancel Job", "Dispatch Day"],
		),
		(
			"In Progress",
			["Scan a Device", "Complete Job"],
			["Assign", "Another Day", "Cancel Job", "Dispatch Day"],
		),
		("Completed", [], ["Dispatch Day"]),
		("Cancelled", [], ["Dispatch Day"]),
	],
)
def test_each_status_offers_its_steps(open_job, crew, state, direct, menu):
	day = None if state == "To Schedule" else 7
	person = open_job(crew.job(day=day, technician="Anne", status=state))
	for label in ("Assign", "On the Way", "Start Work", "Scan a Device", "Complete Job"):
		expect(button(person, label)).to_have_count(1 if label in direct else 0)
	assert in_menu(person) == menu
	assert person.errors == []


def test_a_technician_works_and_does_not_plan(open_job, crew, household, people, api):
	technician = household.technician
	job = crew.job(day=7)
	api.update("Dispatch Job", job, assigned_technician=technician)
	person = open_job(job, "FSM Technician")
	expect(button(person, "On the Way")).to_be_visible()
	expect(button(person, "Assign")).to_have_count(0)
	assert set(in_menu(person)) == {"Start Work", "Scan a Device", "Complete Job"}
	assert person.errors == []


def test_a_job_is_assigned_from_its_suggestions(open_job, crew):
	crew.job("near", day=8, technician="Benoit")
	job = crew.job("near", wishes=(8, 9))
	person = open_job(job)
	button(person, "Assign").click()
	expect(dialog(person)).to_contain_text(f"Who goes to {crew.customer_name}?")
	rows = dialog(person).locator(".dispatch-suggestions > li")
	expect(rows.first).to_contain_text(crew.called("Benoit"))
	expect(rows.first).to_contain_text("The customer's first choice")
	dialog(person).locator("[data-fieldname='slot'] select").select_option("AM")
	rows.first.get_by_role("button", name="Assign").click()
	becomes(person, "Scheduled")
	expect(person.field("technician_name")).to_contain_text(crew.called("Benoit"))
	assert crew.stored(job) == ("Benoit", crew.day(8), "AM", "Scheduled")
	assert person.errors == []


def test_a_job_from_the_road_to_its_end(open_job, crew, api):
	devices = [{"equipment_type": "ONT", "required": 1}, {"equipment_type": "Routeur", "required": 0}]
	job = crew.job(day=7, technician="Anne", job_type="Repair", equipment_list=devices)
	person = open_job(job)
	button(person, "On the Way").click()
	dialog(person).get_by_role("button", name="Yes").click()
	becomes(person, "En Route")
	button(person, "Start Work").click()
	becomes(person, "In Progress")
	button(person, "Complete Job").click()
	expect(dialog(person)).to_contain_text("Not scanned yet: ONT")
	dialog(person).locator("[data-fieldname='note'] textarea").fill("Connecteur refait")
	dialog(person).locator("[data-fieldname='missing_reason'] textarea").fill("ONT gardé")
	dialog(person).get_by_role("button", name="Complete Job").click()
	becomes(person, "Completed")
	doc = api.get("Dispatch Job", job)
	assert doc["en_route_at"] <= doc["started_at"] <= doc["completed_at"]
	assert "Connecteur refait" in doc["completion_note"]
	assert person.errors == []


def test_a_job_is_moved_and_put_back(open_job, crew):
	job = crew.job(day=7, technician="Anne")
	person = open_job(job)
	from_menu(person, "Another Day")
	day = dialog(person).locator("[data-fieldname='day'] input")
	day.fill(next_day(crew))
	day.press("Escape")
	dialog(person).get_by_role("button", name="Move").click()
	expect(person.page.get_by_text("The job was moved.")).to_be_visible(timeout=PATIENCE)
	assert crew.stored(job) == ("Anne", crew.day(8), None, "Scheduled")
	from_menu(person, "Another Day")
	dialog(person).get_by_role("button", name="Move").click()
	becomes(person, "To Schedule")
	assert crew.stored(job) == (None, None, None, "To Schedule")


def test_a_job_is_cancelled_with_its_reason(open_job, crew):
	job = crew.job(day=7, technician="Anne", job_type="Repair")
	person = open_job(job)
	from_menu(person, "Cancel Job")
	dialog(person).locator("textarea").fill("Réglé au téléphone")
	dialog(person).get_by_role("button", name="Cancel Job").click()
	becomes(person, "Cancelled")
	expect(person.page.get_by_text("Réglé au téléphone").first).to_be_visible()
	assert person.errors == []


def test_what_was_typed_is_saved_before_a_step(open_job, crew):
	job = crew.job(day=7, technician="Anne")
	person = open_job(job)
	person.tab("Work").click()
	person.fill("notes", "Chien dans la cour")
	button(person, "On the Way").click()
	expect(person.message()).to_contain_text("Save the job first.")
	assert crew.stored(job)[3] == "Scheduled"


def test_the_form_leads_to_the_day_with_the_job_chosen(open_job, crew):
	job = crew.job(day=8)
	person = open_job(job)
	from_menu(person, "Dispatch Day")
	expect(person.page.locator(".dispatch-chosen")).to_contain_text(job)
	assert person.page.url.endswith(f"/app/dispatch-day?day={crew.day(8)}&job={job}")
	assert person.errors == []
