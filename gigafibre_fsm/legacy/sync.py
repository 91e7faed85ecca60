"""Until the cut-over the scheduler imports what changed, while « Keep in Step » is on in FSM Settings."""

import frappe
from frappe import _
from frappe.utils import add_to_date, now

from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.gigafibre_fsm import people
from gigafibre_fsm.gigafibre_fsm.doctype.legacy_import_run.status import Status
from gigafibre_fsm.legacy import connection, discreet, ended, jobs, locks
from gigafibre_fsm.legacy.runner import run_steps
from gigafibre_fsm.legacy.steps import OF_ADDRESSES, of_the_legacy_database
from gigafibre_fsm.setup import memory

RUN = "Legacy Import Run"
TROUBLE = (Status.FAILED, Status.INTERRUPTED)
TOLD = "legacy_sync_failed"
MANAGERS = ("FSM Manager", "System Manager")
# Hours; a run that changed nothing tells nothing after that.
EVENTFUL = 24


def run_if_on() -> None:
	"""A run that is under way does the same: nobody need hear that this one was not begun."""
	if is_on() and not (jobs.is_queued() or locks.is_running()):
		frappe.enqueue(
			"gigafibre_fsm.legacy.sync.work",
			queue="long",
			timeout=jobs.TIMEOUT,
			job_id=jobs.JOB,
			deduplicate=True,
		)


def is_on() -> bool:
	wanted = frappe.db.get_single_value("FSM Settings", "legacy_sync", cache=False)
	return bool(wanted) and connection.is_configured() and not ended.since()


def work() -> None:
	if not is_on():
		return
	began = now()
	try:
		discreet.call(_("Legacy Import"), run_steps, of_the_legacy_database())
	except InvalidState:
		return  # another one was quicker
	except frappe.ValidationError:
		pass  # its trace is in the Error Log, and its run is told like any other trouble
	_tell_of_trouble(began)
	_forget_uneventful()


def _tell_of_trouble(began: str) -> None:
	"""Once per trouble, and not again every hour until it is mended."""
	failed = frappe.get_all(
		RUN, {"status": ("in", TROUBLE), "modified": (">=", began)}, ["name", "step", "message"], limit=1
	)
	if not failed:
		memory.forget(TOLD)
		return
	[run] = failed
	sentence = _("Import from the legacy database, step {0}: {1}").format(run.step, run.message or "")
	if memory.recall(TOLD) != sentence:
		memory.remember(TOLD, sentence)
		people.notify(people.with_roles(*MANAGERS), frappe.get_doc(RUN, run.name), sentence)


def _forget_uneventful() -> None:
	"""A sync leaves a run per step and time; those that changed nothing and have no reject are noise after a day."""
	names = frappe.db.sql_list(
		f"""select name from `tab{RUN}` run where status = %s and dry_run = 0 and inserted = 0 and updated = 0
		and modified < %s and step not in %s
		and not exists (select 1 from `tabLegacy Import Reject` reject where reject.import_run = run.name)
		and exists (select 1 from `tab{RUN}` later where later.step = run.step and later.creation > run.creation)""",
		(Status.COMPLETED, add_to_date(now(), hours=-EVENTFUL), OF_ADDRESSES),
	)
	if names:
		frappe.db.delete(f"{RUN} Line", {"parent": ("in", names)})
		frappe.db.delete(RUN, {"name": ("in", names)})
