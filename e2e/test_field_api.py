"""A technician's phone over HTTP: the day, each step, what was done without network; and who is refused what."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import requests

from e2e.browser.api import Api
from e2e.visitor import METHOD, Visitor, refusal

PASSWORD = "Un mot de passe 42!"
PHONES_THAT_SEND_AT_ONCE = 4


class Phone:
	"""With a technician's login."""

	def __init__(self, url: str, user: str):
		self.api = Api(url, user, PASSWORD)
		self.url = url

	def get(self, method: str, **arguments) -> requests.Response:
		return self._send("GET", method, params=arguments)

	def post(self, method: str, **arguments) -> requests.Response:
		return self._send("POST", method, json=arguments)

	def _send(self, verb: str, method: str, **options) -> requests.Response:
		url = f"{self.url}{METHOD}.field.{method}"
		return self.api.session.request(verb, url, timeout=60, **options)

	def does(self, method: str, **arguments):
		answer = self.post(method, **arguments)
		assert answer.ok, answer.text
		return answer.json()["message"]


@pytest.fixture(scope="module")
def api(url: str, admin_password: str) -> Iterator[Api]:
	with Api(url, "Administrator", admin_password) as api:
		yield api


@pytest.fixture(scope="module")
def company(api: Api) -> str:
	return api.list("Company")[0]


@pytest.fixture(scope="module")
def make_phone(api: Api, url: str, company: str) -> Callable[..., tuple[Phone, str]]:
	"""make_phone() → the phone of a new technician, and the Employee."""

	def make(role: str = "FSM Technician", language: str = "en") -> tuple[Phone, str]:
		user = api.make(
			"User",
			email=f"tech{uuid4().hex[:10]}@terrain.example",
			first_name="Luc",
			language=language,
			send_welcome_email=0,
			new_password=PASSWORD,
			roles=[{"role": role}],
		)["name"]
		employee = api.make(
			"Employee",
			first_name="Luc",
			user_id=user,
			company=company,
			gender=api.list("Gender")[0],
			date_of_birth="1990-01-01",
			date_of_joining="2020-01-01",
		)["name"]
		return Phone(url, user), employee

	return make


@pytest.fixture(scope="module")
def mine(make_phone: Callable) -> tuple[Phone, str]:
	return make_phone()


@pytest.fixture(scope="module")
def other(make_phone: Callable) -> Phone:
	return make_phone()[0]


@pytest.fixture
def phone(mine: tuple[Phone, str]) -> Phone:
	return mine[0]


@pytest.fixture(scope="module")
def place(api: Api) -> dict:
	customer = api.make("Customer", customer_name=f"Terrain {uuid4().hex[:6]}", mobile_no="450 272-2408")
	return api.make(
		"Service Location",
		customer=customer["name"],
		address_line="12 rang des Techniciens",
		city="Sainte-Épreuve",
		olt_name="OLT Épreuve",
		olt_slot=2,
		olt_port=6,
	)


@pytest.fixture(scope="module")
def today(api: Api) -> str:
	"""On the site's clocks: this machine may be in tomorrow already."""
	zone = api.get("System Settings", "System Settings")["time_zone"]
	return str(datetime.now(ZoneInfo(zone)).date())


@pytest.fixture
def make_job(api: Api, mine: tuple[Phone, str], place: dict, today: str) -> Iterator[Callable[..., str]]:
	"""make_job() → a repair of today, with an ONT that has no serial yet."""
	made = []

	def make(**facts) -> str:
		ont = api.make(
			"Service Equipment",
			equipment_type="ONT",
			customer=place["customer"],
			service_location=place["name"],
		)
		job = api.make(
			"Dispatch Job",
			**{
				"job_type": "Repair",
				"status": "Scheduled",
				"scheduled_date": today,
				"customer": place["customer"],
				"service_location": place["name"],
				"assigned_technician": mine[1],
				"equipment_list": [{"equipment": ont["name"], "equipment_type": "ONT", "required": 1}],
				**facts,
			},
		)
		made.append(job["name"])
		return job["name"]

	yield make
	for job in made:
		for doctype, field in (("Field Operation", "job"), ("Service Work Order", "dispatch_job")):
			for name in api.list(doctype, **{field: job}):
				api.session.delete(f"{api.url}/api/resource/{doctype}/{name}", timeout=60)


@pytest.fixture
def job(make_job: Callable[..., str]) -> str:
	return make_job()


def serial() -> str:
	return f"TPLG{uuid4().hex[:8].upper()}"


def operation(method: str, job: str, **args) -> dict:
	at = (datetime.now().astimezone() - timedelta(minutes=5)).isoformat()
	return {"id": str(uuid4()), "at": at, "method": method, "args": {"job": job, **args}}


def a_visit(job: str) -> list[dict]:
	return [
		operation("en_route", job),
		operation("start", job),
		operation("scan", job, code=serial()),
		operation("complete", job, note="Fini"),
	]


