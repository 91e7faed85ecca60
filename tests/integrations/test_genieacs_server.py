"""Our GenieACS, held to what a real 1.2.14 was seen to answer."""

import json

import pytest
import requests

from gigafibre_fsm.testing.servers.device_trees import DECO
from gigafibre_fsm.testing.servers.genieacs import GenieAcsServer

SERIAL = "403F8CAABBCC"
ID = f"00259E-HG8245-{SERIAL}"
SSID = "Device.WiFi.SSID.1.SSID"


@pytest.fixture
def server():
	with GenieAcsServer(devices=0) as server:
		server.device = server.add(SERIAL, DECO)
		yield server


def get(server, path, **params):
	return requests.get(server.url + path, params=params, timeout=5)


def tell(server, task, *, call=True, id=ID, **options):
	url = f"{server.url}/devices/{id}/tasks?timeout=3000" + ("&connection_request" if call else "")
	return requests.post(url, timeout=5, **(options or {"json": task}))


def set_task(path, value, kind="xsd:string"):
	return {"name": "setParameterValues", "parameterValues": [[path, value, kind]]}


def test_every_answer_says_its_version(server):
	for answer in (
		get(server, "/devices/"),
		get(server, "/nothing/"),
		tell(server, {"name": "reboot"}, id="no"),
	):
		assert answer.headers["GenieACS-Version"] == "1.2.14"


def test_a_list_is_an_array_with_one_object_per_line_and_a_total(server):
	server.add("SECOND00", DECO)
	answer = get(server, "/devices/", projection="_id")
	assert answer.headers["total"] == "2"
	lines = answer.text.splitlines()
	assert (lines[0], lines[-1]) == ("[", "]")
	assert [json.loads(line.rstrip(","))["_id"] for line in lines[1:-1]] == [ID, "00259E-HG8245-SECOND00"]


def test_nothing_found_is_an_empty_array(server):
	answer = get(server, "/devices/", query=json.dumps({"_id": "nobody"}))
	assert (answer.status_code, answer.json(), answer.headers["total"]) == (200, [], "0")


def test_a_parameter_carries_its_type_and_time(server):
	(device,) = get(server, "/devices/", query=json.dumps({"_id": ID}), projection=SSID).json()
	node = device["Device"]["WiFi"]["SSID"]["1"]["SSID"]
	assert {key: node[key] for key in ("_object", "_writable", "_value", "_type")} == {
		"_object": False,
		"_writable": True,
		"_value": "Gigafibre-Roy",
		"_type": "xsd:string",
	}
	assert node["_timestamp"].endswith("Z")


def test_a_query_that_is_no_json_is_refused_in_plain_text(server):
	answer = get(server, "/devices/", query="{bad")
	assert answer.status_code == 400
	assert answer.text.startswith("SyntaxError")


def test_a_text_between_slashes_is_a_pattern(server):
	"""Which is why a serial that somebody typed must never reach a query as it stands."""
	answer = get(server, "/devices/", query=json.dumps({"_deviceId._SerialNumber": "/.*/"}))
	assert len(answer.json()) == 1
	assert len(get(server, "/devices/", query=json.dumps({"_deviceId._SerialNumber": "403F*"})).json()) == 1


def test_devices_cannot_be_posted(server):
	answer = requests.post(f"{server.url}/devices/", timeout=5)
	assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_a_device_on_the_line_does_the_task_at_once(server):
	answer = tell(server, set_task(SSID, "Roy"))
	assert answer.status_code == 200
	assert {"name", "parameterValues", "device", "timestamp", "_id"} <= set(answer.json())
	assert server.device.tree[SSID] == "Roy"
	assert get(server, "/tasks/").json() == []


def test_without_a_call_it_waits_for_the_next_report(server):
	answer = tell(server, set_task(SSID, "Roy"), call=False)
	assert (answer.status_code, answer.reason) == (202, "Accepted")
	assert server.device.tree[SSID] == "Gigafibre-Roy"
	server.inform(server.device)
	assert server.device.tree[SSID] == "Roy"


def test_an_offline_device_differs_in_the_reason_phrase_alone(server):
	queued = tell(server, set_task(SSID, "Roy"), call=False)
	server.device.is_there = False
	offline = tell(server, set_task(SSID, "Roy"))
	assert (offline.status_code, offline.reason) == (202, "Device is offline")
	assert set(offline.json()) == set(queued.json())


def test_setting_a_parameter_that_is_not_there_succeeds_and_does_nothing(server):
	before = dict(server.device.tree)
	assert tell(server, set_task("Device.WiFi.SSID.9.SSID", "Roy")).status_code == 200
	assert (server.device.tree, server.faults) == (before, [])


def test_a_password_reads_back_empty(server):
	path = "Device.WiFi.AccessPoint.1.Security.KeyPassphrase"
	tell(server, set_task(path, "secret-1234"))
	(device,) = get(server, "/devices/", query=json.dumps({"_id": ID}), projection=path).json()
	assert device["Device"]["WiFi"]["AccessPoint"]["1"]["Security"]["KeyPassphrase"]["_value"] == ""
	assert server.device.tree[path] == "secret-1234"


def test_an_unknown_device_is_told_in_plain_text(server):
	answer = tell(server, {"name": "reboot"}, id="nobody")
	assert (answer.status_code, answer.text) == (404, "No such device")


def test_an_unknown_task_kills_the_worker_without_a_word(server):
	with pytest.raises(requests.ConnectionError):
		tell(server, {"name": "explode"})
	assert server.crashes == 1


def test_a_body_that_is_no_json_is_refused(server):
	answer = tell(server, None, data="{bad")
	assert answer.status_code == 400
	assert answer.text.startswith("SyntaxError")


def test_what_the_device_refuses_leaves_a_fault_and_its_task(server):
	server.device.refuses.add("reboot")
	answer = tell(server, {"name": "reboot"})
	assert answer.status_code == 202
	(fault,) = get(server, "/faults/").json()
	assert fault["_id"] == f"{ID}:task_{answer.json()['_id']}"
	assert (fault["code"], fault["message"], fault["retries"]) == ("cwmp.9000", "Method not supported", 0)
	assert len(get(server, "/tasks/").json()) == 1
	assert requests.delete(f"{server.url}/tasks/{answer.json()['_id']}", timeout=5).status_code == 200
	assert (get(server, "/tasks/").json(), get(server, "/faults/").json()) == ([], [])
