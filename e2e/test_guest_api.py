"""The visitor's methods as a visitor calls them: over HTTP, without a login, in either language."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
import requests

from e2e.browser.api import Api
from e2e.visitor import METHOD, Visitor, refusal

NEUTRAL = "Something went wrong on our side. Try again, or call us."
SERIAL, NOTE = "TPLG55181234", "Voisin de passage"


@pytest.fixture
def visitor(url: str) -> Visitor:
	return Visitor(url)


@pytest.fixture(scope="module")
def api(url: str, admin_password: str) -> Iterator[Api]:
	with Api(url, "Administrator", admin_password) as api:
		yield api


@pytest.fixture(scope="module")
def place(api: Api, bench: Callable) -> dict[str, str]:
	"""A street with a free drop at 12, a taken one at 14, and nothing at 16; the index knows them."""
	api.make(
		"Planned Municipality",
		municipality="Sainte-Épreuve",
		phase="Under Construction",
		expected_on="2027-06-01",
	)
	street = api.make("Street", street="Montée des Essais", municipality="Sainte-Épreuve")["name"]
	olt = api.make("OLT", ip="192.0.2.55", olt_name="Épreuve 1")["name"]
	made = {"street": street, "municipality": "Sainte-Épreuve"}
	for number in (12, 14, 16):
		made[str(number)] = api.make(
			"Civic Address",
			name=f"EPREUVE-{number}",
			street=street,
			civic_number=number,
			postal_code="J0S 9Z9",
			latitude=45.1,
			longitude=-74.2,
		)["name"]
	port = {"olt": olt, "frame": 0, "slot": 3, "port": 2, "box_installed": 1, "max_speed": 500}
	made["free"] = api.make("Fibre Drop", **port, ont_id=1, civic_address=made["12"])["name"]
	made["taken"] = api.make(
		"Fibre Drop", **port, ont_id=2, civic_address=made["14"], ont_serial=SERIAL, reserved_note=NOTE
	)["name"]
	bench("execute", "gigafibre_fsm.fibre_plant.services.address_index.build")
	return made


@pytest.fixture
def settings(api: Api) -> Iterator[Callable]:
	"""settings(limit_search=3): until the end of the test."""
	name = quote("FSM Settings")
	before = api.get(name, name)

	def change(**values) -> None:
		api.update(name, name, **values)

	yield change
	kept = ("limit_search", "limit_guest_reads", "limit_guest_writes", "sales_email", "sales_user")
	api.update(name, name, **{field: before.get(field) for field in kept})


def leads_of(api: Api, email: str) -> list[str]:
	return api.list("Lead", email_id=email)


def count(api: Api, doctype: str) -> int:
	return api.method("frappe.client.get_count", doctype=doctype)


@pytest.fixture
def clean(api: Api) -> Iterator[Callable]:
	"""clean("anne@example.ca"): whatever that visitor left goes when the test is over."""
	emails: list[str] = []
	yield emails.append
	for email in emails:
		for lead in leads_of(api, email):
			for issue in api.list("Issue", lead=lead):
				forget(api, "Issue", issue)
			forget(api, "Lead", lead)


def forget(api: Api, doctype: str, name: str) -> None:
	for message in api.list("Outbox Message", reference_doctype=doctype, reference_name=name):
		api.session.delete(f"{api.url}/api/resource/Outbox Message/{message}", timeout=60)
	for task in api.list("ToDo", reference_type=doctype, reference_name=name):
		api.session.delete(f"{api.url}/api/resource/ToDo/{task}", timeout=60)
	api.session.delete(f"{api.url}/api/resource/{doctype}/{name}", timeout=60)


def test_a_visitor_finds_the_address_and_its_fibre(visitor: Visitor, place: dict):
	found = visitor.get("availability.search", q="12 mtee des essais ste-epreuve").json()["message"]
	assert found[0]["address_id"] == place["12"]
	assert found[0]["label"] == "12 Montée des Essais, Sainte-Épreuve, J0S 9Z9"
	answer = visitor.get("availability.check", address_id=found[0]["address_id"]).json()["message"]
	assert (answer["state"], answer["available"], answer["olt_port"], answer["fibre_id"]) == (
		"available",
		True,
		"0/3/2",
		place["free"],
	)


def test_a_taken_drop_tells_nothing_about_who_has_it(visitor: Visitor, place: dict):
	answer = visitor.get("availability.check", address_id=place["14"])
	assert answer.json()["message"]["state"] == "connected"
	assert SERIAL not in answer.text and NOTE not in answer.text


def test_where_there_is_no_drop_the_plans_for_the_place_are_told(visitor: Visitor, place: dict):
	answer = visitor.get("availability.check", q="16 montée des essais, sainte-épreuve").json()["message"]
	assert answer["state"] == "not_covered"
	assert answer["coverage"] == {"phase": "Under Construction", "expected_on": "2027-06-01"}


def test_a_change_of_the_drop_is_seen_by_the_next_check(visitor: Visitor, api: Api, place: dict):
	drop = quote("Fibre Drop")
	for note, state in (("Held for a neighbour", "reserved"), ("", "available")):
		api.update(drop, place["free"], reserved_note=note)
		answer = visitor.get("availability.check", fibre_id=place["free"]).json()["message"]
		assert answer["state"] == state


QUOTE = {
	"company": "Ferme Essai",
	"name": "Luc Roy",
	"email": "luc@ferme-essai.example",
	"phone": "450 272-2408",
	"address": "16 montée des Essais, Sainte-Épreuve",
}
REFUSALS = [
	("availability.search", {}, 400, "q is missing.", "q est manquant."),
	(
		"availability.search",
		{"q": "a", "limit": "many"},
		400,
		"limit must be a whole number.",
		"limit doit être un nombre entier.",
	),
	("availability.search", {"q": "a", "limit": 51}, 400, "limit must be from 1 to 50.", None),
	("availability.search", {"q": {"a": 1}}, 400, "q must be a text.", "q doit être un texte."),
	(
		"availability.search",
		{"q": "a" * 201},
		400,
		"q is too long: 200 characters at most.",
		"q est trop long\u00a0: 200 caractères au plus.",
	),
	("availability.check", {}, 400, "address_id, fibre_id or q is missing.", None),
	(
		"availability.check",
		{"address_id": "nowhere"},
		404,
		"There is no address nowhere.",
		"L'adresse nowhere n'existe pas.",
	),
	("availability.check", {"fibre_id": 987654321}, 404, "There is no fibre drop 987654321.", None),
	("leads.notify_me", {"name": "Luc"}, 400, "email or phone is missing: we could not reach you.", None),
	("leads.notify_me", {"name": " ", "email": "a@b.ca"}, 400, "name is missing.", "name est manquant."),
	(
		"leads.notify_me",
		{"name": "Luc", "email": "luc"},
		400,
		"email is no e-mail address: luc.",
		"email n'est pas une adresse courriel\u00a0: luc.",
	),
	(
		"leads.notify_me",
		{"name": "Luc", "phone": "911"},
		400,
		"phone is no phone number: 911. Example: 450 272-2408.",
		None,
	),
	(
		"leads.notify_me",
		{"name": "Luc", "email": "a@b.ca", "interest": "Gold"},
		400,
		"interest must be one of: Internet, Phone, Business.",
		None,
	),
	(
		"leads.notify_me",
		{"name": "Luc", "email": "a@b.ca", "address_id": "nowhere"},
		404,
		"There is no address nowhere.",
		None,
	),
	("leads.business_quote", {**QUOTE, "company": ""}, 400, "company is missing.", None),
	("leads.business_quote", {"name": "Luc"}, 400, "company is missing.", None),
]
KINDS = {400: "InvalidRequest", 404: "NotFound"}


@pytest.mark.parametrize(("method", "arguments", "status", "english", "french"), REFUSALS)
def test_a_refusal_is_one_sentence_that_names_the_field(visitor, method, arguments, status, english, french):
	assert refusal(visitor.post(method, **arguments)) == (status, KINDS[status], english)
	if french:
		in_french = visitor.post(method, {"Accept-Language": "fr-CA,fr;q=0.9"}, **arguments)
		assert refusal(in_french) == (status, KINDS[status], french)


def test_an_address_and_a_drop_that_do_not_belong_together(visitor: Visitor, place: dict):
	answer = visitor.get("availability.check", address_id=place["16"], fibre_id=place["free"])
	sentence = f"The fibre drop {place['free']} does not serve this address."
	assert refusal(answer) == (422, "NotOrderable", sentence)


def test_a_browser_that_asks_for_a_page_gets_the_same_sentence(visitor: Visitor):
	answer = visitor.get("availability.check", {"Accept": "text/html"}, address_id="<b>x</b>")
	assert refusal(answer) == (404, "NotFound", "There is no address x.")


@pytest.mark.parametrize("version", ["", "v1/", "v2/"])
def test_the_wrong_verb_tells_nothing_more_than_that(visitor: Visitor, version: str):
	path = f"{visitor.url}/api/{version}method/gigafibre_fsm.api.leads.notify_me"
	assert refusal(requests.get(path, headers=visitor.headers, timeout=60))[:2] == (403, "PermissionError")


def test_an_older_client_is_refused_as_plainly(visitor: Visitor):
	arguments = {"cmd": "gigafibre_fsm.api.availability.check", "address_id": "nowhere"}
	answer = requests.post(visitor.url, data=arguments, headers=visitor.headers, timeout=60)
	assert refusal(answer) == (404, "NotFound", "There is no address nowhere.")


def test_too_many_requests_of_one_address_are_refused(visitor: Visitor, url: str, settings: Callable):
	settings(limit_search=3)
	statuses = [visitor.get("availability.search", q="").status_code for _ in range(3)]
	assert statuses == [200, 200, 200]
	answer = visitor.get("availability.search", {"Accept-Language": "fr"}, q="")
	sentence = "Trop de demandes\u00a0: réessayez dans une minute."
	assert refusal(answer) == (429, "RateLimitExceededError", sentence)
	assert Visitor(url).get("availability.search", q="").status_code == 200
	assert visitor.get("availability.check", address_id="x").status_code == 404


def test_agents_are_not_limited(api: Api, settings: Callable):
	settings(limit_search=2)
	path = f"{api.url}{METHOD}.availability.search?q="
	assert {api.session.get(path, timeout=60).status_code for _ in range(5)} == {200}


def test_a_quote_makes_a_lead_an_issue_and_its_messages(visitor, api, place, settings, clean):
	clean(QUOTE["email"])
	settings(sales_email="ventes@gigafibre.example", sales_user="Administrator")
	made = visitor.post("leads.business_quote", **QUOTE, message="Trois bâtiments").json()["message"]
	lead, issue = api.get("Lead", made["lead"]), api.get("Issue", made["issue"])
	assert (lead["type"], lead["company_name"], lead["civic_address"], lead["_user_tags"]) == (
		"Enterprise",
		QUOTE["company"],
		place["16"],
		",Sainte-Épreuve",
	)
	assert issue["subject"] == f"Soumission fibre entreprise - {QUOTE['address']}"
	assert api.list("ToDo", reference_name=made["issue"], allocated_to="Administrator", status="Open")
	assert api.list("Outbox Message", reference_name=made["issue"], recipient="ventes@gigafibre.example")


def test_what_fails_half_way_leaves_nothing(visitor, api, place, settings, clean):
	"""The e-mail row is the last but one to be written: an address that its column cannot hold stops it there."""
	clean(QUOTE["email"])
	settings(sales_email=f"{'v' * 60}@{'ventes.' * 20}example")
	written = ("Lead", "Contact", "Issue", "ToDo", "Outbox Message", "Tag Link")
	before = {doctype: count(api, doctype) for doctype in written}
	answer = visitor.post("leads.business_quote", **{**QUOTE, "email": "half@way.example"})
	assert refusal(answer) == (500, "ServerError", NEUTRAL)
	assert {doctype: count(api, doctype) for doctype in written} == before


def test_a_program_gets_the_same_answer_and_leaves_nothing(visitor: Visitor, api: Api, clean: Callable):
	clean("person@essai.example")
	person = {"name": "Anne", "address": "16 montée des Essais", "municipality": "sainte-epreuve"}
	honest = visitor.post("leads.notify_me", **person, email="person@essai.example")
	program = visitor.post("leads.notify_me", **person, email="program@essai.example", website="https://spam")
	assert program.status_code == honest.status_code == 200
	assert program.json() == honest.json()
	quoted = visitor.post("leads.business_quote", **{**QUOTE, "email": "program@essai.example"}, website="x")
	assert set(quoted.json()["message"]) == {"lead", "issue"}
	assert (len(leads_of(api, "person@essai.example")), leads_of(api, "program@essai.example")) == (1, [])


def test_the_same_request_many_times_at_once_is_one_lead(url: str, api: Api, clean: Callable):
	clean("hurried@essai.example")
	visitors = [Visitor(url) for _ in range(6)]
	person = {"name": "Anne", "email": "hurried@essai.example", "address": "16 montée des Essais"}
	with ThreadPoolExecutor(len(visitors)) as pool:
		answers = list(pool.map(lambda visitor: visitor.post("leads.notify_me", **person), visitors))
	assert {answer.status_code for answer in answers} == {200}
	assert len(leads_of(api, "hurried@essai.example")) == 1
