"""What a person may set on a phone line: who is calling, how many at once, where to."""

import re

import phonenumbers

from gigafibre_fsm.domain.identifiers import canonical_did

LONGEST_NAME = 40
MAX_CALLS = range(1, 100)
CALL_TIMEOUT = range(5, 121)
# Other carriers show the first fifteen signs of a name; what would end it in a SIP header is refused.
_NAME = re.compile(r"""[^\W_]([\w .,'’&()/+-]*[\w.)])?""")
_LETTER = re.compile(r"[^\W\d_]")
_SEPARATORS = re.compile(r"[,;\s]+")


def caller_id(text: str | None) -> str | None:
	"""Ten digits of a number that exists, or a name.

	:raises ValueError: where it is neither.
	"""
	tidy = " ".join((text or "").split())
	if not tidy:
		return None
	return _name(tidy) if _LETTER.search(tidy) else _number(tidy)


def _number(text: str) -> str:
	did = canonical_did(text)
	if not phonenumbers.is_valid_number(phonenumbers.parse(did, "CA")):
		raise ValueError(text)
	return did


def _name(text: str) -> str:
	if len(text) > LONGEST_NAME or not _NAME.fullmatch(text):
		raise ValueError(text)
	return text


def countries(text: str | None) -> tuple[str, ...]:
	"""Two-letter codes, each once, in their order.

	:raises ValueError: with the first that is none.
	"""
	codes = tuple(dict.fromkeys(code.upper() for code in _SEPARATORS.split(text or "") if code))
	for code in codes:
		if code not in phonenumbers.SUPPORTED_REGIONS:
			raise ValueError(code)
	return codes
