"""A secret posted to the REST resource is kept and never answered, whichever way it is asked for."""

import json
from collections.abc import Iterator

import pytest
import requests

SECRET = "Rest-Secret-5518"
FIELDS = ("wifi_password", "wifi_password_5g", "sip_password", "radius_password")
RESOURCE = "/api/resource/Service Equipment"


@pytest.fixture
def api(url: str, admin_password: str) -> Iterator[requests.Session]:
	with requests.Session() as session:
		login = session.post(
			f"{url}/api/method/login", {"usr": "Administrator", "pwd": admin_password}, timeout=30
		)
		assert login.status_code == 200
		yield session


@pytest.fixture
def device(api: requests.Session, url: str) -> Iterator[str]:
	customer = create(api, url, "Customer", customer_name="Secrets par REST")
	device = create(
		api,
		url,
		"Service Equipment",
		customer=customer,
		equipment_type="Routeur",
		mac_address="02:00:5E:10:55:18",
		sip_lines=[{"line": 2, "sip_username": "ligne2", "sip_password": SECRET}],
		**dict.fromkeys(FIELDS, SECRET),
	)
	yield device
	api.delete(f"{url}{RESOURCE}/{device}", timeout=30).raise_for_status()
	api.delete(f"{url}/api/resource/Customer/{customer}", timeout=30).raise_for_status()


def create(api: requests.Session, url: str, doctype: str, **values) -> str:
	answer = api.post(f"{url}/api/resource/{doctype}", json=values, timeout=30)
	assert answer.status_code == 200, answer.text
	assert SECRET not in answer.text
	return answer.json()["data"]["name"]


def test_no_read_answers_it(api: requests.Session, url: str, device: str):
	questions = [
		f"{RESOURCE}/{device}",
		f'{RESOURCE}?fields=["*"]',
		f"{RESOURCE}?fields={json.dumps(FIELDS)}",
		f"/api/method/frappe.desk.form.load.getdoc?doctype=Service Equipment&name={device}",
		f'/api/method/frappe.client.get_value?doctype=Service Equipment&filters={{"name":"{device}"}}&fieldname=wifi_password',
	]
	for question in questions:
		answer = api.get(f"{url}{question}", timeout=30)
		assert answer.status_code == 200, question
		assert SECRET not in answer.text, question


def test_a_change_answers_and_remembers_nothing_of_it(api: requests.Session, url: str, device: str):
	changed = api.put(f"{url}{RESOURCE}/{device}", json={"wifi_password": f"{SECRET}-2"}, timeout=30)
	assert changed.status_code == 200
	versions = api.get(
		f'{url}/api/resource/Version?fields=["data"]&filters={{"docname":"{device}"}}', timeout=30
	)
	assert SECRET not in changed.text + versions.text


def test_a_refused_save_does_not_repeat_it(api: requests.Session, url: str, device: str):
	wrong = {"mac_address": "not a mac", "wifi_password": f"{SECRET}-3"}
	refused = api.put(f"{url}{RESOURCE}/{device}", json=wrong, timeout=30)
	assert refused.status_code == 400
	assert SECRET not in refused.text
