"""What tests against real sites share. `make test` starts the services and says where they are."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHECKOUT = Path(__file__).parents[1]
WINDOW = {"width": 1280, "height": 900}
# A sandbox of its own is refused to root, and to everybody in most containers; a machine without a screen has no
# graphics card either, and the process that stands in for one can stall a page and its photograph alike.
CHROMIUM_OPTIONS = ["--no-sandbox", "--disable-gpu"]


def resolve_localhost_names() -> None:
	"""Every *.localhost name is this machine (RFC 6761): browsers know it, the C library often does not."""
	resolve = socket.getaddrinfo

	def getaddrinfo(host, *args, **kwargs):
		local = isinstance(host, str) and host.endswith(".localhost")
		return resolve("127.0.0.1" if local else host, *args, **kwargs)

	socket.getaddrinfo = getaddrinfo


resolve_localhost_names()


def needed(name: str) -> str:
	value = os.environ.get(name)
	if not value:
		pytest.fail(f"{name} is not set: run these tests with `make test-e2e`", pytrace=False)
	return value


@pytest.fixture(scope="session")
def url() -> str:
	"""Of the test site."""
	return needed("GIGAFIBRE_URL")


@pytest.fixture(scope="session")
def test_site() -> str:
	return needed("GIGAFIBRE_SITE")


@pytest.fixture(scope="session")
def admin_password() -> str:
	return needed("GIGAFIBRE_ADMIN_PASSWORD")


@pytest.fixture(scope="session")
def bench_dir() -> Path:
	return Path(needed("GIGAFIBRE_BENCH"))


# -- browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
	"""The machine's own Chromium. Without one the tests fail: a skipped browser test would look like a good one."""
	program = os.environ.get("CHROMIUM")
	if not program:
		pytest.fail(
			"no Chromium here: install `chromium` (or set CHROMIUM to a Chrome's path)", pytrace=False
		)
	with sync_playwright() as playwright:
		browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_OPTIONS)
		yield browser
		browser.close()


@pytest.fixture
def new_page(
	browser: Browser, request: pytest.FixtureRequest, bench_dir: Path
) -> Iterator[Callable[..., Page]]:
	"""Each page has cookies of its own; all are photographed when the test fails."""
	pages: list[Page] = []

	def open_page(**options) -> Page:
		context = browser.new_context(viewport=WINDOW, **options)
		pages.append(context.new_page())
		return pages[-1]

	yield open_page
	if getattr(request.node, "failed", False):
		photograph(pages, bench_dir / ".workbench" / "logs", request.node.name)
	for page in pages:
		page.context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
	return new_page()


@pytest.fixture
def login(new_page: Callable[..., Page], url: str, admin_password: str) -> Callable[..., Page]:
	"""login(user, password) → a page of that user's own; Administrator when nobody is named."""

	def sign_in(user: str = "Administrator", password: str = "", **options) -> Page:
		page = new_page(**options)
		page.goto(f"{url}/login")
		status = page.evaluate(SIGN_IN, {"usr": user, "pwd": password or admin_password})
		assert status == 200, f"{user} could not log in: HTTP {status}"
		return page

	return sign_in


SIGN_IN = """async (who) => (await fetch("/api/method/login", {
	method: "POST",
	headers: {"Content-Type": "application/json", "X-Frappe-CSRF-Token": window.frappe?.csrf_token || ""},
	body: JSON.stringify(who),
})).status"""


def photograph(pages: list[Page], folder: Path, test: str) -> None:
	"""And what the worker said: a page that waits in vain often waits for it."""
	name = re.sub(r"[^\w.-]+", "_", test)[:100]
	for number, page in enumerate(pages, start=1):
		path = folder / f"{name}-{number}.png"
		page.screenshot(path=path, full_page=True)
		print(f"screenshot: {path}", file=sys.stderr)
	print(f"worker's last lines:\n{last_lines(folder / 'worker.log')}", file=sys.stderr)


def last_lines(log: Path) -> str:
	lines = log.read_text(errors="replace").splitlines() if log.exists() else []
	return "\n".join(line[:300] for line in lines[-8:])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
	report = yield
	item.failed = getattr(item, "failed", False) or report.failed
	return report


# -- sites


@pytest.fixture(scope="session")
def bench(bench_dir: Path, test_site: str) -> Callable[..., str]:
	"""bench("migrate") → what the Frappe command printed; on the test site unless another is named."""

	def run(*command: str, on: str = test_site, check: bool = True) -> str:
		python = bench_dir / "env" / "bin" / "python"
		result = subprocess.run(
			[python, "-m", "frappe.utils.bench_helper", "frappe", "--site", on, *command],
			cwd=bench_dir / "sites",
			stdin=subprocess.DEVNULL,
			capture_output=True,
			text=True,
		)
		output = result.stdout + result.stderr
		assert not check or result.returncode == 0, f"{' '.join(command)} on {on} failed:\n{output[-3000:]}"
		return output

	return run


@pytest.fixture(scope="session")
def throwaway_site(test_site: str) -> Iterator[Callable[..., str]]:
	"""throwaway_site("adopt", with_app=False) → the name of a fresh site, dropped when the tests are over."""
	made: list[str] = []

	def make(name: str, with_app: bool = True) -> str:
		full_name = f"{name}-{test_site.split('.')[0]}.throwaway.localhost"
		made.append(full_name)
		tool("site", full_name, *([] if with_app else ["--without-app"]))
		return full_name

	yield make
	if made:
		tool("drop-site", *dict.fromkeys(made))


def tool(*command: str) -> str:
	result = subprocess.run([CHECKOUT / "tools" / "dev", *command], capture_output=True, text=True)
	assert result.returncode == 0, result.stdout + result.stderr
	return result.stdout
