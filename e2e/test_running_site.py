"""The services that `make test` and `make run` start, seen from outside."""

import socket
from collections.abc import Callable
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
import requests
from playwright.sync_api import Page, expect

PATIENCE = 30_000  # milliseconds; two cores share web server, worker and browser
MORE_THAN_THREADS = 100
CONNECTED = "() => window.frappe?.realtime?.socket?.connected === true"
RUN_JOB = """async (job) => {
	const headers = {"Content-Type": "application/json", "X-Frappe-CSRF-Token": frappe.csrf_token};
	const path = "/api/method/frappe.core.doctype.scheduled_job_type.scheduled_job_type.execute_event";
	const body = JSON.stringify({ doc: JSON.stringify({ name: job }) });
	return (await fetch(path, { method: "POST", headers, body })).status;
}"""
LAST_RUN = """async (job) => {
	const answer = await fetch("/api/resource/Scheduled Job Type/" + job);
	return (await answer.json()).data.last_execution || "";
}"""


@pytest.fixture
def desk(login: Callable[..., Page], url: str) -> Page:
	page = login()
	page.goto(f"{url}/app/todo")
	return page


def test_the_desk_opens_with_its_styles_and_scripts(login: Callable[..., Page], url: str):
	page = login()
	missing: list[str] = []
	page.on("response", lambda answer: missing.append(answer.url) if answer.status >= 400 else None)
	page.goto(f"{url}/app/customer")
	expect(page.locator(".page-title .title-text").first).to_have_text("Customer", timeout=PATIENCE)
	assert not [address for address in missing if "/assets/" in address]


def test_the_realtime_server_accepts_who_is_logged_in(desk: Page):
	desk.wait_for_function(CONNECTED, timeout=PATIENCE)


def test_the_worker_does_what_is_queued(desk: Page):
	job = desk.evaluate("async () => (await frappe.db.get_list('Scheduled Job Type', { limit: 1 }))[0].name")
	before = desk.evaluate(LAST_RUN, job)
	assert desk.evaluate(RUN_JOB, job) == 200
	desk.wait_for_function(
		f"async ([job, before]) => (await ({LAST_RUN})(job)) !== before", arg=[job, before], timeout=PATIENCE
	)


def test_a_site_answers_under_its_own_name_only(url: str):
	"""One web server serves every site of the bench: a name that is no site gets nothing."""
	port = urlsplit(url).port
	assert requests.get(f"{url}/api/method/ping", timeout=30).json() == {"message": "pong"}
	assert requests.get(f"http://no-such.localhost:{port}/api/method/ping", timeout=30).status_code == 404


def test_connections_that_say_nothing_hold_nobody_up(url: str):
	"""A browser opens them ahead of need."""
	server = ("127.0.0.1", urlsplit(url).port)
	with ExitStack() as opened:
		silent = [
			opened.enter_context(socket.create_connection(server, timeout=30))
			for _ in range(MORE_THAN_THREADS)
		]
		for _ in range(MORE_THAN_THREADS // 10):
			assert requests.get(f"{url}/api/method/ping", timeout=30).json() == {"message": "pong"}
		silent[0].sendall(f"GET /api/method/ping HTTP/1.1\r\nHost: {urlsplit(url).netloc}\r\n\r\n".encode())
		assert silent[0].recv(100).startswith(b"HTTP/1.1 200 ")