def test_a_day(phone: Phone, job: str, api: Api):
	sheets = {sheet["job"]: sheet for sheet in phone.get("my_jobs").json()["message"]}
	sheet = phone.get("job", name=job).json()["message"]
	assert sheets[job] == sheet
	assert (sheet["olt_port"], sheet["phone"]) == ("0/2/6", "450 272-2408")
	assert phone.does("en_route", job=job)["status"] == "En Route"
	assert phone.does("start", job=job)["status"] == "In Progress"
	code = serial()
	assert phone.does("scan", job=job, code=f"S/N {code[:4]}-{code[4:]}".lower())["serial_number"] == code
	done = phone.does("complete", job=job, note="Signal −18 dBm")
	assert done["status"] == "Completed"
	assert phone.does("complete", job=job) == done
	kept = api.get("Dispatch Job", job)
	assert all(kept[moment] for moment in ("en_route_at", "started_at", "completed_at"))
	assert kept["equipment_list"][0]["serial_number"] == code


def test_each_step_may_be_told_twice(phone: Phone, job: str):
	for method in ("en_route", "start"):
		assert phone.does(method, job=job) == phone.does(method, job=job)


def test_a_day_without_network(phone: Phone, make_job: Callable[..., str], api: Api):
	first, second = make_job(), make_job()
	lost = operation("start", "JOB-404")
	told = [*a_visit(first), lost, *a_visit(second)]
	answers = phone.does("replay", operations=told)
	assert [answer["id"] for answer in answers] == [each["id"] for each in told]
	assert [answer["ok"] for answer in answers] == [True] * 4 + [False] + [True] * 4, answers
	assert answers[4]["exc_type"] == "NotFound"
	assert phone.does("replay", operations=told) == answers
	for job in (first, second):
		assert api.get("Dispatch Job", job)["status"] == "Completed"
		assert len(api.list("Service Work Order", dispatch_job=job)) == 1
	kept = api.get("Field Operation", told[0]["id"])
	assert (kept["job"], kept["ok"], kept["at"] < kept["received_at"]) == (first, 1, True)


def test_a_list_that_is_sent_several_times_at_once_is_applied_once(
	mine: tuple[Phone, str], url: str, job: str, api: Api
):
	user = api.get("Employee", mine[1])["user_id"]
	phones = [Phone(url, user) for _number in range(PHONES_THAT_SEND_AT_ONCE)]
	visit = a_visit(job)
	with ThreadPoolExecutor(len(phones)) as threads:
		answers = list(threads.map(lambda phone: phone.does("replay", operations=visit), phones))
	assert [answer["ok"] for answer in answers[0]] == [True] * 4, answers[0]
	assert answers == [answers[0]] * len(phones)
	assert len(api.list("Service Work Order", dispatch_job=job)) == 1


def test_conflicts_are_told_in_the_callers_language(phone: Phone, make_phone: Callable, job: str, api: Api):
	api.update("Dispatch Job", job, status="Cancelled")
	office = make_phone("FSM Dispatcher", language="fr")[0]
	for who, words in ((phone, "was cancelled"), (office, "a été annulée")):
		status, kind, sentence = refusal(who.post("start", job=job))
		assert (status, kind, words in sentence) == (409, "InvalidState", True), sentence
		[told] = who.does("replay", operations=[operation("start", job)])
		assert (told["ok"], told["exc_type"], told["error"]) == (False, "InvalidState", sentence)


def test_a_serial_that_is_elsewhere(phone: Phone, make_job: Callable[..., str]):
	code = serial()
	phone.does("scan", job=make_job(), code=code)
	status, kind, sentence = refusal(phone.post("scan", job=make_job(), code=code))
	assert (status, kind, code in sentence) == (409, "SerialInUse", True), sentence


@pytest.mark.parametrize(
	("method", "arguments", "status", "kind"),
	[
		("job", {"name": "JOB-404"}, 404, "NotFound"),
		("start", {"job": "JOB-404"}, 404, "NotFound"),
		("start", {}, 400, "InvalidRequest"),
		("my_jobs", {"day": "demain"}, 400, "InvalidRequest"),
		("scan", {"job": "JOB-404", "code": ""}, 400, "InvalidRequest"),
		("complete", {"job": "JOB-404", "arrived_at": "9 h"}, 400, "InvalidRequest"),
		("replay", {"operations": {"id": 1}}, 400, "InvalidRequest"),
		("replay", {"operations": [{}] * 201}, 400, "InvalidRequest"),
	],
)
def test_refusals(phone: Phone, method: str, arguments: dict, status: int, kind: str):
	assert refusal(phone.post(method, **arguments))[:2] == (status, kind)


def test_another_technician_and_other_roles_are_refused(
	other: Phone, make_phone: Callable, url: str, job: str, api: Api
):
	customer = make_phone("FSM Customer")[0]
	for method, argument in (("job", "name"), ("en_route", "job"), ("start", "job"), ("complete", "job")):
		for who in (other, customer):
			assert refusal(who.post(method, **{argument: job}))[:2] == (403, "PermissionError"), method
		assert Visitor(url).post(f"field.{method}", **{argument: job}).status_code == 403
	assert other.does("my_jobs") == []
	assert api.get("Dispatch Job", job)["status"] == "Scheduled"


def test_what_writes_is_posted(phone: Phone, job: str, api: Api):
	for method in ("en_route", "start", "complete"):
		assert phone.get(method, job=job).status_code == 403
	assert api.get("Dispatch Job", job)["status"] == "Scheduled"
