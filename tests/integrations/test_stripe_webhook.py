"""A webhook's signature, beside the official library's opinion of the same bytes."""

import json
import time

import pytest
import stripe
from hypothesis import given
from hypothesis import strategies as st

from gigafibre_fsm.integrations.stripe.webhook import TOLERANCE, BadSignature, verify
from gigafibre_fsm.testing.servers.stripe import signature

SECRET = "whsec_51GigafibreLocal"
NOW = int(time.time())
EVENT = {
	"id": "evt_1",
	"object": "event",
	"type": "setup_intent.succeeded",
	"data": {"object": {"name": "Zoé"}},
}
RAW = json.dumps(EVENT, indent=2, ensure_ascii=False).encode()
RIGHT = signature(RAW, SECRET, NOW)


def refusal(raw=RAW, header=RIGHT, secrets=SECRET, now=NOW) -> str:
	with pytest.raises(BadSignature) as caught:
		verify(raw, header, secrets, now)
	return caught.value.code


def official_accepts(raw: bytes, header: str, secret: str = SECRET) -> bool:
	try:
		stripe.Webhook.construct_event(raw, header, secret)
	except (ValueError, stripe.SignatureVerificationError):
		return False
	return True


def accepts(raw: bytes, header: str, secret: str = SECRET) -> bool:
	try:
		verify(raw, header, secret, time.time())
	except BadSignature:
		return False
	return True


def test_the_official_librarys_own_signature_is_taken():
	header = stripe.WebhookSignature.generate_signature_header(RAW.decode(), SECRET)
	assert verify(RAW, header, SECRET, time.time()) == EVENT


def test_the_official_library_takes_the_local_servers_signature():
	assert official_accepts(RAW, signature(RAW, SECRET))


def test_bytes_are_compared_and_not_what_they_mean():
	assert refusal(raw=json.dumps(EVENT).encode()) == "signature"
	assert refusal(raw=RAW + b"\n") == "signature"


def test_another_secret_is_refused():
	assert refusal(secrets="whsec_other") == "signature"


def test_while_a_secret_is_replaced_either_is_good():
	assert verify(RAW, RIGHT, ["whsec_new", SECRET], NOW) == EVENT
	both = f"{RIGHT},v1={signature(RAW, 'whsec_new', NOW).partition('v1=')[2]}"
	assert verify(RAW, both, "whsec_new", NOW) == EVENT


@pytest.mark.parametrize("secrets", ["", [], ["", ""]])
def test_without_a_secret_nothing_is_believed(secrets):
	empty = signature(RAW, "", NOW)
	assert refusal(header=empty, secrets=secrets) == "no_secret"


def test_an_old_or_future_one_is_refused():
	assert verify(RAW, RIGHT, SECRET, NOW + TOLERANCE) == EVENT
	assert verify(RAW, RIGHT, SECRET, NOW - TOLERANCE) == EVENT
	assert refusal(now=NOW + TOLERANCE + 1) == "age"
	assert refusal(now=NOW - TOLERANCE - 1) == "age"


def test_the_time_is_signed_too():
	later = RIGHT.replace(f"t={NOW}", f"t={NOW + 60}")
	assert refusal(header=later) == "signature"


def test_the_test_scheme_is_no_signature():
	assert refusal(header=RIGHT.replace("v1=", "v0=")) == "header"


@pytest.mark.parametrize(
	"header",
	[
		"",
		None,
		"v1=",
		"t=,v1=aa",
		"t=now,v1=aa",
		"t=-1,v1=aa",
		"t=١٢,v1=aa",
		f"t={'9' * 5000},v1=aa",
		"t=1,t=2,v1=aa",
		f"t={NOW}",
		"a" * 10000,
	],
)
def test_a_header_of_another_form_is_refused(header):
	assert refusal(header=header) == "header"


@pytest.mark.parametrize("raw", [b"", b"null", b"[]", b"\xff", b'{"object": "charge"}', b"[" * 100_000])
def test_a_signed_body_that_is_no_event_is_refused(raw):
	assert refusal(raw=raw, header=signature(raw, SECRET, NOW)) == "body"


def test_letters_outside_ascii_in_a_signature_are_only_wrong():
	assert refusal(header=f"t={NOW},v1=é") == "signature"


@given(data=st.data())
def test_one_changed_character_anywhere_is_refused_by_both(data):
	fresh = signature(RAW, SECRET)
	text = RAW.decode("latin-1") + fresh
	place = data.draw(st.integers(0, len(text) - 1))
	letter = data.draw(st.sampled_from([chr(ord(text[place]) ^ bit) for bit in (1, 4, 16)]))
	changed = text[:place] + letter + text[place + 1 :]
	raw, header = changed[: len(RAW)].encode("latin-1"), changed[len(RAW) :]
	assert not accepts(raw, header)
	assert not official_accepts(raw, header)
