"""Which rows of a table are of which kind: exact numbers, strewn over the table, and both ways computable."""

import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import accumulate
from random import Random

# The golden section strews most evenly.
SECTION = 0.6180339887


class Shares:
	def __init__(self, size: int, shares: Mapping[str, int], salt: str):
		if sum(shares.values()) > size:
			raise ValueError(f"{salt}: {sum(shares.values())} rows of {size}")
		self.size = max(size, 1)
		self._kinds = list(shares)
		self._ends = list(accumulate(shares.values()))
		self._step = _coprime(self.size)
		self._back = pow(self._step, -1, self.size)
		self._offset = Random(salt).randrange(self.size)

	def kind(self, index: int) -> str | None:
		at = bisect_right(self._ends, self.place(index))
		return self._kinds[at] if at < len(self._kinds) else None

	def place(self, index: int) -> int:
		return (index * self._step + self._offset) % self.size

	def index(self, place: int) -> int:
		return (place - self._offset) * self._back % self.size

	def of(self, kind: str) -> Iterator[int]:
		at = self._kinds.index(kind)
		first = self._ends[at - 1] if at else 0
		return (self.index(place) for place in range(first, self._ends[at]))

	def count(self, kind: str) -> int:
		at = self._kinds.index(kind)
		return self._ends[at] - (self._ends[at - 1] if at else 0)


def _coprime(size: int) -> int:
	step = max(int(size * SECTION), 1)
	while math.gcd(step, size) != 1:
		step += 1
	return step
