"""Jobs that are a hint: they make something happen at once that the scheduler does a little later anyway."""

from collections.abc import Callable

import frappe
import redis
from frappe.utils.background_jobs import get_job_status, get_redis_connection_without_auth
from rq.job import JobStatus


def hint(queue: Callable[[], object], about: str) -> None:
	"""Never fails: what is committed is committed, whether or not Redis is there to be told."""
	try:
		# Frappe itself would try for four seconds, and the caller wait for them.
		if redis_answers():
			queue()
			return
		reason = "Redis does not answer"
	except Exception as error:
		reason = repr(error)
	frappe.logger("gigafibre_fsm").warning(f"{about}: no job was queued ({reason})")


def once_more(job_ids: tuple[str, str], method: str, **how) -> None:
	"""One job at work at most, and one that waits for its end: what changed meanwhile may have come too late for the first."""
	statuses = {job_id: get_job_status(job_id) for job_id in job_ids}
	if JobStatus.QUEUED in statuses.values():
		return
	idle = next((job_id for job_id, status in statuses.items() if status != JobStatus.STARTED), None)
	if idle:
		frappe.enqueue(method, job_id=idle, deduplicate=True, **how)


def redis_answers() -> bool:
	try:
		get_redis_connection_without_auth().ping()
	except (redis.AuthenticationError, redis.ResponseError):
		return True  # it is there, and wants the login that Frappe will give it
	except redis.RedisError:
		return False
	return True
