"""The tables."""

import statistics
from collections.abc import Mapping, Sequence

from benchmarks.imports.measure import Step
from benchmarks.imports.ordinary import Sample


def show(steps: Mapping[str, Step], again: Sequence[float]) -> None:
	print(f"{'step':6} {'line':22} {'rows':>8} {'sample':>7} {'insert()/s':>11}")
	for name, step in steps.items():
		for line, sample in _samples(step).items():
			rows = step.runs[-1].lines[line].rows_read
			refused = f"  {sample.refused} refused" if sample.refused else ""
			print(f"{name:6} {line:22} {rows:>8,} {sample.rows:>7} {_rate(sample):>11,.0f}{refused}")
	print(
		f"\n{'step':6} {'rows':>8} {'rejected':>9} {'seconds':>8} {'rows/s':>9} {'insert() s':>11} {'ratio':>7}"
		f" {'executemany/s':>14} {'ratio':>6}"
	)
	for name, step in steps.items():
		_show_step(name, step)
	_show_total(steps, again)


def _show_step(name: str, step: Step) -> None:
	counts, seconds, slow = step.runs[-1].counts, _seconds(step), _by_insert(step)
	rate, machine = counts.rows_read / seconds, statistics.median(step.yardstick)
	print(
		f"{name:6} {counts.rows_read:>8,} {counts.rejected:>9,} {seconds:>8.2f}"
		f" {rate:>9,.0f} {slow:>11,.1f} {slow / seconds:>6.0f}x {machine:>14,.0f} {rate / machine:>6.2f}"
	)


def _show_total(steps: Mapping[str, Step], again: Sequence[float]) -> None:
	ours, slow = sum(map(_seconds, steps.values())), sum(map(_by_insert, steps.values()))
	rows = sum(step.runs[-1].counts.rows_read for step in steps.values())
	second = statistics.median(again)
	print(
		f"{'all':6} {rows:>8,} {'':>9} {ours:>8.2f} {rows / ours:>9,.0f} {slow:>11,.1f} {slow / ours:>6.0f}x"
	)
	print(f"\nsecond, unchanged run: {second:.1f} s, {second / ours:.1%} of the first")
	print(
		"insert() s: the rows that were taken, at the rate of the sample; details are rows of their parent."
	)
	print("executemany/s: ready-made rows of twenty fields into a table without rules, just before the step.")


def show_memory(volume: float, found: dict) -> None:
	undone = f"; not completed: {found['undone']}" if found["undone"] else ""
	print(
		f"volume {volume:g}: {found['rows']:,} rows in {found['seconds']:.0f} s,"
		f" peak {found['peak']} MB ({found['before']} MB before the import){undone}"
	)


def _samples(step: Step) -> dict[str, Sample]:
	"""Of all rounds together."""
	whole: dict[str, Sample] = {}
	for samples in step.samples:
		for line, one in samples.items():
			sum_ = whole.setdefault(line, Sample())
			sum_.rows, sum_.seconds = sum_.rows + one.rows, sum_.seconds + one.seconds
			sum_.refused += one.refused
	return whole


def _rate(sample: Sample) -> float:
	return sample.rows / sample.seconds if sample.seconds else 0


def _seconds(step: Step) -> float:
	return statistics.median(run.seconds for run in step.runs)


def _by_insert(step: Step) -> float:
	"""Seconds that the step's rows would take, those apart that were rejected or there already."""
	lines = step.runs[-1].lines
	return sum(
		lines[line].inserted / _rate(sample) for line, sample in _samples(step).items() if _rate(sample)
	)
