from gigafibre_fsm.domain.addresses.renumbered import Kept, Watch

PLACE = ("street", 12, "A", "3")


def seen(
	watch: Watch, address_id: str, place=PLACE, postal="J0S 1M0", latitude=45.0, longitude=-74.0
) -> None:
	watch.identifier(address_id)
	if place[0] in watch.streets:
		watch.place(place, address_id, postal, latitude, longitude)


def kept(name: str, place=PLACE, **values) -> Kept:
	return Kept(name, place, **{"postal_code": "J0S 1M0", "latitude": 45.0, "longitude": -74.0, **values})


def test_a_place_with_a_new_identifier_keeps_its_name():
	watch = Watch([kept("OLD")])
	seen(watch, "NEW")
	names = watch.names(known=())
	assert (names.renamed, names.missing) == ({"NEW": "OLD"}, [])


def test_an_identifier_that_is_still_there_is_its_own_wherever_it_went():
	watch = Watch([kept("OLD")])
	seen(watch, "old", place=("elsewhere", 1, "", ""))
	seen(watch, "NEW")
	assert watch.names(known=()).renamed == {}


def test_another_unit_suffix_number_or_street_is_another_place():
	watch = Watch([kept("OLD")])
	for number, place in enumerate(
		[
			("street", 12, "A", "4"),
			("street", 12, "B", "3"),
			("street", 13, "A", "3"),
			("other", 12, "A", "3"),
		]
	):
		seen(watch, f"NEW{number}", place=place)
	assert [one.name for one in watch.names(known=()).missing] == ["OLD"]


def test_the_postal_code_decides_then_the_distance_then_the_identifier():
	watch = Watch([kept("OLD")])
	seen(watch, "NEAR", postal="H1A 1A1")
	seen(watch, "FAR", latitude=45.1)
	assert watch.names(known=()).renamed == {"FAR": "OLD"}
	seen(watch, "CLOSE", latitude=45.01)
	assert watch.names(known=()).renamed == {"CLOSE": "OLD"}
	seen(watch, "ALIKE", latitude=45.01)
	assert watch.names(known=()).renamed == {"ALIKE": "OLD"}


def test_an_address_that_was_there_before_under_its_own_name_is_not_taken():
	watch = Watch([kept("OLD")])
	seen(watch, "NEIGHBOUR")
	names = watch.names(known=["Neighbour"])
	assert (names.renamed, [one.name for one in names.missing]) == ({}, ["OLD"])


def test_one_new_identifier_stands_for_one_of_two_old_addresses():
	watch = Watch([kept("OLD2"), kept("OLD1")])
	seen(watch, "NEW")
	names = watch.names(known=())
	assert names.renamed == {"NEW": "OLD1"}
	assert [one.name for one in names.missing] == ["OLD2"]


def test_the_third_register_finds_what_the_second_renamed():
	watch = Watch([kept("OLD", register_id="NEW")])
	seen(watch, "NEW", place=("moved", 99, "", ""))
	assert watch.names(known=()).renamed == {"NEW": "OLD"}


def test_a_renamed_address_comes_before_one_that_is_only_at_the_place():
	watch = Watch([kept("AAA"), kept("OLD", register_id="NEW")])
	seen(watch, "NEW")
	assert watch.names(known=()).renamed == {"NEW": "OLD"}


def test_upper_and_lower_case_of_suffix_and_unit_are_the_same_place():
	watch = Watch([kept("OLD", place=("street", 12, "a", "B"))])
	seen(watch, "NEW", place=("street", 12, "A", "b"))
	assert watch.names(known=()).renamed == {"NEW": "OLD"}
