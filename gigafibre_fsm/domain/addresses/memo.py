"""Answers that are asked for again and again, in a memory that does not grow without end."""

from collections.abc import Callable

REMEMBERED = 100_000


class Memo(dict):
	"""Answers from memory what it was asked before; forgets everything once it has grown too large."""

	def __init__(self, answer: Callable, limit: int = REMEMBERED):
		self.answer, self.limit = answer, limit

	def __missing__(self, key):
		if len(self) >= self.limit:
			self.clear()
		self[key] = value = self.answer(key)
		return value
