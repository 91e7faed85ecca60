"""Photographs the desk for docs/images, as the named user sees it: python -m e2e.screenshots URL USER PASSWORD

Meant for the demo site and one of its French-speaking users. CHROMIUM names the browser's program.
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from e2e.browser.desk import Desk
from e2e.conftest import CHROMIUM_OPTIONS, SIGN_IN, WINDOW

IMAGES = Path(__file__).parents[1] / "docs" / "images"
NEWEST = "creation desc"
# Doctype, what a telling record is like, the tab to show.
FORMS = [
	("Service Location", {"status": "Active"}, None),
	("Service Equipment", {"is_online": 1}, None),
	("VoIP Line", {"e911_status": "Mismatch"}, "911"),
	("Dispatch Job", {"status": "Scheduled"}, None),
]

CHARTS_HAVE_GROWN = """() => [...document.querySelectorAll(".dashboard-widget-box")].every((chart) =>
	[...chart.querySelectorAll(".dataset-units rect")].some((bar) => Number(bar.getAttribute("height")) > 0))"""

# One that is reserved has the most to tell.
CLICK_ON_A_DROP = """() => {
	const page = frappe.pages["plant-map"].plant_map;
	const number = page.drops.state.findIndex((state, number) => state === "reserved" && page.is_shown(number));
	page.show_drops(L.latLng(page.drops.latitude[number], page.drops.longitude[number]));
}"""


def main(url: str, user: str, password: str) -> None:
	IMAGES.mkdir(parents=True, exist_ok=True)
	with sync_playwright() as playwright:
		program = os.environ.get("CHROMIUM", "chromium")
		browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_OPTIONS)
		desk = Desk(signed_in(browser, url, user, password).new_page(), url)
		photograph_workspace(desk)
		for doctype, telling, tab in FORMS:
			photograph_form(desk, doctype, find(desk, doctype, telling), tab)
		photograph_phone_line(desk)
		photograph_form(desk, "FSM Settings", "FSM Settings", "Twilio")
		photograph_dispatch_day(desk)
		photograph_plant_map(desk)
		photograph_link_review(desk)
		browser.close()


def signed_in(browser: Browser, url: str, user: str, password: str) -> BrowserContext:
	context = browser.new_context(viewport=WINDOW)
	page = context.new_page()
	page.goto(f"{url}/login")
	status = page.evaluate(SIGN_IN, {"usr": user, "pwd": password})
	if status != 200:
		sys.exit(f"{user} could not log in: HTTP {status}")
	page.close()
	return context


def find(desk: Desk, doctype: str, telling: dict, field: str = "name") -> str:
	"""Any record is better than none."""
	for filters in (telling, {}):
		query = {"doctype": doctype, "filters": filters, "order_by": NEWEST, "limit_page_length": 1}
		rows = desk.ask("frappe.client.get_list", {**query, "fields": [field]})
		if rows:
			return rows[0][field]
	sys.exit(f"No {doctype} on this site: load the demo data first.")


def photograph_workspace(desk: Desk) -> None:
	# Before it opens: a chart that changes its width draws itself anew.
	desk.page.set_viewport_size({"width": WINDOW["width"], "height": 1370})
	desk.open("gigafibre")
	desk.page.locator(".number-widget-box .number").first.wait_for()
	desk.page.wait_for_function(CHARTS_HAVE_GROWN)
	save(desk, "workspace")
	desk.page.set_viewport_size(WINDOW)


def photograph_phone_line(desk: Desk) -> None:
	desk.form("VoIP Line", find(desk, "VoIP Line", {"status": "Active"}))
	menu = desk.page.evaluate("() => encodeURIComponent(__('Line'))")
	desk.shown(f".page-head .inner-group-button[data-label='{menu}'] button").click()
	save(desk, "phone-line")


def photograph_dispatch_day(desk: Desk) -> None:
	"""A day with a job that nobody has yet."""
	day = find(
		desk,
		"Dispatch Job",
		{"status": "Scheduled", "assigned_technician": ("is", "not set")},
		"scheduled_date",
	)
	desk.open(f"dispatch-day?day={day}")
	desk.page.locator(".dispatch-waiting .dispatch-card").first.click()
	desk.page.locator(".dispatch-suggestions li").first.wait_for()
	save(desk, "dispatch-day")


def photograph_plant_map(desk: Desk) -> None:
	olt = desk.ask("frappe.client.get_list", {"doctype": "OLT", "order_by": "name", "limit_page_length": 1})
	desk.open(f"plant-map?olt={olt[0]['name']}")
	desk.page.locator(".plant-capacity table").wait_for()
	desk.page.evaluate(CLICK_ON_A_DROP)
	desk.page.locator(".popup-block").first.wait_for()
	save(desk, "plant-map")


def photograph_link_review(desk: Desk) -> None:
	"""The street is known, its number is not: the neighbours are offered."""
	desk.open("link-review")
	desk.page.locator(".review-row", has_text="RUE PRINCIPALE").first.click()
	desk.page.locator(".review-candidates li").nth(3).wait_for()
	save(desk, "link-review")


def photograph_form(desk: Desk, doctype: str, name: str, tab: str | None) -> None:
	desk.form(doctype, name)
	if tab:
		label = desk.page.evaluate("(label) => __(label, null, cur_frm.doctype)", tab)
		desk.tab(label).click()
	save(desk, doctype.lower().replace(" ", "-"))


def save(desk: Desk, name: str) -> None:
	desk.page.mouse.move(0, 0)
	desk.page.wait_for_function("() => frappe.request.ajax_count === 0")
	desk.page.screenshot(path=IMAGES / f"{name}.png", animations="disabled")
	print(f"{name}.png")


if __name__ == "__main__":
	main(*sys.argv[1:4])
