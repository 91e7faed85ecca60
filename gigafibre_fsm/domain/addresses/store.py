"""Arrays and texts in the files of a folder, mapped into memory: all workers of a host share one copy."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

META = "index.json"
# Raised when the files' layout or the normalisation changes: an index of another format is no index.
FORMAT = 1
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Texts:
	"""Many short texts, one after the other."""

	def __init__(self, letters: np.ndarray, ends: np.ndarray):
		self.letters = letters
		self.ends = ends

	def __len__(self) -> int:
		return len(self.ends)

	def __getitem__(self, place: int) -> str:
		start = int(self.ends[place - 1]) if place else 0
		return self.letters[start : int(self.ends[place])].tobytes().decode()


def save(folder: Path, name: str, array: np.ndarray) -> None:
	np.save(folder / f"{name}.npy", np.ascontiguousarray(array))


def load(folder: Path, name: str) -> np.ndarray:
	"""A plain array over the mapped file: single elements of a memmap are slow to read."""
	return np.load(folder / f"{name}.npy", mmap_mode="r").view(np.ndarray)


def save_texts(folder: Path, name: str, texts: Iterable[str]) -> None:
	encoded = [text.encode() for text in texts]
	save(folder, f"{name}_letters", np.frombuffer(b"".join(encoded), dtype=np.uint8))
	save(folder, f"{name}_ends", np.cumsum([len(text) for text in encoded], dtype=np.int64))


def load_texts(folder: Path, name: str) -> Texts:
	return Texts(load(folder, f"{name}_letters"), load(folder, f"{name}_ends"))


def save_meta(folder: Path, facts: dict) -> None:
	"""Written last: a folder without it is half-built."""
	(folder / META).write_text(json.dumps({"format": FORMAT, **facts}))


def load_meta(folder: Path) -> dict:
	facts = json.loads((folder / META).read_text())
	if facts.get("format") != FORMAT:
		raise ValueError(f"{folder.name} is an address index of another version; build it anew")
	return facts


def starts_of(sorted_keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
	"""The distinct keys, and where each begins, with the end of the last one added."""
	if not len(sorted_keys):
		return sorted_keys, np.zeros(1, dtype=np.int32)
	first = np.flatnonzero(np.concatenate(([True], sorted_keys[1:] != sorted_keys[:-1])))
	return sorted_keys[first], np.append(first, len(sorted_keys)).astype(np.int32)


def encode_postal(codes: Sequence | np.ndarray) -> np.ndarray:
	"""`J0S1M0` as one number; 0 for anything else."""
	letters = np.asarray(codes, dtype="S6")
	characters = letters.view(np.uint8).reshape(len(letters), 6).astype(np.int64)
	values = np.where(characters >= 65, characters - 55, characters - 48)
	known = ((characters >= 48) & (characters <= 90)).all(axis=1)
	return np.where(known, values @ (36 ** np.arange(5, -1, -1, dtype=np.int64)), 0)


def postal_number(code: str | None) -> int:
	"""The same of one code, however it is spaced."""
	bare = (code or "").replace(" ", "")
	return int(bare, 36) if len(bare) == 6 and bare.isascii() and bare.isalnum() else 0


def decode_postal(code: int) -> str | None:
	if not code:
		return None
	found = ""
	for _ in range(6):
		code, digit = divmod(code, 36)
		found = _DIGITS[digit] + found
	return f"{found[:3]} {found[3:]}"
