import pytest
from playwright.sync_api import expect


def spelled_with(separator: str, text: str) -> str:
	return separator.join(text[i : i + 2] for i in range(0, len(text), 2))


@pytest.mark.parametrize(
	("doctype", "record", "field", "typed"),
	[
		("Service Equipment", "equipment", "mac_address", lambda home: spelled_with(":", home.mac).lower()),
		("Service Equipment", "equipment", "serial_number", lambda home: f"tplg-{home.mark}"),
		("Service Location", "location", "legacy_delivery_id", lambda home: str(home.old_id)),
		("Service Location", "location", "address_line", lambda home: f"{home.civic_number} rue des érables"),
		("VoIP Line", "line", "did", lambda home: f"1 ({home.did[:3]}) {home.did[3:6]}-{home.did[6:]}"),
	],
	ids=["MAC", "serial", "old id", "address", "DID"],
)
def test_a_list_finds_a_record_by_what_people_read_out(desk, household, doctype, record, field, typed):
	name = getattr(household, record)
	agent = desk("FSM Agent")
	agent.list(doctype)
	agent.filter(field, typed(household))
	expect(agent.row(name)).to_be_visible()
	expect(agent.rows()).to_have_count(1)
	assert agent.errors == []


@pytest.mark.parametrize(
	("doctype", "record", "typed"),
	[
		("Service Equipment", "equipment", lambda home: spelled_with("-", home.mac)),
		("Service Equipment", "equipment", lambda home: spelled_with(" ", "54504C47" + home.mark)),
		("VoIP Line", "line", lambda home: f"{home.did[:3]}-{home.did[3:6]}-{home.did[6:]}"),
		("Service Location", "location", lambda home: str(home.old_id)),
	],
	ids=["MAC", "serial in hex", "DID", "old id"],
)
def test_a_link_field_finds_a_record_by_what_people_read_out(desk, household, doctype, record, typed):
	name = getattr(household, record)
	agent = desk("FSM Agent")
	agent.open("gigafibre")
	search = {"doctype": doctype, "txt": typed(household), "page_length": 10}
	found = agent.ask("frappe.desk.search.search_link", search)
	assert [row["value"] for row in found] == [name]


def test_a_technicians_list_holds_their_own_jobs_only(desk, household):
	mine, not_mine = household.job, household.job_of_another
	technician = desk("FSM Technician")
	technician.list("Dispatch Job")
	expect(technician.row(mine)).to_be_visible()
	expect(technician.row(not_mine)).to_have_count(0)
	assert technician.errors == []


def test_a_technician_cannot_open_the_job_of_another(desk, household):
	technician = desk("FSM Technician")
	technician.open(f"dispatch-job/{household.job_of_another}")
	expect(technician.page.get_by_text("Not permitted").first).to_be_visible()


def found_by_the_search_bar(desk, role, text):
	person = desk(role)
	person.open("gigafibre")
	rows = person.ask("frappe.utils.global_search.search", {"text": text, "limit": 20})
	return {(row["doctype"], row["name"]) for row in rows}


def test_the_search_bar_finds_a_device_by_its_serial(desk, bench, household):
	device = household.equipment
	bench("execute", "frappe.utils.global_search.sync_global_search")
	assert ("Service Equipment", device) in found_by_the_search_bar(desk, "FSM Agent", household.serial)


def test_the_search_bar_tells_a_technician_nothing_of_other_jobs(desk, bench, household):
	mine, not_mine = household.job, household.job_of_another
	bench("execute", "frappe.utils.global_search.sync_global_search")
	surname = f"Lafleur {household.mark}"
	jobs = {("Dispatch Job", mine), ("Dispatch Job", not_mine)}
	assert jobs <= found_by_the_search_bar(desk, "FSM Agent", surname)
	assert found_by_the_search_bar(desk, "FSM Technician", surname) & jobs == {("Dispatch Job", mine)}


def test_the_state_of_a_drop_is_told_in_words_and_colour(desk, household):
	agent = desk("FSM Agent")
	agent.list("Fibre Drop", olt=household.olt)
	for state, colour in (
		("Connected", "blue"),
		("Reserved", "orange"),
		("Free", "green"),
		("No Box", "gray"),
	):
		expect(agent.rows().locator(f".indicator-pill.{colour}:visible", has_text=state)).to_have_count(1)
	expect(agent.rows().get_by_text("0/1/0", exact=True)).to_have_count(1)
	assert agent.errors == []


def test_the_911_state_has_its_colour_in_the_list(desk, household):
	agent = desk("FSM Agent")
	agent.list("VoIP Line", did=household.did)
	expect(
		agent.row(household.line).locator(".indicator-pill.gray:visible", has_text="Not Registered")
	).to_be_visible()
