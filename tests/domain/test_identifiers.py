import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigafibre_fsm.domain.identifiers import (
	canonical_did,
	canonical_mac,
	canonical_postal_code,
	canonical_serial,
	is_gpon_serial,
)


@pytest.mark.parametrize(
	"spelling",
	["TPLG-0EB23F9B", "TPLG0EB23F9B", "tplg 0eb2 3f9b", "54504C470EB23F9B", "54:50:4c:47:0e:b2:3f:9b"],
)
def test_the_spellings_of_a_gpon_serial_are_one(spelling):
	assert canonical_serial(spelling) == "TPLG0EB23F9B"
	assert is_gpon_serial(canonical_serial(spelling))


def test_other_serials_lose_only_separators_and_case():
	assert canonical_serial(" stb-00 12ab ") == "STB0012AB"
	assert not is_gpon_serial("STB0012AB")


def test_sixteen_hex_digits_that_do_not_start_with_letters_stay():
	assert canonical_serial("00504C470EB23F9B") == "00504C470EB23F9B"
	assert canonical_serial("5B504C470EB23F9B") == "5B504C470EB23F9B"


@pytest.mark.parametrize(
	"spelling", ["403F8CAABBCC", "40:3f:8c:aa:bb:cc", "40-3F-8C-AA-BB-CC", "403f.8caa.bbcc"]
)
def test_the_spellings_of_a_mac_are_one(spelling):
	assert canonical_mac(spelling) == "403F8CAABBCC"


@pytest.mark.parametrize("wrong", ["403F8CAABBC", "403F8CAABBCCD", "403F8CAABBCG", "router"])
def test_what_is_not_a_mac_is_refused(wrong):
	with pytest.raises(ValueError):
		canonical_mac(wrong)


@pytest.mark.parametrize("spelling", ["(450) 272-2408", "4502722408", "1-450-272-2408", "+1 450 272 2408"])
def test_the_spellings_of_a_number_are_one(spelling):
	assert canonical_did(spelling) == "4502722408"


@pytest.mark.parametrize("wrong", ["911", "0502722408", "4501722408", "45027224081", "abc"])
def test_what_is_not_a_number_is_refused(wrong):
	with pytest.raises(ValueError):
		canonical_did(wrong)


@pytest.mark.parametrize(
	("typed", "kept"), [("j0s1v0", "J0S 1V0"), ("J0S-1V0", "J0S 1V0"), ("12345", "12345"), (" n/a ", "N/A")]
)
def test_postal_codes(typed, kept):
	assert canonical_postal_code(typed) == kept


@pytest.mark.parametrize("empty", [None, "", "  ", " - "])
def test_empty_is_none(empty):
	assert canonical_serial(empty) is None
	assert canonical_mac(empty) is None
	assert canonical_did((empty or "").replace("-", "")) is None


@given(st.text(alphabet="0123456789abcdefABCDEF:- ", max_size=24))
def test_canonical_forms_are_fixed_points(text):
	serial = canonical_serial(text)
	assert canonical_serial(serial) == serial
	try:
		mac = canonical_mac(text)
	except ValueError:
		return
	assert canonical_mac(mac) == mac
