"""Photographs the legacy import for docs/images, as the named user sees it: python -m e2e.legacy_screenshots URL USER PASSWORD

Meant for a site that imported what `gigafibre-legacy-demo` makes up, and one of its French-speaking managers.
"""

import os
import sys
from datetime import date

from playwright.sync_api import sync_playwright

from e2e.browser.desk import Desk
from e2e.conftest import CHROMIUM_OPTIONS, WINDOW
from e2e.screenshots import find, save, signed_in

A_WHILE = 120_000
TODAY = str(date.today())
# Doctype, what a telling imported record is like, the picture's name.
FORMS = [
	("Quotation", {"legacy_soumission_id": (">", 0), "transaction_date": ("<", TODAY)}, "legacy-quotation"),
	("Payment Arrangement", {"legacy_accord_id": (">", 0), "status": "Open"}, "legacy-arrangement"),
	("Service Work Order", {"legacy_bon_travail_id": (">", 0), "total": (">", 100)}, "legacy-work-order"),
]
# Below the bar that stays at the top.
SCROLL_TO_THE_REJECTS = """() => window.scrollTo(0,
	document.querySelector(".import-rejects").getBoundingClientRect().top + window.scrollY - 70)"""
REJECTS = {"source_table": "accord_paiement", "status": "Open"}


def main(url: str, user: str, password: str) -> None:
	with sync_playwright() as playwright:
		program = os.environ.get("CHROMIUM", "chromium")
		browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_OPTIONS)
		desk = Desk(signed_in(browser, url, user, password).new_page(), url)
		photograph_page(desk)
		photograph_rejects(desk)
		photograph_report(desk)
		for doctype, telling, picture in FORMS:
			desk.form(doctype, find(desk, doctype, telling))
			save(desk, picture)
		photograph_customer(desk)
		browser.close()


def photograph_page(desk: Desk) -> None:
	desk.page.set_viewport_size({"width": WINDOW["width"], "height": 1500})
	desk.open("legacy-import")
	desk.shown(".import-steps tbody tr").wait_for()
	save(desk, "legacy-import")
	desk.page.set_viewport_size(WINDOW)
	desk.page.evaluate(SCROLL_TO_THE_REJECTS)
	save(desk, "legacy-rejected")


def photograph_rejects(desk: Desk) -> None:
	desk.list("Legacy Import Reject", **REJECTS)
	desk.rows().first.wait_for()
	save(desk, "legacy-rejects")
	desk.form(
		"Legacy Import Reject", find(desk, "Legacy Import Reject", {**REJECTS, "reason": "unknown account"})
	)
	label = desk.page.evaluate("() => __('Correct', null, 'Legacy Import Reject')")
	desk.page.get_by_role("button", name=label, exact=True).click()
	desk.page.locator(".modal.show input").first.wait_for()
	save(desk, "legacy-correction")
	desk.page.keyboard.press("Escape")


def photograph_report(desk: Desk) -> None:
	desk.open("query-report/Legacy Reconciliation")
	desk.page.locator(".report-summary .summary-item").first.wait_for(timeout=A_WHILE)
	save(desk, "legacy-reconciliation")


def photograph_customer(desk: Desk) -> None:
	"""Somebody with a telephone has nearly everything else as well."""
	desk.form("Customer", find(desk, "VoIP Line", {"legacy_pbx_id": (">", 0)}, "customer"))
	desk.tab(desk.page.evaluate("() => __('Dashboard', null, 'Customer')")).click()
	desk.shown(".document-link .count:not(:empty)").wait_for()
	save(desk, "legacy-customer")


if __name__ == "__main__":
	main(*sys.argv[1:4])
