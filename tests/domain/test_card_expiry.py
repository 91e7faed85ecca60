from datetime import date

import pytest

from gigafibre_fsm.domain.cards import is_over


@pytest.mark.parametrize(
	("expiry", "today", "over"),
	[
		("08/2027", date(2027, 8, 31), False),
		("08/2027", date(2027, 9, 1), True),
		("12/2026", date(2027, 1, 1), True),
		("01/2027", date(2026, 12, 31), False),
		("2024-08", date(2030, 1, 1), False),
		("", date(2030, 1, 1), False),
		(None, date(2030, 1, 1), False),
	],
)
def test_a_card_pays_until_the_end_of_its_month(expiry, today, over):
	assert is_over(expiry, today) is over
