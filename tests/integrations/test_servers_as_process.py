"""The providers as a process of their own: what a demo and tests of crashes start."""

import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import requests

CHECKOUT = Path(__file__).parents[2]
LOGIN = ("AC" + "0" * 32, "twilio-token-0001")
MESSAGE = {"To": "+14505550100", "From": "+14502722408", "Body": "Bonjour"}


def start(*arguments: str) -> subprocess.Popen:
	command = [sys.executable, "-m", "gigafibre_fsm.testing.servers.run", *arguments]
	return subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)


def end(process: subprocess.Popen) -> int:
	process.send_signal(signal.SIGTERM)
	return process.wait(10)


def two_free_ports() -> int:
	for first in range(21000, 22000, 2):
		with socket.socket() as one, socket.socket() as two:
			try:
				one.bind(("127.0.0.1", first))
				two.bind(("127.0.0.1", first + 1))
			except OSError:
				continue
			return first
	raise AssertionError("no two ports in a row are free")


def test_it_says_where_each_is_serves_and_ends_when_told():
	process = start("twilio,mailjet,slack,teams,stripe")
	urls = json.loads(process.stdout.readline())
	sent = requests.post(
		f"{urls['twilio']}/2010-04-01/Accounts/{LOGIN[0]}/Messages.json", auth=LOGIN, data=MESSAGE, timeout=10
	)
	assert sent.status_code == 201
	assert requests.post(urls["slack"], json={"text": "Bonjour"}, timeout=10).text == "ok"
	assert requests.get(f"{urls['mailjet']}/v3/REST/sender", timeout=10).status_code == 401
	assert requests.get(f"{urls['stripe']}/v1/balance", timeout=10).status_code == 401
	assert end(process) == 0
	with pytest.raises(requests.ConnectionError):
		requests.get(urls["twilio"], timeout=10)


def test_ports_can_be_chosen():
	port = two_free_ports()
	process = start("twilio,mailjet", "--port", str(port))
	assert json.loads(process.stdout.readline()) == {
		"twilio": f"http://127.0.0.1:{port}",
		"mailjet": f"http://127.0.0.1:{port + 1}",
	}
	assert end(process) == 0


def test_a_server_of_any_class_can_be_named():
	process = start("gigafibre_fsm.testing.servers.sip.SipServer")
	((name, url),) = json.loads(process.stdout.readline()).items()
	assert name.endswith("SipServer")
	assert requests.get(f"{url}/v1/domains", timeout=10).status_code == 401
	assert end(process) == 0
