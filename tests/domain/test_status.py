from gigafibre_fsm.domain.status import IllegalMove, illegal_move

LAMP = {"Off": ("On",), "On": ("Off", "Broken"), "Broken": ()}


def test_a_listed_move_is_legal():
	assert illegal_move(LAMP, "Off", "On") is None


def test_an_unlisted_move_says_what_is_possible():
	assert illegal_move(LAMP, "Off", "Broken") == IllegalMove("Off", "Broken", ("On",))


def test_a_terminal_status_stays():
	assert illegal_move(LAMP, "Broken", "On") == IllegalMove("Broken", "On", ())


def test_starting_and_staying_are_not_moves():
	assert illegal_move(LAMP, None, "Broken") is None
	assert illegal_move(LAMP, "", "Broken") is None
	assert illegal_move(LAMP, "Broken", "Broken") is None


def test_a_status_cannot_be_emptied():
	assert illegal_move(LAMP, "On", None) == IllegalMove("On", "", ("Off", "Broken"))


def test_a_status_that_the_table_does_not_know_may_be_mended():
	assert illegal_move(LAMP, "Flickering", "On") is None
