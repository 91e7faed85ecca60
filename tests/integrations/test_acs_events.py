import pytest

from gigafibre_fsm.integrations.acs.events import Bootstrap, bootstrap

TOPIC = "device/bootstrap/TPLG0EB23F9B"


@pytest.mark.parametrize(
	"payload",
	[
		b'{"oui": "403F8C", "product_class": "Deco", "ip": "203.0.113.9", "firmware": "1.6.2"}',
		b'{"OUI": "403F8C", "ProductClass": " Deco ", "IP": "203.0.113.9", "Version": "1.6.2"}',
	],
)
def test_the_topic_says_which_device_and_the_payload_the_rest(payload):
	assert bootstrap(TOPIC, payload) == Bootstrap("TPLG0EB23F9B", "403F8C", "Deco", "203.0.113.9", "1.6.2")


@pytest.mark.parametrize(
	"payload", [b"", b"null", b"[1]", b'"x"', b"\xff\xfe", b'{"ip": 5, "OUI": null}', b"[" * 99_999]
)
def test_any_other_payload_says_nothing(payload):
	assert bootstrap(TOPIC, payload) == Bootstrap("TPLG0EB23F9B")


@pytest.mark.parametrize("serial", ["", " ", "A" * 65, "A\x00B"])
def test_a_topic_without_a_serial_is_no_event(serial):
	assert bootstrap(f"device/bootstrap/{serial}", b"{}") is None


def test_a_text_without_an_end_is_cut():
	assert len(bootstrap(TOPIC, b'{"oui": "' + b"A" * 9999 + b'"}').oui) == 140
