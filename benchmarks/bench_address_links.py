"""Linking 16,056 dirty drops to their addresses, beside SQL: how many links are right, how many are found, how fast.

BENCH_ADDRESSES, BENCH_ADDRESS_STYLE and BENCH_ADDRESS_DATA as for the search.
"""

import csv
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.addresses.measure import asked_rows, asked_style, data, markdown
from benchmarks.addresses.our_links import our_links
from benchmarks.addresses.ours import NAME, build_index
from benchmarks.addresses.pg_links import Links
from benchmarks.addresses.postgres import Unavailable, serving

HEADER = ["", "links", "precision", "recall", "of doors that the register lacks", "seconds"]


def read(path: Path) -> list[dict]:
	with open(path, encoding="utf-8") as file:
		return list(csv.DictReader(file))


def line(name: str, linking, truth: dict[str, dict]) -> list:
	start = time.perf_counter()
	links = linking()
	seconds = time.perf_counter() - start
	right = sum(is_right(truth[drop], address) for drop, address in links.items())
	linkable = sum(bool(answer["address_id"]) for answer in truth.values())
	lacking = sum(not truth[drop]["address_id"] for drop in links)
	precision, recall = right / max(1, len(links)), right / linkable
	return [name, f"{len(links):,}", f"{precision:.5f}", f"{recall:.4f}", lacking, f"{seconds:.1f}"]


def is_right(answer: dict, address: str) -> bool:
	return address == answer["address_id"] or address in answer["equal_ids"].split(";")


def beside_sql(folder: Path, drops: list[dict], truth: dict[str, dict]) -> list[list]:
	with serving(folder / "rqa.csv", whole=False) as server:
		links = Links(server, drops)
		return [
			line("SQL: equal postal code, similarity", links.as_it_was, truth),
			line("SQL: normalised text, no postal code", links.at_its_best, truth),
		]


def main() -> None:
	with data(asked_rows(), asked_style()) as folder, tempfile.TemporaryDirectory(prefix="index") as place:
		drops = read(folder / "drops.csv")
		truth = {answer["id"]: answer for answer in read(folder / "drops_truth.csv")}
		index = build_index(folder / "rqa.csv", Path(place) / "index")
		lines = [line(NAME, lambda: our_links(index, drops), truth)]
		try:
			lines += beside_sql(folder, drops, truth)
		except Unavailable as reason:
			print(f"{reason}\n")
	print(markdown(HEADER, lines))


if __name__ == "__main__":
	main()
