"""Steps as a background job, one at a time."""

import frappe
from frappe import _
from frappe.utils.background_jobs import is_job_enqueued

from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.legacy import discreet, locks, printing

JOB = "gigafibre_fsm_import"
TIMEOUT = 6 * 3600


def start(steps: list[str], dry_run: int = 0, **arguments) -> None:
	if is_queued() or locks.is_running():
		frappe.throw(_("An import is running on this site: wait until it has ended."), InvalidState)
	frappe.enqueue(
		"gigafibre_fsm.legacy.jobs.work",
		queue="long",
		timeout=TIMEOUT,
		job_id=JOB,
		deduplicate=True,
		steps=steps,
		dry_run=dry_run,
		arguments=arguments,
	)


def is_queued() -> bool:
	return is_job_enqueued(JOB)


def work(steps: list[str], dry_run: int, arguments: dict) -> None:
	"""What a step refuses is in its run; that another one was quicker, or that it broke off, is told to who began it."""
	from gigafibre_fsm.legacy.runner import run_steps

	try:
		discreet.call(_("Legacy Import"), lambda: run_steps(steps, dry_run, **arguments))
	except frappe.ValidationError as refusal:
		frappe.publish_realtime(
			"msgprint", {"message": printing.plain(refusal), "indicator": "orange"}, user=frappe.session.user
		)
