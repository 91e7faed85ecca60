"""Remembers which rows were made once, so that one an administrator deleted is not made again."""

from collections.abc import Callable

from gigafibre_fsm.setup import memory

KEY = "catalogue"


class Made:
	def __init__(self):
		self.keys = set(memory.recall(KEY, []))
		self._before = frozenset(self.keys)

	def once(self, doctype: str, key: str, find: Callable, make: Callable, meet: Callable | None = None):
		"""The row's name: found, else made now. None where it was there once and somebody deleted it.

		`meet` is told of a row that was there before us: the site's own, or left by an earlier installation.
		"""
		name = find()
		known = f"{doctype}:{key}" in self.keys
		if name and meet and not known:
			meet(name)
		if not name and not known:
			name = make()
		if name:
			self.keys.add(f"{doctype}:{key}")
		return name

	def save(self) -> None:
		if self.keys != self._before:
			memory.remember(KEY, sorted(self.keys))
