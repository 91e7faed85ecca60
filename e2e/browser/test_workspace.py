import re

import pytest
from playwright.sync_api import expect

CARDS = [
	"Orders This Week",
	"Jobs to Schedule",
	"Ports Free",
	"911 Not Synced",
	"Open Arrangements",
	"Failed Messages",
]


def test_every_number_card_of_the_workspace_shows_a_number(desk):
	manager = desk("FSM Manager")
	manager.open("gigafibre")
	cards = manager.page.locator(".number-widget-box")
	expect(cards).to_have_count(len(CARDS))
	for label in CARDS:
		number = cards.filter(has_text=re.compile(label, re.IGNORECASE)).locator(".number")
		expect(number).to_have_text(re.compile(r"^\s*\d"))
	assert manager.errors == []


def test_both_charts_of_the_workspace_are_drawn(desk, household):
	assert household.olt
	manager = desk("FSM Manager")
	manager.open("gigafibre")
	charts = manager.page.locator(".dashboard-widget-box")
	expect(charts).to_have_count(2)
	for label in ("Installations Completed per Week", "Fibre Drops by State"):
		drawing = charts.filter(has_text=label).locator("svg.frappe-chart .dataset-units")
		expect(drawing.first).to_be_attached()
	assert manager.errors == []


def test_the_jobs_card_leads_to_the_jobs_it_counted(desk):
	dispatcher = desk("FSM Dispatcher")
	dispatcher.open("gigafibre")
	dispatcher.page.locator(".number-widget-box", has_text="Jobs to Schedule").locator(".number").click()
	dispatcher.page.wait_for_url("**/app/dispatch-job**status=To+Schedule")


@pytest.mark.parametrize("role", ["FSM Manager", "FSM Agent", "FSM Dispatcher", "FSM Technician"])
def test_the_workspace_opens_for_everyone_who_works_with_it(desk, role):
	person = desk(role)
	person.open("gigafibre")
	expect(person.shortcut("Jobs to Schedule")).to_be_visible()
	assert person.errors == []


def test_a_technician_is_offered_no_money_and_no_settings(desk):
	technician = desk("FSM Technician")
	technician.open("gigafibre")
	expect(technician.shortcut("Jobs to Schedule")).to_be_visible()
	for label in ("Payment Arrangements", "Settings", "Customers"):
		expect(technician.shortcut(label)).to_have_count(0)
	expect(technician.page.locator(".number-widget-box", has_text="Open Arrangements")).to_have_count(0)


def test_the_settings_shortcut_opens_the_settings(desk):
	manager = desk("FSM Manager")
	manager.open("gigafibre")
	manager.shortcut("Settings").click()
	manager.wait_for_form("FSM Settings")
	assert manager.errors == []
