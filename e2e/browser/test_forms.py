import pytest
from playwright.sync_api import expect

EDITS = [
	("FSM Agent", "Service Location", "location", "contact_name"),
	("FSM Agent", "Service Equipment", "equipment", "model"),
	("FSM Agent", "VoIP Line", "line", "caller_id"),
	("FSM Agent", "Service Subscription", "subscription", "description"),
	("FSM Agent", "Dispatch Job", "job", "notes"),
	("FSM Agent", "Payment Arrangement", "arrangement", "note"),
	("FSM Dispatcher", "Dispatch Job", "job", "completion_note"),
]


@pytest.mark.parametrize(("role", "doctype", "record", "field"), EDITS)
def test_a_form_opens_without_errors_and_saves_a_change(desk, api, household, role, doctype, record, field):
	name = getattr(household, record)
	person = desk(role)
	person.form(doctype, name)
	person.fill(field, f"Vu par {role}")
	person.save()
	assert api.get(doctype, name)[field] == f"Vu par {role}"
	assert person.errors == []


@pytest.mark.parametrize(
	("doctype", "record"),
	[("Service Location", "location"), ("Service Equipment", "equipment"), ("Dispatch Job", "job")],
)
def test_a_technician_opens_what_belongs_to_their_job(desk, household, doctype, record):
	assert household.job
	technician = desk("FSM Technician")
	technician.form(doctype, getattr(household, record))
	assert technician.errors == []


def test_an_illegal_move_is_refused_with_the_moves_that_are_possible(desk, api, household):
	agent = desk("FSM Agent")
	agent.form("Service Location", household.location)
	agent.choose("status", "Pending Install")
	agent.press_save()
	expect(agent.message()).to_contain_text(
		"Status cannot go from Active to Pending Install. Possible from here: Suspended, Closed."
	)
	assert api.get("Service Location", household.location)["status"] == "Active"


def test_an_olt_shows_how_many_ports_are_in_each_state(desk, household):
	agent = desk("FSM Agent")
	agent.form("OLT", household.olt)
	capacity = agent.field("capacity_html")
	for label, number in (("Total", 4), ("Connected", 1), ("Reserved", 1), ("Free", 1), ("No Box", 1)):
		expect(capacity.locator(".capacity-figure", has_text=label)).to_contain_text(str(number))
	assert agent.errors == []


def test_a_phone_line_shows_its_911_state_and_the_address_it_is_served_at(desk, household):
	agent = desk("FSM Agent")
	agent.form("VoIP Line", household.line)
	expect(agent.headline()).to_have_text("911: not registered")
	agent.tab("911").click()
	expect(agent.field("e911_civic_number").locator("input")).to_have_value("98")
	expect(agent.field("service_address_html")).to_contain_text(f"{household.civic_number} rue des Érables")


def test_a_job_leads_to_its_place_on_the_map(desk, api, household):
	api.update("Dispatch Job", household.job, latitude=45.123456, longitude=-74.2)
	dispatcher = desk("FSM Dispatcher")
	dispatcher.form("Dispatch Job", household.job)
	opened = dispatcher.page.evaluate("() => gigafibre_fsm.map_url(cur_frm.doc)")
	assert "mlat=45.123456&mlon=-74.2" in opened
	expect(dispatcher.page.get_by_role("button", name="Map", exact=True)).to_be_visible()
