"""The table."""

import statistics
from collections.abc import Mapping, Sequence

from benchmarks.orders.measure import percentile
from benchmarks.orders.variants import Variant


def show(
	chosen: Mapping[str, Variant],
	alone: Mapping[str, Sequence[float]],
	rates: Mapping[int, Mapping[str, float]],
	tasks: int,
) -> None:
	rounds = len(next(iter(alone.values())))
	print(
		f"\n{tasks} Tasks on the site at the beginning; {rounds} orders in turns alone, then bursts in turns"
	)
	heads = [f"{f'{clients} clients':>12} {'':>7}" for clients in rates]
	print(f"{'':28} {'p50 ms':>8} {'p95 ms':>8} {'faster':>8} {'orders/s':>9}{''.join(heads)}")
	for name, variant in chosen.items():
		print(f"{variant.label:28} {_alone(alone, name)}{_together(rates, name)}")


def _alone(alone: Mapping[str, Sequence[float]], name: str) -> str:
	median, reference = statistics.median(alone[name]), statistics.median(alone["rest"])
	rate = 1000 / statistics.mean(alone[name])
	return f"{median:>8.1f} {percentile(alone[name], 95):>8.1f} {reference / median:>7.1f}x {rate:>9.1f}"


def _together(rates: Mapping[int, Mapping[str, float]], name: str) -> str:
	return "".join(
		f"{found[name]:>10.2f}/s {found[name] / found['rest']:>6.1f}x"
		for found in rates.values()
		if name in found
	)
