"""The scripts that docs/examples gives to an ACS operator, run by node against the site, as GenieACS runs them."""

import json
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from e2e.acs.devices import Acs, acs_of
from e2e.browser.api import Api

EXAMPLES = Path(__file__).parents[1] / "docs" / "examples" / "genieacs"
SESSION = Path(__file__).parent / "acs" / "session.js"
SSID = "Device.WiFi.SSID.1.SSID"
PASSPHRASE = "Device.WiFi.AccessPoint.1.Security.KeyPassphrase"


@pytest.fixture(scope="module")
def api(url: str, admin_password: str) -> Iterator[Api]:
	with Api(url, "Administrator", admin_password) as api:
		yield api


@pytest.fixture(scope="module")
def acs(api: Api, url: str, test_site: str) -> Acs:
	return acs_of(api, url, test_site)


def device(serial: str, product_class: str = "XX230v") -> dict:
	"""What an XX230v has, with the names of the factory."""
	return {
		"id": {"SerialNumber": serial, "OUI": "00259E", "ProductClass": product_class},
		"parameters": {
			"Device.DeviceInfo.SoftwareVersion": "1.2.3",
			"Device.ManagementServer.ConnectionRequestURL": "http://10.20.30.40:7547/x",
			"Device.WiFi.SSID.1.Enable": True,
			SSID: "TP-Link_FACTORY",
			PASSPHRASE: "factory-secret",
		},
		"tags": ["somebody_elses"],
	}


@pytest.fixture
def call(acs: Acs) -> Callable:
	def run(of: dict, *args: str, **environment: str) -> dict:
		return session(acs, of, args, environment)

	return run


def session(acs: Acs, of: dict, args: tuple[str, ...], environment: dict) -> dict:
	answer = subprocess.run(
		["node", str(SESSION)],
		input=json.dumps(
			{
				"script": str(EXAMPLES / "gigafibre-provision.js"),
				"extensions": str(EXAMPLES),
				"device": of,
				"args": args,
			}
		),
		env={**os.environ, **acs.environment, **environment},
		capture_output=True,
		text=True,
		timeout=60,
	)
	if answer.returncode:
		raise RuntimeError(answer.stderr)
	return json.loads(answer.stdout)


def test_a_new_device_gets_its_configuration_and_is_active(acs: Acs, call: Callable, api: Api):
	place = acs.place("TPLG7A000001")
	after = call(device("TPLG-7A000001"), "bootstrap")
	assert after["device"]["parameters"][SSID] == place.ssid
	assert after["device"]["parameters"][PASSPHRASE] == place.password
	[mark] = [tag for tag in after["device"]["tags"] if tag.startswith("gigafibre_")]
	assert "somebody_elses" in after["device"]["tags"]
	stored = api.get("Service Equipment", place.equipment)
	assert (
		stored["status"],
		stored["is_online"],
		stored["ip_address"],
		stored["firmware"],
		stored["model"],
	) == (
		"Actif",
		1,
		"10.20.30.40",
		"1.2.3",
		"XX230v",
	)
	assert len(mark) == len("gigafibre_") + 16


def test_what_was_told_is_not_pushed_again_until_it_changes(acs: Acs, call: Callable, api: Api):
	place = acs.place("TPLG7A000002")
	first = call(device("TPLG7A000002"), "bootstrap")["device"]
	again = call(first)
	assert again["set"] == []
	assert [method for method, *_ in again["asked"]] == ["inform"] * 2 + ["provision"] * 2
	api.update("Service%20Equipment", place.equipment, wifi_ssid="Nouveau nom")
	changed = call(again["device"])
	assert changed["device"]["parameters"][SSID] == "Nouveau nom"
	assert len([tag for tag in changed["device"]["tags"] if tag.startswith("gigafibre_")]) == 1


def test_a_device_that_was_reset_is_told_everything_again(acs: Acs, call: Callable):
	place = acs.place("TPLG7A000003")
	told = call(device("TPLG7A000003"), "bootstrap")["device"]
	reset = {**device("TPLG7A000003"), "tags": told["tags"]}
	assert call(reset, "bootstrap")["device"]["parameters"][PASSPHRASE] == place.password


