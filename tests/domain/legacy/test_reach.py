import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigafibre_fsm.domain.legacy import reach

# As Frappe checks them when a document is saved.
FRAPPES_PHONE = re.compile(r"([0-9\ \+\_\-\,\.\*\#\(\)]){1,20}$")
FRAPPES_EMAIL = re.compile(
	r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
	r"@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?",
	re.IGNORECASE,
)


@pytest.mark.parametrize(
	"written",
	[
		"(450) 272-2408",
		"4502722408",
		"1-450-272-2408",
		"450.272.2408",
		"+1 450 272 2408",
		" 450 272-2408 ",
		"450/272-2408",
	],
)
def test_the_spellings_of_a_number_are_one(written):
	assert reach.phones(written) == reach.Read(["+14502722408"])


@pytest.mark.parametrize(
	("written", "found", "unread"),
	[
		("450 272-2408 poste 12", ["+14502722408 #12"], None),
		("450-272-2408 x305", ["+14502722408 #305"], None),
		("450-272-2408 / 514-555-1234", ["+14502722408", "+15145551234"], None),
		("450-272-2408 ou 450-272-2408", ["+14502722408"], None),
		("demander Luc 450 272-2408", ["+14502722408"], "demander Luc 450 272-2408"),
		("+33 6 12 34 56 78", ["+33612345678"], None),
		("272-2408", ["272-2408"], None),
		("voir note", [], "voir note"),
		("12", [], "12"),
		("4".ljust(9, "5") + "5" * 5, ["45555555555555"], None),
	],
)
def test_what_else_stands_in_the_field_is_told_apart(written, found, unread):
	assert reach.phones(written) == reach.Read(found, unread)


@pytest.mark.parametrize("written", [None, "", "  ", "0", "000-000-0000", "-", "x", "(   )   -"])
def test_no_number_is_none(written):
	assert reach.phones(written) == reach.Read()


@pytest.mark.parametrize(
	("written", "found", "unread"),
	[
		("Marie@Exemple.CA", ["marie@exemple.ca"], None),
		("a@b.ca; c@d.com", ["a@b.ca", "c@d.com"], None),
		("a@b.ca, A@B.ca", ["a@b.ca"], None),
		("Marie <marie@b.ca>", ["marie@b.ca"], "Marie <marie@b.ca>"),
		("mailto:a@b.ca", ["a@b.ca"], None),
		("jean@x", [], "jean@x"),
		("a@@b.ca", [], "a@@b.ca"),
		("hélène@b.ca", [], "hélène@b.ca"),
		(".a@b.ca", [], ".a@b.ca"),
		("aucun", [], "aucun"),
		("", [], None),
		(None, [], None),
	],
)
def test_addresses_are_told_from_words(written, found, unread):
	assert reach.emails(written) == reach.Read(found, unread)


def test_an_address_that_no_field_holds_is_unread():
	long = f"{'a' * 140}@b.ca"
	assert reach.emails(long) == reach.Read([], long)


@given(st.text(max_size=40))
def test_what_is_found_can_be_saved(written):
	for phone in reach.phones(written).found:
		assert FRAPPES_PHONE.fullmatch(phone)
	for email in reach.emails(written).found:
		assert FRAPPES_EMAIL.fullmatch(email)


@given(st.from_regex(r"[a-z.0-9+]{1,8}@[a-z0-9.-]{1,12}", fullmatch=True))
def test_no_address_is_found_that_could_not_be_saved(written):
	for email in reach.emails(written).found:
		assert FRAPPES_EMAIL.fullmatch(email)
