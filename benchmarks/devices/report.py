"""The figures that are claimed, beside what they are claimed against."""

import statistics
from collections.abc import Mapping, Sequence

from benchmarks.devices.storm import Found
from benchmarks.orders.measure import percentile

ASKED = {"token": 0.85, "resource": 1.3}


def throughput(found: Mapping[str, Sequence[float]], clients: int) -> None:
	print(f"{clients} clients, {len(found['token'])} windows each, in turns; requests per second")
	for name, rates in found.items():
		print(f"{name:10} {statistics.median(rates):>8.1f}   {min(rates):.1f} to {max(rates):.1f}")
	for name, wanted in ASKED.items():
		pairs = zip(found["provision"], found[name], strict=True)
		ratio = statistics.median(ours / theirs for ours, theirs in pairs)
		print(f"provision / {name}: {ratio:.2f} (asked for: {wanted})")


def storm(found: Found) -> None:
	rate = len(found.times) / found.seconds
	print(f"\n{found.clients} clients for {found.seconds:.0f} s: {rate:.0f} requests/s")
	print(f"provision ms: {_spread(found.times)}")
	print(
		f"orders meanwhile, ms: {_spread(found.orders)}; {len(found.orders)} placed, {len(found.refused)} failed"
	)
	for sentence in found.refused[:3]:
		print(f"  {sentence}")
	print(f"7,550 devices, two calls each: {2 * 7550 / rate:.0f} s at this rate; they have 600")


def _spread(times: Sequence[float]) -> str:
	in_ms = [1000 * taken for taken in times]
	tail = f"p95 {percentile(in_ms, 95):.0f}, p99 {percentile(in_ms, 99):.0f}, max {max(in_ms):.0f}"
	return f"p50 {statistics.median(in_ms):.0f}, {tail}"
