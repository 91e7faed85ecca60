import pytest

from gigafibre_fsm.domain.cards import is_card_number


@pytest.mark.parametrize(
	"number", ["4242424242424242", "4242 4242 4242 4242", "5555-5555-5555-4444", "378282246310005"]
)
def test_card_numbers_are_recognised(number):
	assert is_card_number(number)


@pytest.mark.parametrize(
	"value",
	["4242424242424241", "4502722408", "pm_4242424242424242", "", None, 4242424242424242, "123456789012"],
)
def test_other_values_are_not(value):
	assert not is_card_number(value)
