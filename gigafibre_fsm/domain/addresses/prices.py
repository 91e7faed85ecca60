"""What each difference between typed words and a name costs; docs/address-search.md says it in words."""


class Prices:
	LETTER = 1.6
	NO_MATCH = 0.76
	# As much as a name may be misspelled and still be no other.
	SLIP = 0.35
	BEGINNING = 0.4
	WORD_MISSING = 0.85
	STREET_WITHOUT_A_WORD = 1.5
	PLACE_NOT_YET_TYPED = 0.1
	GOES_ON = 0.01
	TYPE_AS_WORD = 0.3
	# A word of the name behind the one that is being typed.
	NOT_YET_TYPED = 0.15
	PLACE_NOT_NAMED = 0.45
	PLACE_MISSPELLED = 0.7
	FORMER_NAME = 0.05
	TRANSLATED = 0.1
	OTHER_TYPE = 0.45
	# « rue de la Montée »: behind the type, such a word is part of the name.
	TYPE_WORD_MISSING = 0.8
	TYPE_UNKNOWN = 0.2
	# « rue » is what people leave out first
	TYPE_NOT_TYPED = 0.02
	TYPE_BEGUN = 0.05
	TYPE_MISSPELLED = 0.2
	OPPOSITE_DIRECTION = 0.9
	DIRECTION_TOO_MANY = 0.5
	DIRECTION_NOT_TYPED = 0.25
	ARTICLE = 0.04
	ACCENT = 0.02
	GLUED = 0.12
	GLUED_AND_MISSPELLED = 0.3
	TWO_WORDS_AS_ONE = 0.1
	ASIDE = 0.5
	# Of the row, once the street is known.
	OTHER_UNIT, NO_SUCH_UNIT, UNIT_NOT_TYPED = 0.4, 0.15, 0.02
	OTHER_SUFFIX, NO_SUCH_SUFFIX, SUFFIX_NOT_TYPED = 0.6, 0.35, 0.12
	# Its letter was counted as a word that nothing explains.
	SUFFIX_AFTER_ALL = -0.25
	OTHER_POSTAL, NEAR_POSTAL, ONE_LETTER_OFF = 0.5, 0.25, 0.15
	# A street is offered where no address is.
	STREET_ALONE = 0.9
