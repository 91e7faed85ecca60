"""The job that delivers, queued after a commit. It is a hint: without it, the scheduler's sweep delivers a minute later."""

import frappe
from frappe.utils.background_jobs import get_job
from rq.job import JobStatus

from gigafibre_fsm.gigafibre_fsm import background

METHOD = "gigafibre_fsm.gigafibre_fsm.delivery.run.drain"
QUEUE = "short"
# Several at once share the work. One that runs may have taken its last look already, so only one that waits will do.
JOBS = tuple(f"gigafibre_fsm_outbox_{number}" for number in range(1, 5))


def start() -> None:
	background.hint(_queue, "outbox")


def _queue() -> None:
	for job_id in JOBS:
		status = _status(job_id)
		if status == JobStatus.QUEUED:
			return
		if status != JobStatus.STARTED:
			frappe.enqueue(METHOD, queue=QUEUE, job_id=job_id, deduplicate=True)
			return


def _status(job_id: str) -> JobStatus | None:
	job = get_job(job_id)
	return job.get_status() if job else None
