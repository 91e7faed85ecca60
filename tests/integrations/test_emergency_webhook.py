"""What the 911 provider reports: signed over its bytes and its time, or not believed."""

import json
import re

import pytest

from gigafibre_fsm.integrations.emergency.webhook import LARGEST, Report, verify
from gigafibre_fsm.integrations.signed import TOLERANCE, BadSignature
from gigafibre_fsm.testing.servers.contract import Contract
from gigafibre_fsm.testing.servers.emergency import signature

SECRET = "emergency-callback-0001"
NOW = 1795276800
BODY = {"id": "evt-0001", "phone": "4505551234"}
RAW = json.dumps(BODY).encode()


def refusal(raw=RAW, header=None, secret=SECRET, now=NOW) -> str:
	with pytest.raises(BadSignature) as caught:
		verify(raw, signature(raw, SECRET, NOW) if header is None else header, secret, now)
	assert SECRET not in str(caught.value)
	return caught.value.code


def test_a_signed_report_is_read():
	assert verify(RAW, signature(RAW, SECRET, NOW), SECRET, NOW) == Report("evt-0001", "4505551234")
	assert Contract("emergency").wrong_in(BODY, "Report") == []


def test_what_else_it_says_is_passed_over():
	raw = json.dumps({**BODY, "status": "registered", "address": {"city": "Elsewhere"}}).encode()
	assert verify(raw, signature(raw, SECRET, NOW), SECRET, NOW) == Report("evt-0001", "4505551234")


def test_the_documented_example_is_right():
	"""Computed there with openssl alone."""
	page = (Contract("emergency").path.parents[1] / "emergency-provider.md").read_text(encoding="utf-8")
	(header,) = re.findall(r"^X-E911-Signature: (.+)$", page, re.MULTILINE)
	(raw,) = set(re.findall(r'{"id":.+?}', page))
	assert SECRET in page
	assert verify(raw.encode(), header, SECRET, NOW) == Report("evt-0001", "4505551234")


def test_bytes_count_and_not_what_they_mean():
	signed = signature(RAW, SECRET, NOW)
	assert refusal(RAW + b" ", signed) == "signature"
	assert refusal(RAW.replace(b"1234", b"1235"), signed) == "signature"
	assert refusal(secret="another") == "signature"


def test_without_a_secret_nobody_is_believed():
	assert refusal(header=signature(RAW, "", NOW), secret="") == "no_secret"


def test_five_minutes_either_way():
	signed = signature(RAW, SECRET, NOW)
	for now in (NOW - TOLERANCE, NOW + TOLERANCE):
		assert verify(RAW, signed, SECRET, now).id == "evt-0001"
	for now in (NOW - TOLERANCE - 1, NOW + TOLERANCE + 1):
		assert refusal(now=now) == "age"


def test_a_time_that_was_changed_is_not_signed():
	assert (
		refusal(header=signature(RAW, SECRET, NOW).replace(str(NOW), str(NOW + 60)), now=NOW + 60)
		== "signature"
	)


@pytest.mark.parametrize(
	"header", ["", "v1=00", f"t={NOW}", "t=now,v1=00", f"t={NOW},t={NOW},v1=00", "x" * 9000]
)
def test_a_header_of_another_form_is_refused(header):
	assert refusal(header=header) == "header"


@pytest.mark.parametrize(
	"body",
	[
		None,
		[],
		"text",
		{},
		{"id": "evt-0001"},
		{"id": "evt-0001", "phone": 4505551234},
		{"id": "evt-0001", "phone": "+14505551234"},
		{"id": "", "phone": "4505551234"},
		{"id": "evt 1", "phone": "4505551234"},
		{"id": "e" * 65, "phone": "4505551234"},
		{"id": ["evt"], "phone": "4505551234"},
	],
)
def test_a_signed_body_of_another_form_is_refused(body):
	assert refusal(json.dumps(body).encode()) == "body"


@pytest.mark.parametrize("raw", [b"", b"\xff", b"{", b"[" * 10_000, b" " * (LARGEST + 1)])
def test_so_is_what_is_no_json_or_too_large(raw):
	assert refusal(raw) == "body"


def test_the_largest_one_is_still_read():
	raw = RAW + b" " * (LARGEST - len(RAW))
	assert verify(raw, signature(raw, SECRET, NOW), SECRET, NOW).phone == "4505551234"
