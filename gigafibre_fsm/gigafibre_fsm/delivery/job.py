"""The job that delivers, queued after a commit. It is a hint: without it, the scheduler's sweep delivers a minute later."""

import frappe
import redis
from frappe.utils.background_jobs import get_job, get_redis_connection_without_auth
from rq.job import JobStatus

METHOD = "gigafibre_fsm.gigafibre_fsm.delivery.run.drain"
QUEUE = "short"
# Several at once share the work. One that runs may have taken its last look already, so only one that waits will do.
JOBS = tuple(f"gigafibre_fsm_outbox_{number}" for number in range(1, 5))


def start() -> None:
	"""Never fails: what is committed is committed, whether or not Redis is there to be told."""
	try:
		_queue()
	except Exception as error:
		frappe.logger("gigafibre_fsm").warning(
			f"outbox: no job was queued, the sweep will deliver ({error!r})"
		)


def _queue() -> None:
	_refuse_without_redis()
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


def _refuse_without_redis() -> None:
	"""Frappe itself would try for four seconds, and the caller wait for them."""
	try:
		get_redis_connection_without_auth().ping()
	except (redis.AuthenticationError, redis.ResponseError):
		pass  # it is there, and wants the login that Frappe will give it
