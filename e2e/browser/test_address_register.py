"""The page that loads the address register. Dry runs only: the site's own addresses stay."""

import csv

import pytest
from playwright.sync_api import expect

from gigafibre_fsm.domain.addresses.rqa import COLUMNS

PAGE = "address-register"
ROWS = [
	("E2E-1", 12, "", "", "Rue Principale", "Saint-Anicet", "J0S 1M0", 45.12, -74.35),
	("E2E-2", 14, "A", "3", "Rue Principale", "Saint-Anicet", "J0S 1M0", 45.12, -74.35),
	("", 16, "", "", "Rue Principale", "Saint-Anicet", "J0S 1M0", 45.12, -74.35),
]


@pytest.fixture
def register_file(tmp_path):
	tmp_path.chmod(0o755)
	path = tmp_path / "rqa.csv"
	with path.open("w", encoding="utf-8", newline="") as file:
		csv.writer(file).writerows([COLUMNS, *ROWS])
	return path


def start(manager, path) -> None:
	manager.shown(".page-head .primary-action").click()
	dialog = manager.page.locator(".modal.show")
	dialog.locator("input[data-fieldname='path']").fill(str(path))
	dialog.locator("input[data-fieldname='dry_run']").check()
	dialog.locator(".btn-modal-primary").click()
	expect(dialog).to_have_count(0)


def first_run(manager):
	return manager.shown(".register-runs tbody tr")


def test_a_manager_loads_a_file_in_the_background_and_sees_its_account(desk, register_file):
	manager = desk("FSM Manager")
	manager.open(PAGE)
	before = (
		first_run(manager).inner_text() if manager.page.locator(".register-runs tbody tr").count() else ""
	)
	start(manager, register_file)
	expect(first_run(manager)).not_to_have_text(before, timeout=60_000)
	expect(first_run(manager)).to_contain_text("Completed", timeout=60_000)
	cells = first_run(manager).locator("td").all_inner_texts()
	assert "Dry Run" in cells[1]
	assert cells[4:9] == ["3", "2", "0", "0", "1"]
	expect(manager.shown(".register-runs")).to_contain_text("1 × There is no identifier.")
	assert manager.errors == []


def test_a_file_that_is_not_there_is_told_on_the_page(desk, tmp_path):
	manager = desk("FSM Manager")
	manager.open(PAGE)
	start(manager, tmp_path / "none.csv")
	expect(manager.shown(".register-runs")).to_contain_text(
		f"there is no file {tmp_path}/none.csv", timeout=60_000
	)


@pytest.mark.parametrize("role", ["FSM Agent", "FSM Dispatcher"])
def test_others_have_no_such_page(desk, role):
	person = desk(role)
	person.open(PAGE)
	expect(person.page.get_by_text("Not permitted").first).to_be_visible()
	expect(person.page.locator(".address-register")).to_have_count(0)
