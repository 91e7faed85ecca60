"""Twilio's signature, beside the official library's opinion of the same request."""

from hypothesis import example, given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from gigafibre_fsm.integrations.twilio.signature import is_signed, sign

TOKEN = "twilio-token-0001"
URL = "https://erp.gigafibre.example/api/method/gigafibre_fsm.api.messages.twilio_status?message=OUT-000123"
FIELDS = {
	"MessageSid": ["SM1"],
	"MessageStatus": ["delivered"],
	"To": ["+14505550100"],
	"AccountSid": ["AC0"],
}
WORDS = st.text(min_size=1, max_size=20)


def flat(fields: dict[str, list[str]]) -> dict[str, str]:
	return {name: values[0] for name, values in fields.items()}


@given(st.dictionaries(WORDS, st.lists(WORDS, min_size=1, max_size=1)), WORDS)
@example(FIELDS, TOKEN)
@example({"Body": ["Été à l’île, 100 %"], "a": ["b&c=d"]}, TOKEN)
def test_we_sign_as_the_official_library_does(fields, token):
	official = RequestValidator(token)
	assert sign(token, URL, fields) == official.compute_signature(URL, flat(fields))
	assert official.validate(URL, flat(fields), sign(token, URL, fields))


def test_what_the_official_library_signed_is_accepted():
	signature = RequestValidator(TOKEN).compute_signature(URL, flat(FIELDS))
	assert is_signed(TOKEN, [URL], FIELDS, signature)


def test_one_of_several_addresses_is_enough():
	signature = sign(TOKEN, URL, FIELDS)
	assert is_signed(TOKEN, [URL.replace("https:", "http:"), URL], FIELDS, signature)


def test_anything_changed_is_refused():
	signature = sign(TOKEN, URL, FIELDS)
	changed = {**FIELDS, "MessageStatus": ["failed"]}
	assert not is_signed(TOKEN, [URL], changed, signature)
	assert not is_signed(TOKEN, [URL], {**FIELDS, "More": ["1"]}, signature)
	assert not is_signed(TOKEN, [URL.replace("000123", "000124")], FIELDS, signature)
	assert not is_signed("another-token", [URL], FIELDS, signature)
	assert not is_signed(TOKEN, [URL], FIELDS, signature[:-2] + "é=")


def test_nothing_is_signed_without_a_token_or_a_signature():
	assert not is_signed("", [URL], FIELDS, sign("", URL, FIELDS))
	assert not is_signed(TOKEN, [URL], FIELDS, None)
	assert not is_signed(TOKEN, [URL], FIELDS, "")
