import pytest

from gigafibre_fsm.domain import call_rules


@pytest.mark.parametrize(
	("typed", "kept"),
	[
		(None, None),
		("  ", None),
		("450 272-2408", "4502722408"),
		("+1 (450) 272-2408", "4502722408"),
		("Anne  Côté", "Anne Côté"),
		("Ferme R. & L. Roy inc.", "Ferme R. & L. Roy inc."),
		("Garage 24", "Garage 24"),
		("L'Érablière", "L'Érablière"),
	],
)
def test_a_caller_is_a_number_or_a_name(typed, kept):
	assert call_rules.caller_id(typed) == kept


@pytest.mark.parametrize(
	"typed",
	["272-2408", "4500722408", "911", "33123456789", 'Anne" <sip:911@x>', "-Roy", "A" * 41, "4"],
)
def test_another_caller_is_refused(typed):
	with pytest.raises(ValueError):
		call_rules.caller_id(typed)


@pytest.mark.parametrize(
	("typed", "kept"),
	[(None, ()), ("fr, us;FR", ("FR", "US")), ("BE CH", ("BE", "CH"))],
)
def test_countries_are_codes_once_each(typed, kept):
	assert call_rules.countries(typed) == kept


@pytest.mark.parametrize(("typed", "wrong"), [("FR, XX", "XX"), ("France", "FRANCE"), ("+33", "+33")])
def test_the_first_country_that_is_none_is_named(typed, wrong):
	with pytest.raises(ValueError, match=wrong.replace("+", r"\+")):
		call_rules.countries(typed)
