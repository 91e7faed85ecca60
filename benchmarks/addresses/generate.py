"""Writes a register of Québec-like addresses, drops and queries with their true answers.

python -m benchmarks.addresses.generate FOLDER --rows 520000 --style a
"""

import argparse
import gzip
import os
import time
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

from .drops import write_drops
from .queries import write_queries
from .register import Register
from .rows import HEADER, town_text
from .towns import Town, make_towns
from .vocabulary import Vocabulary

STYLES = ("a", "b")
SEED = "gigafibre"


def vocabulary(style: str) -> Vocabulary:
	return import_module(f"{__package__}.vocabulary_{style}").STYLE


def write_register(path: Path, seed: str, words: Vocabulary, towns: list[Town]) -> None:
	jobs = [(seed, words, town) for town in towns]
	with get_context("fork").Pool(os.cpu_count()) as pool, open(path, "wb") as file:
		file.write(f"{HEADER}\n".encode())
		for text in pool.imap(town_text, jobs):
			file.write(text)


def write_aliases(path: Path, words: Vocabulary, towns: list[Town]) -> None:
	lines = [
		f"{old},{town.name},{int(old in words.cities.get(town.name, ()))}\n"
		for town in towns
		for old in town.former
	]
	path.write_text("old,new,merged\n" + "".join(lines), encoding="utf-8")


def compress(path: Path) -> None:
	with open(path, "rb") as plain, gzip.open(f"{path}.gz", "wb", compresslevel=4) as packed:
		while chunk := plain.read(1 << 22):
			packed.write(chunk)


def generate(folder: Path, rows: int, style: str, seed: str = SEED, each: int = 300) -> None:
	"""Everything that the benchmarks read; the same arguments give the same bytes."""
	folder.mkdir(parents=True, exist_ok=True)
	words = vocabulary(style)
	towns = make_towns(f"{seed} {style}", words, rows)
	write_register(folder / "rqa.csv", f"{seed} {style}", words, towns)
	write_aliases(folder / "aliases.csv", words, towns)
	register = Register(folder / "rqa.csv")
	write_drops(folder, register, style, towns, f"{seed} {style}")
	write_queries(folder, register, style, f"{seed} {style}", each)


def main() -> None:
	parser = argparse.ArgumentParser(description=__doc__)
	parser.add_argument("folder", type=Path)
	parser.add_argument("--rows", type=int, default=52_000)
	parser.add_argument("--style", choices=STYLES, default="a")
	parser.add_argument("--seed", default=SEED)
	parser.add_argument("--queries", type=int, default=300, help="of each kind")
	parser.add_argument("--gzip", action="store_true", help="write rqa.csv.gz beside rqa.csv")
	given = parser.parse_args()
	start = time.perf_counter()
	generate(given.folder, given.rows, given.style, given.seed, given.queries)
	if given.gzip:
		compress(given.folder / "rqa.csv")
	print(f"{given.folder}: {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
	main()
