"""The steps of the legacy database as patches of `bench migrate`, each once.

A migrate never fails by them: without a legacy database, or when a step cannot do its work, it says so, and the step is
run later by the other doors.
"""

import traceback

import frappe
from frappe import _

from gigafibre_fsm.gigafibre_fsm.doctype.legacy_import_run.status import Status
from gigafibre_fsm.legacy import connection, printing
from gigafibre_fsm.legacy.runner import run_steps
from gigafibre_fsm.legacy.steps import of_the_legacy_database


def run(step: str) -> None:
	if not connection.is_configured():
		_say(step, _("No legacy database is configured; the step can be run later."))
		return
	if missing := _not_done_before(step):
		sentence = _("Not run, since step {0} is not completed; both can be run later.")
		_say(step, sentence.format(missing))
		return
	_run(step)


def _run(step: str) -> None:
	try:
		print(printing.table(run_steps([step], tell=printing.progress)))
	except frappe.ValidationError as refusal:
		_give_up(step, printing.plain(refusal))
	except Exception:
		traceback.print_exc()
		_give_up(step, _("It broke off; the step can be run later."))


def _give_up(step: str, sentence: str) -> None:
	frappe.db.rollback()
	frappe.clear_messages()
	_say(step, sentence)


def _not_done_before(step: str) -> str | None:
	"""A step needs what those before it bring: customers come before their quotes."""
	done = set(
		frappe.get_all(
			"Legacy Import Run", {"status": Status.COMPLETED, "dry_run": 0}, pluck="step", distinct=True
		)
	)
	steps = of_the_legacy_database()
	return next((one for one in steps[: steps.index(step)] if one not in done), None)


def _say(step: str, sentence: str) -> None:
	print(_("Legacy import, step {0}: {1}").format(step, sentence))
