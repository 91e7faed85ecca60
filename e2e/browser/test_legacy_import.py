"""The page of the import, and its rejected rows, as the operator of the migration works with them."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

PAGE = "legacy-import"
SERVER = Path(__file__).with_name("legacy_server.py")
A_WHILE = 60_000


@pytest.fixture(scope="module")
def legacy(bench_dir: Path, test_site: str) -> Iterator[None]:
	command = [bench_dir / "env" / "bin" / "python", SERVER, test_site]
	server = subprocess.Popen(
		command, cwd=bench_dir / "sites", stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
	)
	assert server.stdout.readline() == "ready\n"
	yield
	server.stdin.close()
	assert server.wait(timeout=60) == 0


def row(manager, step: str):
	return manager.shown(f".import-steps tr[data-row='{step}']")


def run(manager, step: str, label: str, *cells: str) -> None:
	"""Presses a step's button, and waits for another run than the last one and for what the row says of it."""
	last = row(manager, step).locator("a[href*='legacy-import-run']")
	before = last.get_attribute("href") if last.count() else ""
	row(manager, step).get_by_role("button", name=label, exact=True).click()
	expect(last.and_(manager.page.locator(f"a:not([href='{before}'])"))).to_be_visible(timeout=A_WHILE)
	for place, text in enumerate(cells, start=2):
		expect(row(manager, step).locator("td").nth(place)).to_contain_text(text, timeout=A_WHILE)
	expect(manager.page.locator(".import-progress .progress")).to_have_count(0, timeout=A_WHILE)


def imported(manager) -> None:
	"""Whatever the tests before have left."""
	manager.open(PAGE)
	run(manager, "10a", "Run", "Completed")
	run(manager, "13b", "Run", "Completed")


def reject(manager, legacy_id: int) -> str:
	filters = {"source_table": "accord_paiement", "legacy_id": str(legacy_id)}
	[found] = manager.ask("frappe.client.get_list", {"doctype": "Legacy Import Reject", "filters": filters})
	return found["name"]


def test_without_a_legacy_database_the_page_says_what_to_do(desk):
	manager = desk("FSM Manager")
	manager.open(PAGE)
	expect(manager.shown(".import-notice")).to_contain_text("No legacy database is configured")
	expect(manager.shown(".page-head .primary-action")).to_be_disabled()
	expect(row(manager, "13b").get_by_role("button", name="Run", exact=True)).to_be_disabled()
	assert manager.errors == []


@pytest.mark.usefixtures("legacy")
def test_a_dry_run_counts_and_the_run_does_it(desk):
	manager = desk("FSM Manager")
	manager.open(PAGE)
	expect(row(manager, "10a")).to_contain_text("Not run yet")
	run(manager, "10a", "Dry Run", "Dry Run", "", "1", "1")
	run(manager, "10a", "Run", "Completed", "", "1", "1", "0", "0", "0")
	run(manager, "13b", "Run", "Completed", "", "3", "1", "0", "0", "2")
	expect(manager.shown(".import-rejects tbody tr")).to_contain_text("unknown account")
	assert manager.errors == []


@pytest.mark.usefixtures("legacy")
def test_the_count_leads_to_the_rows_which_are_set_aside_together(desk):
	manager = desk("FSM Manager")
	imported(manager)
	manager.shown(".import-rejects tbody a").click()
	expect(manager.rows()).to_have_count(2)
	for legacy_id in (930_102, 930_103):
		manager.page.locator(f".list-row-checkbox[data-name='{reject(manager, legacy_id)}']").check()
	manager.page.get_by_role("button", name="Actions").click()
	manager.page.get_by_role("link", name="Set Aside").click()
	expect(manager.page.get_by_text("Rows changed: 2")).to_be_visible()
	manager.open(PAGE)
	expect(manager.shown(".import-rejects tbody tr td:last-child")).to_have_text("2")
	assert manager.errors == []


@pytest.mark.usefixtures("legacy")
def test_a_row_is_corrected_and_retried(desk):
	manager = desk("FSM Manager")
	imported(manager)
	manager.form("Legacy Import Reject", reject(manager, 930_102))
	manager.page.get_by_role("button", name="Correct", exact=True).click()
	dialog = manager.page.locator(".modal.show")
	dialog.locator("input[data-fieldname='account_id']").fill("930001")
	dialog.get_by_role("button", name="Save").click()
	expect(manager.field("correction")).to_contain_text('"account_id": 930001')
	manager.page.get_by_role("button", name="Retry", exact=True).click()
	expect(manager.page.locator(".title-area .indicator-pill")).to_have_text("Imported")
	expect(manager.page.get_by_role("button", name="Retry", exact=True)).to_have_count(0)
	[arrangement] = arrangements(manager, 930_102)
	assert (arrangement["customer"], arrangement["amount"]) == ("C-930001", 33)
	assert manager.errors == []


@pytest.mark.usefixtures("legacy")
def test_the_cut_over_waits_for_reconciliation_and_can_be_rolled_back(desk):
	manager = desk("FSM Manager")
	imported(manager)
	arrangement = arrangements(manager, 930_101)[0]["name"]
	set_amount(manager, arrangement, 1)
	press_cut_over(manager)
	expect(manager.message()).to_contain_text(
		"No cut-over: reconciliation shows 1 difference", timeout=A_WHILE
	)
	set_amount(manager, arrangement, 120.5)
	manager.open(PAGE)
	press_cut_over(manager)
	expect(manager.shown(".import-notice")).to_contain_text("this site leads", timeout=A_WHILE)
	expect(manager.shown(".page-head .primary-action")).to_be_disabled()
	manager.shown("[data-do='roll-back']").click()
	dialog = manager.page.locator(".modal.show")
	dialog.locator("textarea").fill("Les appels tombent")
	dialog.locator(".btn-modal-primary").click()
	expect(manager.shown(".import-cut-over")).to_contain_text("Cut-over rolled back: Les appels tombent")
	expect(manager.shown(".page-head .primary-action")).to_be_enabled()


def press_cut_over(manager) -> None:
	manager.shown("[data-do='cut-over']").click()
	manager.page.get_by_role("button", name="Yes").click()


def arrangements(manager, legacy_id: int) -> list[dict]:
	wanted = {"filters": {"legacy_accord_id": legacy_id}, "fields": ["name", "customer", "amount"]}
	return manager.ask("frappe.client.get_list", {"doctype": "Payment Arrangement", **wanted})


def set_amount(manager, name: str, amount: float) -> None:
	where = {"doctype": "Payment Arrangement", "name": name}
	manager.ask("frappe.client.set_value", {**where, "fieldname": "amount", "value": amount})


@pytest.mark.usefixtures("legacy")
def test_the_report_tells_what_was_compared(desk):
	manager = desk("FSM Manager")
	imported(manager)
	manager.page.get_by_role("button", name="Reconciliation").click()
	expect(manager.page.locator(".report-summary")).to_contain_text("0 differences", timeout=A_WHILE)
	expect(manager.page.get_by_text("Amount: Open").first).to_be_visible()


@pytest.mark.parametrize("role", ["FSM Agent", "FSM Dispatcher"])
def test_others_have_no_such_page(desk, role):
	person = desk(role)
	person.open(PAGE)
	expect(person.page.get_by_text("Not permitted").first).to_be_visible()
	expect(person.page.locator(".legacy-import")).to_have_count(0)
