"""The search under test, as the benchmarks call it."""

import time
from pathlib import Path

from gigafibre_fsm.command_line.register_columns import Rejects, read_columns
from gigafibre_fsm.domain.addresses.build import build
from gigafibre_fsm.domain.addresses.index import AddressIndex
from gigafibre_fsm.domain.addresses.index_source import IndexSource
from gigafibre_fsm.domain.addresses.search import search

NAME = "gigafibre_fsm"
MOST = 5


def build_index(register: Path, folder: Path) -> Path:
	timed_build(register, folder)
	return folder


def timed_build(register: Path, folder: Path) -> tuple[float, float]:
	"""Seconds of reading the file, and of building the index from it."""
	start = time.perf_counter()
	columns, _reading = read_columns(
		register, Rejects(folder.with_suffix(".rejects")), lambda *_progress: None
	)
	read = time.perf_counter()
	build(folder, columns)
	return read - start, time.perf_counter() - read


class Ours:
	def __init__(self, folder: Path):
		self.source = IndexSource(AddressIndex.open(folder))

	def search(self, text: str) -> list:
		found = [hit.address for hit in search(self.source, text, MOST)]
		return [address.address_id or (address.street, address.city) for address in found]
