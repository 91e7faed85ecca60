"""Texts of the legacy database, as they were meant.

Some programs wrote UTF-8 into latin1 columns, so that `Québec` is read as `QuÃ©bec`; some rows went through that twice.
"""

import html
import re

from gigafibre_fsm.domain.legacy.masking import without_card_numbers
from gigafibre_fsm.domain.legacy.outcome import Reason, Rejected

# Every misread UTF-8 letter begins with such a pair: its first two bytes as Windows-1252, or as they are.
_SECOND = "\x80-\xbf" + bytes(range(0x80, 0xA0)).decode("cp1252", "ignore")
_MISREAD = re.compile(f"[\xc2-\xf4][{_SECOND}]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u009f]")
_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--.*?--)>", re.DOTALL)
_BREAK = re.compile(r"<(?:br\s*/?|/p|/div|/li|/tr|/h[1-6])\s*>", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n{3,}")
_SPACES = re.compile(r"[ \t\u00a0]+")


def latin1_bytes(text: str) -> bytes:
	"""As MariaDB's latin1 keeps them: Windows-1252, with the five codes that it leaves open as they are.

	:raises UnicodeEncodeError: where a letter is not of that set.
	"""
	try:
		return text.encode("cp1252")
	except UnicodeEncodeError:
		return b"".join(_latin1_byte(letter) for letter in text)


def _latin1_byte(letter: str) -> bytes:
	return letter.encode("latin1" if "\x80" <= letter <= "\x9f" else "cp1252")


def repaired(text: str) -> str:
	"""At most twice misread; what does not decode as UTF-8 as a whole was meant as it stands."""
	for _time in range(2):
		if not _MISREAD.search(text):
			return text
		try:
			text = latin1_bytes(text).decode("utf-8")
		except UnicodeError:
			return text
	return text


def clean(value: str | None) -> str | None:
	"""Repaired, without control characters and card numbers; None where nothing is left."""
	if not value:
		return None
	if not value.isascii():
		value = repaired(value)
	if not value.isprintable():
		value = _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
	return without_card_numbers(value.strip()) or None


def plain(value: str | None) -> str | None:
	"""Of HTML the text: line breaks stay, marks go."""
	text = clean(value)
	if not text or ("<" not in text and "&" not in text):
		return text
	text = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
	lines = [_SPACES.sub(" ", line).strip() for line in text.split("\n")]
	return clean(_BLANK_LINES.sub("\n\n", "\n".join(lines)))


def fits(value: str | None, length: int, field: str) -> str | None:
	if value and len(value) > length:
		raise Rejected(Reason.TOO_LONG, f"{field}: {len(value)} characters, {length} fit")
	return value
