"""A step of the migration that reads the legacy database: its importers, one after the other, on one snapshot."""

import frappe

from gigafibre_fsm.legacy import wording
from gigafibre_fsm.legacy.engine.importer import Importer
from gigafibre_fsm.legacy.engine.line import Line
from gigafibre_fsm.legacy.engine.reading import reader
from gigafibre_fsm.legacy.steps import IMPORTERS


def importers(step: str) -> list[Importer]:
	return [frappe.get_attr(f"gigafibre_fsm.legacy.importers.{path}")() for path in IMPORTERS[step]]


def run_step(run) -> None:
	with reader() as source:
		chosen = importers(run.step)
		total = max(sum(map(source.count, chosen)), 1)
		done = 0
		for importer in chosen:
			line = Line(importer, run, source, run.foreseen)

			def told(rows: int, name: str = importer.line) -> None:
				nonlocal done
				done += rows
				run.progress.at(done / total, name)

			line.go(told)
	for reason, number in sorted(run.reasons.items()):
		run.say(f"{number:,} × {wording.reason(reason)}")
