from playwright.sync_api import expect

from e2e.browser.household import Household

OF_A_LOCATION = {"Service Subscription": 1, "Service Equipment": 1, "VoIP Line": 1, "Dispatch Job": 2}
OF_A_CUSTOMER = OF_A_LOCATION | {"Service Location": 1, "Payment Arrangement": 1}
ERPNEXTS_OWN = ("Quotation", "Sales Invoice", "Payment Entry", "Issue", "Project", "Subscription")


def make_all(household: Household) -> None:
	for record in ("subscription", "equipment", "line", "job", "job_of_another", "arrangement"):
		assert getattr(household, record)


def test_a_customer_counts_everything_of_theirs(desk, household):
	make_all(household)
	agent = desk("FSM Agent")
	agent.form("Customer", household.customer)
	agent.tab("Dashboard").click()
	for doctype, count in OF_A_CUSTOMER.items():
		expect(agent.connection(doctype).locator(".count")).to_have_text(str(count))
	assert agent.errors == []


def test_a_customer_leads_to_their_location(desk, household):
	location = household.location
	agent = desk("FSM Agent")
	agent.form("Customer", household.customer)
	agent.tab("Dashboard").click()
	agent.connection("Service Location").locator(".badge-link").click()
	agent.page.wait_for_url("**/app/service-location/view/list?**")
	expect(agent.row(location)).to_be_visible()
	assert agent.errors == []


def test_erpnexts_own_connections_of_a_customer_stay(desk, household):
	administrator = desk()
	administrator.form("Customer", household.customer)
	administrator.tab("Dashboard").click()
	for doctype in ERPNEXTS_OWN:
		expect(administrator.connection(doctype)).to_be_visible()


def test_a_location_counts_what_is_there(desk, household):
	make_all(household)
	agent = desk("FSM Agent")
	agent.form("Service Location", household.location)
	for doctype, count in OF_A_LOCATION.items():
		expect(agent.connection(doctype).locator(".count")).to_have_text(str(count))
	assert agent.errors == []
