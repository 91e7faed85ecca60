"""One line per step with its time; a failing step says which, why and what to do."""

import sys
import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


class StepFailed(Exception):
	"""A failure that can be explained: what went wrong, and what to do about it."""

	def __init__(self, why: str, remedy: str = ""):
		super().__init__(why)
		self.remedy = remedy


@dataclass(frozen=True)
class Step:
	"""`done` looks at the real state, so that a step broken off half-way is seen and done again."""

	name: str
	do: Callable[[], object]
	done: Callable[[], bool] = field(default=lambda: False)


class Runner:
	def __init__(self, log_path, out=None):
		self.log_path = log_path
		self.out = out or sys.stdout

	def run(self, steps: Iterable[Step]) -> None:
		for step in steps:
			self._run_one(step)

	def _run_one(self, step: Step) -> None:
		started = time.monotonic()
		try:
			if step.done():
				return self._line(step, "ok", started, "already there")
			note = step.do()
		except Exception as error:
			self._line(step, "FAILED", started)
			self._explain(error if isinstance(error, StepFailed) else self._unforeseen(error))
			raise SystemExit(1) from error
		except KeyboardInterrupt:
			self._line(step, "stopped", started, "run the same command again: it carries on from here")
			raise SystemExit(130) from None
		self._line(step, "done", started, note if isinstance(note, str) else "")

	def _line(self, step: Step, state: str, started: float, note: str = "") -> None:
		seconds = time.monotonic() - started
		print(f"  {step.name:<34} {state:<7} {seconds:6.1f} s  {note}".rstrip(), file=self.out, flush=True)

	def _unforeseen(self, error: Exception) -> StepFailed:
		with open(self.log_path, "a", encoding="utf-8") as log:
			log.writelines(traceback.format_exception(error))
		return StepFailed(f"{type(error).__name__}: {error}", "read the log, then run the same command again")

	def _explain(self, failure: StepFailed) -> None:
		print(f"\n  Why: {failure}", file=self.out)
		if failure.remedy:
			print(f"  To do: {failure.remedy}", file=self.out)
		print(f"  Log: {self.log_path}", file=self.out, flush=True)
