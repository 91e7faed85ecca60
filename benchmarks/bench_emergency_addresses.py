"""What it costs to compare two addresses: in fields, as a report has them, and as lines that have to be taken apart.

BENCH_PAIRS=79000 pairs, each with a number of its own, on as many streets as a region has. Every round begins with nothing
remembered; half of the pairs differ.
"""

import os
import random
import statistics
import time
from collections.abc import Callable, Sequence

from gigafibre_fsm.domain.emergency import municipalities, reading, streets
from gigafibre_fsm.domain.emergency.comparing import compare
from gigafibre_fsm.domain.emergency.findings import Written

PAIRS = int(os.environ.get("BENCH_PAIRS", 79_000))
STREETS, ROUNDS = 4_000, 3
TYPES = (("rue", "R."), ("chemin", "CH"), ("rang", "RG"), ("avenue", "AV"), ("montée", "MTEE"))
FIRST = "Saint-Jean Sainte-Marie Pierre Félix Notre-Dame Grand Maple Lac Bois Côte".split()
CITIES = (("Saint-Anicet", "ST-ANICET"), ("Sainte-Barbe", "STE-BARBE"), ("Huntingdon", "HUNTINGDON"))

Pair = tuple[Written, Written]


def pairs(make: Callable) -> list[Pair]:
	rng = random.Random("pairs")
	return [make(rng, number) for number in range(1, PAIRS + 1)]


def _street(rng: random.Random) -> tuple[tuple[str, str], tuple[str, str]]:
	"""Two spellings of a street, and of the municipality that it is in."""
	which = rng.randrange(STREETS)
	kind, short = TYPES[which % len(TYPES)]
	name = f"{FIRST[which % len(FIRST)]}-{chr(65 + which % 23)}{'aeiou'[which % 5]}{which:x}ette"
	spelled = (f"{kind} {name}", f"{short} {name.upper().replace('SAINT', 'ST')}")
	return spelled, CITIES[which % len(CITIES)]


def in_fields(rng: random.Random, number: int) -> Pair:
	(here, there), (city, city_short) = _street(rng)
	other = number + rng.randrange(2)
	one = Written(str(number), None, None, here, city, "J0S 1M0")
	return one, Written(str(other), None, None, there, city_short, "J0S1M0")


def in_lines(rng: random.Random, number: int) -> Pair:
	(here, there), (city, city_short) = _street(rng)
	other = number + rng.randrange(2)
	one = Written(line=f"{number} {here}, app. 2", city=city, postal_code="J0S 1M0")
	return one, Written(line=f"2-{other} {there}", city=city_short, postal_code="J0S1M0")


def forget() -> None:
	for memory in (reading.read, reading._texts.__getitem__, streets.read, municipalities.read):
		memory.__self__.clear()


def microseconds(found: Sequence[Pair]) -> float:
	"""Of the processor, which others may be using as well."""
	forget()
	began = time.process_time()
	for one, other in found:
		compare(one, other)
	return (time.process_time() - began) / len(found) * 1e6


def main() -> None:
	kinds = {"fields": pairs(in_fields), "lines": pairs(in_lines)}
	taken: dict[str, list[float]] = {name: [] for name in kinds}
	for _round in range(ROUNDS):
		for name, found in kinds.items():
			taken[name].append(microseconds(found))
	print(f"{PAIRS:,} pairs, {STREETS:,} streets, median of {ROUNDS} rounds")
	for name, times in taken.items():
		middle = statistics.median(times)
		print(f"{name:<8}{middle:8.0f} µs a pair{middle * PAIRS / 1e6:8.1f} s in all")


if __name__ == "__main__":
	main()
