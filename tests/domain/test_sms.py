import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigafibre_fsm.domain.sms import BASIC, EXTENDED, Size, simple, size


@pytest.mark.parametrize(
	("typed", "sent"),
	[
		("le 12 août 2026", "le 12 aout 2026"),
		("Forêt, Français, Noël, Île", "Foret, Francais, Noel, Ile"),
		("éèàùÉÇ restent", "éèàùÉÇ restent"),
		("114,98\N{NO-BREAK SPACE}$", "114,98 $"),
		("l’été – « oui »…", 'l\'été - " oui "...'),
		("Sacré-Cœur", "Sacré-Coeur"),
		("e\N{COMBINING ACUTE ACCENT}te\N{COMBINING ACUTE ACCENT}", "été"),
		("Łódź 你好 😀", "Łodz 你好 😀"),
	],
)
def test_a_text_keeps_to_the_basic_alphabet_as_far_as_it_goes(typed, sent):
	assert simple(typed) == sent


@pytest.mark.parametrize(
	("text", "expected"),
	[
		("", Size(0, 1, True)),
		("a" * 160, Size(160, 1, True)),
		("a" * 161, Size(161, 2, True)),
		("a" * 306, Size(306, 2, True)),
		("a" * 307, Size(307, 3, True)),
		("€" * 80, Size(160, 1, True)),
		("€" * 81, Size(162, 2, True)),
		("ê" * 70, Size(70, 1, False)),
		("ê" * 71, Size(71, 2, False)),
		("😀" * 35, Size(70, 1, False)),
		("😀" * 36, Size(72, 2, False)),
	],
)
def test_parts(text, expected):
	assert size(text) == expected


@given(st.text())
def test_simple_is_done_at_once_and_costs_no_more(text):
	once = simple(text)
	assert simple(once) == once
	if set(text) <= BASIC | EXTENDED:
		assert once == text


@given(st.text(alphabet="abcéèêëîïôöûüçÀÂÉÊÎÔÛœŒ’«» \N{NO-BREAK SPACE}-,.0123456789"))
def test_french_never_needs_the_dear_alphabet(text):
	assert size(simple(text)).basic
