import pytest

from gigafibre_fsm.domain.contacts import canonical_email, canonical_phone, last_digits
from gigafibre_fsm.domain.leads import Place, same_place

HOME = Place("12 rue du Lac", "Saint-Anicet", "J0S 1M0")


@pytest.mark.parametrize(
	("other", "same"),
	[
		(Place("12, Rue du Lac", "st-anicet"), True),
		(Place("12 rue du Lac"), True),
		(Place(municipality="Saint-Anicet"), True),
		(Place(), True),
		(Place("14 rue du Lac", "Saint-Anicet"), False),
		(Place("12 rue du Lac", "Huntingdon"), False),
	],
)
def test_two_texts_are_one_place_unless_they_differ_in_what_both_say(other, same):
	assert same_place(HOME, other) is same
	assert same_place(other, HOME) is same


def test_the_register_decides_where_both_are_in_it():
	assert same_place(Place("12 rue du Lac", civic_address="A"), Place("12A du Lac", civic_address="A"))
	assert not same_place(
		Place("12 rue du Lac", civic_address="A"), Place("12 rue du Lac", civic_address="B")
	)


@pytest.mark.parametrize(
	("typed", "kept"),
	[
		("(450) 272-2408", "+14502722408"),
		("1 450 272 2408", "+14502722408"),
		("+33 1 42 68 53 00", "+33142685300"),
		(" ", None),
		(None, None),
	],
)
def test_a_phone_number_has_one_form(typed, kept):
	assert canonical_phone(typed) == kept


@pytest.mark.parametrize("typed", ["911", "450 272", "call me", "418 123 4567"])
def test_a_number_that_nobody_has_is_refused(typed):
	with pytest.raises(ValueError):
		canonical_phone(typed)


@pytest.mark.parametrize(("typed", "kept"), [(" Anne@Example.CA ", "anne@example.ca"), ("", None)])
def test_an_email_address_has_one_form(typed, kept):
	assert canonical_email(typed) == kept


@pytest.mark.parametrize(
	"typed",
	[
		"anne",
		"anne@",
		"@example.ca",
		"anne@localhost",
		"a b@example.ca",
		"a@example..ca",
		"a@x.ca, b@x.ca",
		"<a@x.ca>",
	],
)
def test_what_is_no_email_address_is_refused(typed):
	with pytest.raises(ValueError):
		canonical_email(typed)


def test_numbers_are_compared_however_they_are_written():
	assert last_digits("1-450-272-2408") == last_digits("+14502722408") == "4502722408"
