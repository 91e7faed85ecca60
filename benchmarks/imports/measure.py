"""Step after step, in turns: a sample through the controllers, then the whole step by the import."""

import json
import subprocess
import sys
from dataclasses import dataclass, field

import frappe

from benchmarks.imports import ordinary, yardstick
from benchmarks.imports.ordinary import Sample
from gigafibre_fsm.legacy.runner import run_steps
from gigafibre_fsm.legacy.step_run import StepRun
from gigafibre_fsm.legacy.steps import of_the_legacy_database

CHILD = "benchmarks.imports.child"


@dataclass
class Step:
	runs: list[StepRun] = field(default_factory=list)
	samples: list[dict[str, Sample]] = field(default_factory=list)
	# Rows a second that the machine itself writes at that moment.
	yardstick: list[float] = field(default_factory=list)


def rounds(number: int, size: int, tables) -> tuple[dict[str, Step], list[float]]:
	"""The steps, and how long the second, unchanged run took each time."""
	steps = {step: Step() for step in of_the_legacy_database()}
	again = []
	for _round in range(number):
		tables.bring_back(tables.before)
		for name, step in steps.items():
			before = ordinary.write(name, size)
			step.yardstick.append(yardstick.rows_per_second())
			step.runs.append(_run(name))
			# What one table of a step changes in documents of another one of it can only be tried now.
			tried = {line for line, sample in before.items() if sample.rows}
			step.samples.append({**before, **ordinary.write(name, size, without=tried)})
		again.append(sum(_run(name).seconds for name in steps))
	return steps, again


def _run(step: str) -> StepRun:
	[run] = run_steps([step])
	if run.status != "Completed":
		raise RuntimeError(f"{step}: {run.status}, {run.messages}")
	return run


def memory(site: str) -> dict:
	"""Of a process that does nothing else than the whole import: its peak, and its time."""
	frappe.db.commit()  # it looks for itself
	command = [sys.executable, "-m", CHILD, site]
	return json.loads(
		subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
	)
