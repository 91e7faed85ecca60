"""What PHP's serialize() wrote, read without running anything of it: objects stay names with their properties.

Lengths are in bytes, of whichever character set PHP wrote in; so bytes are what is read. The libraries for it do not
notice what follows the value, and know no references.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

DEEPEST = 32
_INTEGER = re.compile(rb"[+-]?\d{1,19}")
_FLOAT = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?|-?INF|NAN")
_SIZE = re.compile(rb"\d{1,9}")


class Unreadable(Exception):
	"""PHP did not write this, or not all of it is there."""


@dataclass(eq=False)
class PhpObject:
	class_name: bytes
	properties: dict


def read(data: bytes):
	""":raises Unreadable: also where something follows the value."""
	return Reader(data).whole()


class Reader:
	def __init__(self, data: bytes):
		self.data, self.at = data, 0
		# What a reference may name, in the order in which PHP counts: each value but a shared one.
		self._slots: list = []
		self._depth = 0
		self._kinds: dict[bytes, Callable] = {
			b"N;": self._null,
			b"b:": self._boolean,
			b"i:": self._integer,
			b"d:": self._float,
			b"s:": self.string,
			b"a:": self._array,
			b"O:": self._object,
			b"r:": self._reference,
		}

	def whole(self):
		value = self.value()
		if self.at != len(self.data):
			raise Unreadable(f"something follows the value, at byte {self.at}")
		return value

	def value(self):
		kind = self.data[self.at : self.at + 2]
		if kind == b"R:":
			return self._reference()
		slot = len(self._slots)
		self._slots.append(None)
		read = self._kinds.get(kind)
		if not read:
			raise Unreadable(f"no value at byte {self.at}")
		self.at += len(kind) if kind == b"N;" else 0
		value = read()
		self._slots[slot] = value
		return value

	def key(self):
		kind = self.data[self.at : self.at + 2]
		if kind == b"i:":
			return self._integer()
		if kind == b"s:":
			return self.key_string()
		raise Unreadable(f"no key at byte {self.at}")

	def string(self) -> bytes:
		return self._counted(b'";')

	key_string = string

	def expect(self, mark: bytes) -> None:
		if not self.data.startswith(mark, self.at):
			raise Unreadable(f"{mark.decode()} is missing at byte {self.at}")
		self.at += len(mark)

	def size(self) -> int:
		"""Behind the letter of its kind."""
		self.at += 2
		size = int(self._match(_SIZE))
		self.expect(b":")
		return size

	def _counted(self, end: bytes) -> bytes:
		size = self.size()
		self.expect(b'"')
		text = self.data[self.at : self.at + size]
		self.at += size
		self.expect(end)
		return text

	def _null(self) -> None:
		return None

	def _boolean(self) -> bool:
		return self._scalar(re.compile(rb"[01]")) == b"1"

	def _integer(self) -> int:
		return int(self._scalar(_INTEGER))

	def _float(self) -> float:
		return float(self._scalar(_FLOAT))

	def _scalar(self, pattern: re.Pattern) -> bytes:
		self.at += 2
		text = self._match(pattern)
		self.expect(b";")
		return text

	def _match(self, pattern: re.Pattern) -> bytes:
		found = pattern.match(self.data, self.at)
		if not found:
			raise Unreadable(f"no number at byte {self.at}")
		self.at = found.end()
		return found[0]

	def _array(self) -> dict:
		return self._entries(self.size(), self._own({}))

	def _object(self) -> PhpObject:
		made = self._own(PhpObject(self._counted(b'":'), {}))
		size = int(self._match(_SIZE))
		self.expect(b":")
		self._entries(size, made.properties)
		return made

	def _own(self, container):
		"""What is inside may refer to it, so it has its slot before it is full: the last one that was given out."""
		self._slots[-1] = container
		return container

	def _entries(self, count: int, into: dict) -> dict:
		self._depth += 1
		if self._depth > DEEPEST:
			raise Unreadable(f"more than {DEEPEST} levels")
		self.expect(b"{")
		for _entry in range(count):
			key = self.key()
			into[key] = self.value()
		self.expect(b"}")
		self._depth -= 1
		return into

	def _reference(self):
		number = int(self._scalar(_SIZE))
		if not 0 < number <= len(self._slots):
			raise Unreadable(f"reference to value {number}, which is not there")
		return self._slots[number - 1]
