"""Arrays that PHP wrote and somebody's conversion damaged.

The database gives text; PHP counted bytes. First the text is read in each character set in which PHP may have counted.
Where the lengths fit none of them (one half of a text was converted, letters were lost), strings are read to their end
marks instead. That is unambiguous: a mark is one that a further entry or the end of the array follows, so a text that
looks like marks makes entries too many, and the counts of the arrays, which no conversion touches, do not agree.
"""

import re
from collections.abc import Iterator

from gigafibre_fsm.domain.legacy import php
from gigafibre_fsm.domain.legacy.php import Unreadable
from gigafibre_fsm.domain.legacy.text import latin1_bytes

_VALUE = rb"(?:N;|[bidsaOrR]:)"
_KEY = rb'(?:i:[+-]?\d+;|s:\d+:"[^"]*";)'
_END = re.compile(rb'";(?=\}|' + _KEY + _VALUE + rb")")
_KEY_TEXT = re.compile(rb's:\d+:"([^"]*)";')
_CONTAINER = re.compile(rb'a:\d+:\{|O:\d+:"')


def readings(text: str) -> list:
	"""What the text may mean; more than one thing where it fits more than one character set.

	:raises Unreadable: where it means nothing.
	"""
	return list(_as_written(text)) or [LengthsIgnored(_utf8(text)).whole()]


def read_inside(data: bytes):
	"""A serialized array inside a string."""
	try:
		return php.read(data)
	except Unreadable:
		return LengthsIgnored(data, is_inside=True).whole()


def decode(value: bytes) -> str:
	try:
		return value.decode("utf-8")
	except UnicodeDecodeError:
		return "".join(map(_letter, value))


def _letter(code: int) -> str:
	try:
		return bytes([code]).decode("cp1252")
	except UnicodeDecodeError:
		return chr(code)


class LengthsIgnored(php.Reader):
	def __init__(self, data: bytes, is_inside: bool = False):
		super().__init__(data)
		self._is_inside = is_inside

	def string(self) -> bytes:
		self.size()
		self.expect(b'"')
		return self._serialized_inside() or self._up_to_its_end()

	def key_string(self) -> bytes:
		found = _KEY_TEXT.match(self.data, self.at)
		if not found:
			raise Unreadable(f"no key at byte {self.at}")
		self.at = found.end()
		return found[1]

	def _serialized_inside(self) -> bytes | None:
		start = self.at
		if self._is_inside or not _CONTAINER.match(self.data, start):
			return None
		inside = LengthsIgnored(self.data, is_inside=True)
		inside.at = start
		try:
			inside.value()
			inside.expect(b'";')
		except Unreadable:
			return None
		self.at = inside.at
		return self.data[start : self.at - 2]

	def _up_to_its_end(self) -> bytes:
		end = _END.search(self.data, self.at)
		if not end:
			raise Unreadable(f"a string without an end at byte {self.at}")
		text = self.data[self.at : end.start()]
		self.at = end.start() + 2
		return text


def _as_written(text: str) -> Iterator:
	for data in _spellings(text):
		try:
			yield php.read(data)
		except Unreadable:
			continue


def _spellings(text: str) -> list[bytes]:
	"""As PHP may have written it: in UTF-8, in latin1, in UTF-8 that was read as latin1 once or twice."""
	found = [_utf8(text)]
	for _time in range(3):
		try:
			spelling = latin1_bytes(text)
			found.append(spelling)
			text = spelling.decode("utf-8")
		except UnicodeError:
			break
	return list(dict.fromkeys(found))


def _utf8(text: str) -> bytes:
	try:
		return text.encode("utf-8")
	except UnicodeEncodeError as error:
		raise Unreadable("not a text") from error
