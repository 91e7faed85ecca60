from hypothesis import given
from hypothesis import strategies as st

from gigafibre_fsm.domain.devices import makers
from gigafibre_fsm.domain.devices.codes import Code, read
from gigafibre_fsm.domain.devices.matching import NoPlace, Place, Why, find, holding

ONT, ROUTER, TV, ATA = "ONT", "Routeur", "Décodeur TV", "Téléphone IP"
GPON = read("TPLG0EB23F9B")
DECO = read("403F8CAABBCC")
UNKNOWN_MAC = read("02AABBCCDDEE")
OTHER_SERIAL = read("2194A5M000123")


def places(*kinds: str) -> list[Place]:
	return [Place(f"row{number}", kind) for number, kind in enumerate(kinds)]


def filled(row: str, kind: str, serial: str | None = None, mac: str | None = None) -> Place:
	return Place(row, kind, serial, mac)


def test_a_gpon_serial_goes_to_the_ont():
	assert find(GPON, places(ROUTER, ONT), None).row == "row1"


def test_the_makers_part_of_a_mac_tells_the_row():
	assert find(DECO, places(TV, ROUTER, ATA), None).kind == ROUTER


def test_another_mac_goes_to_the_only_kind_that_is_missing():
	rows = [*places(ONT, ROUTER), filled("tv", TV, mac="001A79000001")]
	assert find(UNKNOWN_MAC, rows, None).kind == ROUTER


def test_boxes_are_filled_one_after_the_other():
	rows = [filled("row0", TV, mac="001A79000001"), *places(TV, TV)[1:]]
	assert find(read("001A79000002"), rows, None).row == "row1"
	assert find(UNKNOWN_MAC, rows, None).row == "row1"


def test_where_several_kinds_are_missing_a_person_chooses():
	assert find(UNKNOWN_MAC, places(ONT, ROUTER, TV), None) == NoPlace(Why.CHOOSE, (ROUTER, TV))
	assert find(UNKNOWN_MAC, places(ONT, ROUTER, TV), TV).kind == TV


def test_where_nothing_is_missing_a_person_says_what_is_replaced():
	rows = [filled("router", ROUTER, mac="403F8C000001")]
	assert find(UNKNOWN_MAC, rows, None) == NoPlace(Why.CHOOSE, (ROUTER,))
	assert find(UNKNOWN_MAC, rows, ROUTER).row == "router"
	assert find(DECO, rows, None).row == "router"


def test_which_of_several_filled_rows_is_replaced_is_not_guessed():
	rows = [filled("a", TV, mac="001A79000001"), filled("b", TV, mac="001A79000002")]
	assert find(read("001A79000003"), rows, None) == NoPlace(Why.ALL_FILLED, (TV,))


def test_a_person_is_believed_before_the_makers_part_and_our_records():
	assert find(DECO, places(ROUTER, ATA), ATA).kind == ATA
	assert find(UNKNOWN_MAC, places(ROUTER, ATA), None, known=ATA).kind == ATA


def test_what_the_job_does_not_ask_for():
	assert find(GPON, places(ROUTER), None) == NoPlace(Why.NOT_EXPECTED, (ONT,))
	assert find(UNKNOWN_MAC, places(ONT), None) == NoPlace(Why.NOT_EXPECTED, makers.MAC_KINDS)


def test_an_ont_is_told_by_its_serial_and_no_other_kind_is():
	assert find(DECO, places(ONT, ROUTER), ONT) == NoPlace(Why.NEEDS_GPON, (ONT,))
	assert find(OTHER_SERIAL, places(ONT, ROUTER), ONT) == NoPlace(Why.NEEDS_GPON, (ONT,))
	assert find(GPON, places(ONT, ROUTER), ROUTER) == NoPlace(Why.IS_ONT, (ROUTER,))


def test_a_serial_of_no_form_needs_its_kind():
	assert find(OTHER_SERIAL, places(ONT, ROUTER, TV), None) == NoPlace(Why.NEEDS_KIND, (ROUTER, TV))
	assert find(OTHER_SERIAL, places(ONT, ROUTER, TV), TV).kind == TV


def test_the_second_bar_code_of_a_device_completes_its_row():
	router = filled("router", ROUTER, mac="403F8C000001")
	assert find(OTHER_SERIAL, [router], ROUTER) == router
	ont = filled("ont", ONT, serial="TPLG0EB23F9B")
	assert find(DECO, [ont, router], ONT) == ont


def test_of_which_box_a_serial_is_is_not_guessed():
	box = filled("a", TV, mac="001A79000001")
	assert find(OTHER_SERIAL, [box, *places(TV)], TV) == NoPlace(Why.NEEDS_MAC, (TV,))
	full = filled("b", TV, "STB0012345", "001A79000002")
	assert find(OTHER_SERIAL, [box, full], TV) == box


def test_the_row_that_has_the_device_is_found_by_either_identity():
	label = read("SN:TPLG0EB23F9B;MAC:403F8CAABBCC")
	by_serial, by_mac = filled("a", ONT, serial="TPLG0EB23F9B"), filled("b", ROUTER, mac="403F8CAABBCC")
	assert holding(label, [*places(ONT), by_serial]) == by_serial
	assert holding(DECO, [by_serial, by_mac]) == by_mac
	assert holding(GPON, places(ONT, ROUTER)) is None


identities = st.tuples(
	st.sampled_from([None, "TPLG00000001", "STB0012345"]), st.sampled_from([None, "403F8C000001"])
)
rows = st.lists(st.tuples(st.sampled_from(makers.KINDS), identities), max_size=6).map(
	lambda pairs: [Place(f"row{n}", kind, *identity) for n, (kind, identity) in enumerate(pairs)]
)
codes = st.sampled_from([GPON, DECO, UNKNOWN_MAC, OTHER_SERIAL, read("SN:2194A5M000123;MAC:02AABBCCDDEE")])
kinds = st.none() | st.sampled_from(makers.KINDS)


@given(codes, rows, kinds)
def test_a_row_that_is_found_is_of_a_kind_that_the_code_may_be(code: Code, found_in, said):
	found = find(code, found_in, said)
	if isinstance(found, Place):
		assert found in found_in
		assert found.kind in ((said,) if said else code.kinds)
		assert found.kind == ONT or not code.is_gpon
	else:
		assert found.why in Why


@given(codes, rows, kinds)
def test_what_is_scanned_is_not_replaced_while_a_row_of_its_kind_is_open(code: Code, found_in, said):
	found = find(code, found_in, said)
	if isinstance(found, Place) and not found.is_open and found.kind != ONT:
		assert not any(place.is_open and place.kind == found.kind for place in found_in)
