"""Three letters at a time: finds the names that look like a text, whatever is missing, swapped or glued in it."""

from collections.abc import Iterable, Sequence

import numpy as np

_ALPHABET = "_0123456789abcdefghijklmnopqrstuvwxyz"
SIZE = len(_ALPHABET)
CODES = SIZE**3
_VALUE = {letter: value for value, letter in enumerate(_ALPHABET)}


def grams_of_word(word: str, whole: bool = True) -> set[int]:
	"""A word's beginning and end count as letters; `whole` is off for a word still being typed."""
	values = [0, *(_VALUE[letter] for letter in word if letter in _VALUE), *([0] if whole else [])]
	return {
		(one * SIZE + two) * SIZE + three
		for one, two, three in zip(values, values[1:], values[2:], strict=False)
	}


def grams_of(words: Iterable[str]) -> set[int]:
	return set().union(*(grams_of_word(word) for word in words))


def postings(names: Sequence[tuple[str, ...]]) -> dict[str, np.ndarray]:
	"""Per gram the names that hold it; per name the weight of all its grams. Rare grams weigh more."""
	found = [grams_of(words) for words in names]
	codes = np.fromiter((code for grams in found for code in grams), dtype=np.int32)
	owners = np.repeat(np.arange(len(found), dtype=np.int32), [len(grams) for grams in found])
	order = np.argsort(codes, kind="stable")
	counts = np.bincount(codes, minlength=CODES)
	weights = np.log1p(len(found) / np.maximum(counts, 1)).astype(np.float32)
	totals = np.bincount(owners, weights=weights[codes], minlength=len(found)).astype(np.float32)
	starts = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
	return {"owners": owners[order], "starts": starts, "weights": weights, "totals": totals}


class GramIndex:
	def __init__(self, owners: np.ndarray, starts: np.ndarray, weights: np.ndarray, totals: np.ndarray):
		self.owners = owners
		self.starts = starts
		self.weights = weights
		self.totals = totals

	def overlap(self, codes: Iterable[int]) -> np.ndarray:
		"""Per name, the weight of the grams it shares with a text."""
		found = np.zeros(len(self.totals), dtype=np.float32)
		for code in codes:
			start, end = self.starts[code], self.starts[code + 1]
			if end > start:
				found[self.owners[start:end]] += self.weights[code]
		return found
