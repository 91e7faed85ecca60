"""The people and the one household that the desk's tests look at, brought about through the API."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from e2e.browser.api import Api
from e2e.browser.desk import Desk
from e2e.browser.dispatch import Crew
from e2e.browser.household import Household
from e2e.conftest import SIGN_IN, WINDOW, photograph

PASSWORD = "Fibre-2026-essai!"


@pytest.fixture(scope="session")
def mark() -> str:
	"""Sets this run's records apart from those of an earlier one on the same site."""
	return uuid4().hex[:8].upper()


@pytest.fixture(scope="session")
def api(url: str, admin_password: str) -> Iterator[Api]:
	with Api(url, "Administrator", admin_password) as api:
		yield api


@pytest.fixture(scope="session")
def people(api: Api, mark: str) -> dict[str, str]:
	"""Role → login."""
	roles = ("FSM Manager", "FSM Agent", "FSM Dispatcher", "FSM Technician")
	return {role: make_user(api, role, mark) for role in roles}


def make_user(api: Api, role: str, mark: str) -> str:
	user = api.make(
		"User",
		email=f"{role.replace(' ', '.')}.{mark}@gigafibre.example".lower(),
		first_name=role,
		language="en",
		send_welcome_email=0,
		new_password=PASSWORD,
		roles=[{"role": role}],
	)
	return user["name"]


@pytest.fixture(scope="session")
def household(api: Api, people: dict[str, str], mark: str) -> Household:
	return Household(api, mark, people["FSM Technician"])


@pytest.fixture
def place(api: Api) -> dict:
	"""Where somebody has service, in a town of its own."""
	mark = uuid4().hex[:6].upper()
	customer = api.make("Customer", customer_name=f"Téléphone {mark}")["name"]
	address = {"civic_number": "12", "street": "rang Nord", "city": f"Saint-{mark}", "postal_code": "J0S 1A1"}
	values = {"customer": customer, "address_line": "12 rang Nord", "status": "Active", **address}
	return api.make("Service Location", **values)


@pytest.fixture(scope="package")
def crew(api: Api, mark: str) -> Iterator[Crew]:
	"""Gone before tests that order: with technicians of other trades only, no day is offered."""
	crew = Crew(api, mark)
	assert crew.technicians and crew.locations
	yield crew
	crew.leave()


@pytest.fixture(scope="session")
def context_of(
	browser: Browser, url: str, people: dict[str, str], admin_password: str
) -> Iterator[Callable[[str], BrowserContext]]:
	"""One signed-in context per role for the whole run: the desk's scripts are loaded once, as by a real user."""
	contexts: dict[str, BrowserContext] = {}

	def signed_in(role: str) -> BrowserContext:
		if role not in contexts:
			contexts[role] = browser.new_context(viewport=WINDOW)
			user, password = (people[role], PASSWORD) if role in people else (role, admin_password)
			sign_in(contexts[role], url, user, password)
		return contexts[role]

	yield signed_in
	for context in contexts.values():
		context.close()


def sign_in(context: BrowserContext, url: str, user: str, password: str) -> None:
	"""From a page: only the browser itself knows where *.localhost is."""
	page = context.new_page()
	page.goto(f"{url}/login")
	status = page.evaluate(SIGN_IN, {"usr": user, "pwd": password})
	assert status == 200, f"{user} could not log in: HTTP {status}"
	page.close()


@pytest.fixture
def desk(
	context_of: Callable[[str], BrowserContext], url: str, request: pytest.FixtureRequest, bench_dir: Path
) -> Iterator[Callable[..., Desk]]:
	"""desk("FSM Agent") → the desk of a user with that role; Administrator's when none is named."""
	pages: list[Page] = []

	def sit_down(role: str = "Administrator") -> Desk:
		pages.append(context_of(role).new_page())
		return Desk(pages[-1], url)

	yield sit_down
	if getattr(request.node, "failed", False):
		photograph(pages, bench_dir / ".workbench" / "logs", request.node.name)
	for page in pages:
		page.close()
