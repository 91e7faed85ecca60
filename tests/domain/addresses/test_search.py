"""What people type, on a register of thirty addresses. `docs/address-search.md` explains the rules."""

import pytest

TYPED = [
	("100 Rue Principale, Val-des-Bouleaux", "p-100"),
	("100 RUE PRINCIPALE VAL DES BOULEAUX", "p-100"),
	("100 rue principale, Val-des-Bouleaux, QC, J0S 9A1, Canada", "p-100"),
	("12 rue de l'eglise", "e-12"),
	("12 eglise", "e-12"),
	("250 4e rang", "r4-250"),
	("250 rang 4", "r4-250"),
	("250 4ieme rg", "r4-250"),
	("250 quatrieme rang", "r4-250"),
	("250 rang IV", "r4-250"),
	("1234 route 132", "rt-1234"),
	("route 132 1234", "rt-1234"),
	("132 rte 132", "rt-132"),
	("132 rang 4", "r4-132"),
	# part of the city, its former name
	("100 rue principale saint-jude", "pj-100"),
	("100 rue principale petite riviere", "pj-100"),
	# misspelled
	("100 rue prinicpale val-des-bouleaux", "p-100"),
	("100 rue princpale val des boulaux", "p-100"),
	("7 ch du lac a la truitte", "lt-7"),
	# glued, swapped, dropped
	("7 chemindulac", "l-7"),
	("7 chemin dulac", "l-7"),
	("9 rue mont calm", "mc-9"),
	("100principale val-des-bouleaux", "p-100"),
	("val-des-bouleaux principale 100", "p-100"),
	("7 truite", "lt-7"),
	# another type, another postal code
	("12 avenue de l'eglise", "e-12"),
	("100 avenue principale saint-jude-des-monts", "pa-100"),
	("100 rue principale val-des-bouleaux H2X 1Y4", "p-100"),
	# postal code and number alone; O for 0
	("7 J0S9B3", "l-7"),
	("1234 jos 9b3", "rt-1234"),
	("100 principale j0t 2b4", "pj-100"),
	# units
	("2-104 rue principale val-des-bouleaux", "p-104-2"),
	("104 rue principale app 10 val-des-bouleaux", "p-104-10"),
	("104 rue principale val-des-bouleaux #2", "p-104-2"),
	("104-2 rue principale val-des-bouleaux", "p-104-2"),
	("104 principale val-des-bouleaux", "p-104-1"),
	# suffixes
	("102A rue principale", "p-102a"),
	("102 a rue principale", "p-102a"),
	("102 1/2 rue principale", "p-102h"),
	("102½ rue principale", "p-102h"),
	("1021/2 rue principale", "p-102h"),
	("3-102 1/2 rue principale", "p-102h"),
	("102-1/2 rue principale", "p-102h"),
	("102 rue principale", "p-102"),
	# noise
	("12 rue de l'église près de la principale", "e-12"),
	("100 rue principale val-des-bouleaux en face de l'église", "p-100"),
	("100 rue principale val-des-bouleaux tél. 450 272-2408", "p-100"),
	("1,234 route 132", "rt-1234"),
	("1 234 route 132", "rt-1234"),
	("104/2 rue principale val-des-bouleaux", "p-104-2"),
	("250 rang V", "r5-250"),
	# English
	("12 Church Street", "e-12"),
	("9 Main Street, Pointe-aux-Ormes", "mn-9"),
	("9 main st", "mn-9"),
	("45 Smith Road", "sm-45"),
	("88 boulevard du moulin west", "mo-88"),
	("88 du moulin E", "me-88"),
	# saints, accents, letters
	("100 rang ste-antoine", "saf-100"),
	("100 rang st-antoine", "sa-100"),
	("5 rue Côté", "co-5"),
	("5 rue Coté", "ca-5"),
	("21 N.-D.", "nd-21"),
	("3 rue b", "b-3"),
	# a street, where no number was typed
	("rue montcalm", "Rue Montcalm"),
	("4e rang val-des-bouleaux", "4e Rang"),
]


@pytest.mark.parametrize(("typed", "first"), TYPED)
def test_what_people_type_finds_the_address(find, typed, first):
	assert find(typed)[:1] == [first]


@pytest.mark.parametrize("typed", ["30 st", "30 stan", "30 rue stanisl"])
def test_the_word_being_typed_may_go_on(find, typed):
	assert "st-30" in find(typed)


@pytest.mark.parametrize("typed", ["12 rue de", "12 rue de l", "12 rue de l'e"])
def test_articles_alone_are_the_beginning_of_a_street(find, typed):
	assert find(typed)[:1] == ["e-12"]


def test_a_short_form_at_the_end_is_also_read_as_one(find):
	assert set(find("30 st")) >= {"st-30", "sj-30"}


def test_a_number_that_the_street_does_not_have_offers_the_street(find):
	assert find("999 rue montcalm pointe-aux-ormes")[:1] == ["Rue Montcalm"]


def test_of_equals_the_one_with_a_drop_comes_first(find):
	typed = "100 rue principale"
	assert find(typed)[:2] == ["pj-100", "p-100"]
	assert find(typed, has_drop=lambda ids: {"p-100"} & set(ids))[:2] == ["p-100", "pj-100"]


def test_a_drop_does_not_make_up_for_a_worse_match(find):
	everything_else = find(
		"100 rue principale saint-jude-des-monts", has_drop=lambda ids: set(ids) - {"pj-100"}
	)
	assert everything_else[0] == "pj-100"


def test_units_of_the_building_follow_in_their_order(find):
	assert find("104 rue principale val-des-bouleaux")[:3] == ["p-104-1", "p-104-2", "p-104-10"]


@pytest.mark.parametrize(
	"typed", ["", "   ", ",", "#", "123", "½", "J0S", "'; drop table --", "a" * 5000, "\x00", "1" * 40]
)
def test_nothing_sensible_finds_nothing_and_breaks_nothing(find, typed):
	assert isinstance(find(typed), list)


@pytest.mark.parametrize("typed", ["zzzz", "100 zzzz", "100 rue xyzzy, Val-des-Bouleaux"])
def test_a_street_none_of_whose_words_were_typed_is_no_answer(find, typed):
	assert find(typed) == []


def test_no_more_than_asked_for(find):
	assert len(find("100 rue principale", limit=1)) == 1
