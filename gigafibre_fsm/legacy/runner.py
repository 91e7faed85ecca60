"""Runs steps one after the other, keeps their account in Legacy Import Run, and prints it."""

import inspect
import traceback
from collections.abc import Sequence

import frappe
from frappe import _

from gigafibre_fsm.exceptions import InvalidRequest, InvalidState
from gigafibre_fsm.gigafibre_fsm.doctype.legacy_import_run.status import Status
from gigafibre_fsm.legacy import ended, locks, printing
from gigafibre_fsm.legacy.engine import collector
from gigafibre_fsm.legacy.engine.foreseen import Foreseen
from gigafibre_fsm.legacy.engine.reading import LegacyServerGone
from gigafibre_fsm.legacy.step_run import StepRun
from gigafibre_fsm.legacy.steps import STEPS, of_the_legacy_database


def run(steps: Sequence[str] | str | None = None, dry_run: int = 0, **arguments) -> None:
	"""The door for `bench execute`: prints progress and a closing table, ends with status 1 when a step failed.

	`bench execute` swallows every ordinary exception and shows one of its own instead.
	"""
	try:
		runs = run_steps(steps, dry_run, tell=printing.progress, **arguments)
	except frappe.ValidationError as refusal:
		print(printing.plain(refusal))
		raise SystemExit(1) from None
	except Exception:
		traceback.print_exc()
		raise SystemExit(1) from None
	print(printing.table(runs))
	if any(one.status != Status.COMPLETED for one in runs):
		raise SystemExit(1)


def run_steps(
	steps: Sequence[str] | str | None = None,
	dry_run: int = 0,
	tell=None,
	after_cut_over: int = 0,
	**arguments,
) -> list[StepRun]:
	"""A step that fails is the last one; what it says is in its run."""
	chosen = _chosen(steps)
	_check_arguments(chosen, arguments)
	with locks.only_run(), collector.at_ease():
		StepRun.mark_dead_runs()
		if not (int(dry_run) or int(after_cut_over)):
			ended.guard(chosen)
		runs = []
		foreseen = Foreseen() if int(dry_run) else None
		for step in chosen:
			runs.append(_run_step(step, foreseen, tell, arguments))
			if runs[-1].status != Status.COMPLETED:
				break
		return runs


def _chosen(steps: Sequence[str] | str | None) -> list[str]:
	"""Those that read the address register are asked for by name: they take a file of their own."""
	if not steps:
		return of_the_legacy_database()
	wanted = [word.strip() for word in steps.split(",")] if isinstance(steps, str) else list(steps)
	if unknown := [str(step) for step in wanted if step not in STEPS]:
		frappe.throw(
			_("steps: there is no step {0}. There are {1}.").format(", ".join(unknown), ", ".join(STEPS)),
			InvalidRequest,
		)
	return [step for step in STEPS if step in wanted]


def _check_arguments(steps: list[str], arguments: dict) -> None:
	known = {name for step in steps for name in _parameters(step)}
	if unknown := sorted(set(arguments) - known):
		frappe.throw(_("No step that was asked for takes {0}.").format(", ".join(unknown)), InvalidRequest)


def _parameters(step: str) -> list[str]:
	return list(inspect.signature(frappe.get_attr(STEPS[step])).parameters)[1:]


def _run_step(step: str, foreseen: Foreseen | None, tell, arguments: dict) -> StepRun:
	"""`foreseen`: a dry run; the steps of one tell each other what they would have made."""
	one = StepRun.open(step, foreseen is not None, tell)
	one.foreseen = foreseen
	wanted = {name: arguments[name] for name in _parameters(step) if name in arguments}
	try:
		frappe.get_attr(STEPS[step])(one, **wanted)
		_check_account(one)
	except LegacyServerGone as refusal:
		one.close(Status.INTERRUPTED, printing.plain(refusal))
	except frappe.ValidationError as refusal:
		one.close(Status.FAILED, printing.plain(refusal))
	except Exception as error:
		one.break_off(error)
		raise
	except BaseException:
		# Control-C, or a worker that is told to stop.
		one.close(Status.INTERRUPTED, _("Stopped from outside; the next run goes on from here."))
		raise
	else:
		one.close(Status.COMPLETED)
	return one


def _check_account(one: StepRun) -> None:
	if not all(counts.add_up() for counts in (one.counts, *one.lines.values())):
		frappe.throw(_("The rows read do not add up: {0}.").format(one.counts), InvalidState)
