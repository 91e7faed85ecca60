"""Texts, times, ids and card numbers of the legacy database."""

from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigafibre_fsm.domain.legacy import ids, masking, text, times
from gigafibre_fsm.domain.legacy.outcome import Reason, Rejected

NOW = datetime(2026, 11, 21, 12)
CARD = "4242 4242 4242 4242"
# 2024 and 2025, to summer time and back: the second before.
CHANGES = (1_710_053_999, 1_730_613_599, 1_741_503_599, 1_762_063_199)


def around(change: int) -> st.SearchStrategy[int]:
	return st.integers(change - 90_000, change + 90_000)


@pytest.mark.parametrize(
	("stored", "meant"),
	[
		("QuÃ©bec", "Québec"),
		("Québec", "Québec"),
		("Saint-ClÃ©ment, Ã‰cole", "Saint-Clément, École"),
		("QuÃƒÂ©bec", "Québec"),
		("Côté Ã©crit", "Côté Ã©crit"),
		("lâ€™Ã®le", "l’île"),
		("NAÏVE", "NAÏVE"),
		("Ã\u0080 faire", "À faire"),
		("", None),
		("  \x00 ", None),
		(None, None),
		("a\r\nb\rc", "a\nb\nc"),
	],
)
def test_a_text_is_read_as_it_was_meant(stored, meant):
	assert text.clean(stored) == meant


@given(st.text(alphabet="aéèêëîïôùûüçœÉÈÀÇ’« »€-Z 0", min_size=1))
def test_french_that_was_misread_once_is_repaired(meant):
	misread = meant.encode("utf-8").decode("cp1252", errors="ignore")
	if misread.encode("cp1252") == meant.encode("utf-8"):
		assert text.repaired(misread) == text.repaired(meant)


@given(st.text(alphabet="aéèêëîïôùûüçÉÈÀÇ-Z 0", min_size=1))
def test_french_that_was_not_misread_stays(meant):
	assert text.repaired(meant) == meant


@given(st.text(alphabet="aéÃ©Â€™Å“â\x81\x8d "))
def test_what_stays_could_not_be_read_otherwise(stored):
	if text.repaired(stored) == stored:
		with suppress(UnicodeError):
			assert text.latin1_bytes(stored).decode("utf-8") == stored


@pytest.mark.parametrize(
	("html", "plain"),
	[
		("<p>Client <b>absent</b></p><p>Rappeler</p>", "Client absent\nRappeler"),
		("a<br>b<br/>c", "a\nb\nc"),
		("3 < 4 &amp; 5 > 2", "3 < 4 & 5 > 2"),
		("<!-- caché -->vu", "vu"),
		("&eacute;t&eacute;&nbsp;!", "été !"),
		("<div></div>", None),
	],
)
def test_of_html_the_text_stays(html, plain):
	assert text.plain(html) == plain


@pytest.mark.parametrize(
	("seconds", "at"),
	[
		(0, None),
		(None, None),
		(-1, None),
		(788_936_399, None),
		(788_936_400, datetime(1995, 1, 1)),
		(1_720_000_000, datetime(2024, 7, 3, 5, 46, 40)),
		(1_700_000_000, datetime(2023, 11, 14, 17, 13, 20)),
		(4_294_967_295, None),
		(2**40, None),
	],
)
def test_times_are_those_of_quebec(seconds, at):
	assert times.moment(seconds, NOW) == at


@given(st.integers(788_936_400, 1_900_000_000) | st.sampled_from(CHANGES).flatmap(around))
def test_the_clock_is_that_of_quebec_also_when_it_is_changed(seconds):
	assert times.moment(seconds, NOW) == datetime.fromtimestamp(seconds, times.ZONE).replace(tzinfo=None)


def test_a_day_is_the_day_in_quebec():
	assert times.day(1_704_081_600, NOW) == date(2023, 12, 31)


@pytest.mark.parametrize("number", [CARD, "4242424242424242", "4242-4242-4242-4242", "378282246310005"])
def test_a_card_number_is_masked_to_the_last_four(number):
	masked = text.clean(f"Carte {number}, appeler")
	assert masked.startswith("Carte *") and masked.endswith(f"{number[-4:]}, appeler")
	assert not masking.has_card_number(masked)
	assert sum(one.isdigit() for one in masked) == 4


@pytest.mark.parametrize(
	"number", ["4242424242424241", "514-555-1234", "12345678901234567890123", "2024-01-02 10:11"]
)
def test_other_numbers_stay(number):
	assert text.clean(number) == number


@pytest.mark.parametrize("before", ["2024-01-02 ", "1 ", "514-555-1234 ", "12 34 "])
def test_a_card_number_behind_other_numbers_is_masked(before):
	assert text.clean(f"{before}{CARD}") == f"{before}**** **** **** 4242"


@given(st.text(alphabet="0123456789 -a", max_size=40))
def test_a_text_is_masked_wherever_a_card_number_may_stand(note):
	assert masking.without_card_numbers(note) == masking._RUN.sub(masking._masked_run, note)


def test_two_phone_numbers_side_by_side_are_no_card():
	for last in range(1000, 1100):
		numbers = f"450-272-2408 514-555-{last}"
		assert text.clean(numbers) == numbers


def test_a_row_that_is_kept_shows_no_secret():
	row = {"id": 3, "password": "s3cret", "vm_password": "", "note": f"carte {CARD}"}
	kept = masking.row(row, frozenset(("password", "vm_password")))
	assert kept == {
		"id": 3,
		"password": masking.SECRET,
		"vm_password": "",
		"note": "carte **** **** **** 4242",
	}


def test_an_id_that_the_site_cannot_hold_is_a_reject():
	assert ids.fits(2**31 - 1) == 2**31 - 1
	for value in (0, 2**31, 4_294_967_295):
		with pytest.raises(Rejected) as refusal:
			ids.fits(value)
		assert refusal.value.reason == Reason.ID_OUT_OF_RANGE


def test_a_text_that_does_not_fit_is_a_reject_that_names_the_field():
	assert text.fits("abc", 3, "name") == "abc"
	with pytest.raises(Rejected) as refusal:
		text.fits("abcd", 3, "name")
	assert str(refusal.value) == "text too long: name: 4 characters, 3 fit"