def test_an_unknown_device_is_left_as_it_is_and_reported_once(acs: Acs, call: Callable, api: Api):
	before = device("TPLG7A00FFFF")
	for _ in range(2):
		after = call(before, "bootstrap")
		assert (after["device"], after["set"]) == (before, [])
	issues = api.list("Issue", device_serial="TPLG7A00FFFF")
	assert len(issues) == 1


def test_a_device_without_a_service_is_told_nothing(acs: Acs, call: Callable, api: Api):
	place = acs.place("TPLG7A000004")
	api.update("Service%20Location", place.location, status="Closed")
	after = call(device("TPLG7A000004"), "bootstrap")
	assert after["device"]["parameters"][PASSPHRASE] == "factory-secret"
	assert after["set"] == []


def test_a_refusal_is_the_faults_message_in_one_sentence(acs: Acs, call: Callable):
	acs.place("TPLG7A000005")
	with pytest.raises(RuntimeError) as fault:
		call(device("TPLG7A000005"), ERP_TOKEN="nobody:nothing")
	assert "ERP 401: " in str(fault.value)
	assert "Traceback" not in str(fault.value)


def test_an_erp_that_is_slow_is_a_fault_in_time_and_not_a_session_that_hangs(call: Callable):
	"""Less than GenieACS's own three seconds, so that the fault says who was slow."""
	over = threading.Event()
	with serving(lambda _request: over.wait(30)) as url:
		start = time.monotonic()
		with pytest.raises(RuntimeError, match="The ERP did not answer in time"):
			call(device("TPLG7A000006"), ERP_URL=url)
		assert 2 < time.monotonic() - start < 6
		over.set()


def test_what_the_device_refuses_is_not_remembered_as_told(acs: Acs, call: Callable, api: Api):
	place = acs.place("TPLG7A000007")
	with pytest.raises(RuntimeError, match=r"cwmp\.9007"):
		call({**device("TPLG7A000007"), "refuses": [PASSPHRASE]}, "bootstrap")
	assert api.get("Service Equipment", place.equipment)["status"] == "En inventaire"
	assert call(device("TPLG7A000007"))["device"]["parameters"][PASSPHRASE] == place.password


def test_a_kept_socket_that_was_closed_meanwhile_is_no_fault(call: Callable):
	"""A web server closes what was idle for a while, now and then at the moment when it is used again."""
	asked = []

	def answer_one_per_connection(request: BaseHTTPRequestHandler) -> None:
		asked.append(request.client_address)
		if asked.count(request.client_address) > 1:
			request.close_connection = True
			return
		reply(request, 200, b'{"message": {"known": true, "parameters": []}}')

	with serving(answer_one_per_connection) as url:
		call(device("TPLG7A000008"), ERP_URL=url)
	# Two calls of two methods each: all but the first find their socket closed, and are asked again.
	assert (len(asked), len(set(asked))) == (7, 4)


@pytest.mark.parametrize(
	("status", "body"),
	[
		(200, b"<html>Back soon</html>"),
		(404, b"<html>no such site</html>"),
		(404, b'{"exc_type": "DoesNotExistError"}'),
	],
)
def test_what_is_no_answer_of_the_erp_is_a_fault(call: Callable, status: int, body: bytes):
	"""And not a device that nobody knows, which would be left as it is without a word."""
	with serving(lambda request: reply(request, status, body)) as url:
		with pytest.raises(RuntimeError, match=f"ERP {status}: no readable answer"):
			call(device("TPLG7A000009"), ERP_URL=url)


def reply(request: BaseHTTPRequestHandler, status: int, body: bytes) -> None:
	request.rfile.read(int(request.headers.get("Content-Length") or 0))
	request.send_response(status)
	request.send_header("Content-Length", str(len(body)))
	request.end_headers()
	request.wfile.write(body)


@contextmanager
def serving(answer: Callable[[BaseHTTPRequestHandler], object]) -> Iterator[str]:
	"""A server in the ERP's place."""

	class Handler(BaseHTTPRequestHandler):
		protocol_version = "HTTP/1.1"

		def do_GET(self):
			answer(self)

		do_POST = do_GET

		def log_message(self, *_line):
			pass

	server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
	threading.Thread(target=server.serve_forever, daemon=True).start()
	try:
		yield f"http://127.0.0.1:{server.server_port}"
	finally:
		server.shutdown()
		server.server_close()
