"""A reconciliation as a background job."""

import frappe
from frappe.utils.background_jobs import is_job_enqueued

from gigafibre_fsm.gigafibre_fsm.delivery import channels
from gigafibre_fsm.voice_service.services.reconciliation import lock, progress, running
from gigafibre_fsm.voice_service.services.reconciliation.under_way import CHANNELS

JOB = "gigafibre_fsm_telephone_reconciliation"
TIMEOUT = 3600


def start() -> None:
	if is_under_way():
		lock.refuse()
	frappe.enqueue(
		"gigafibre_fsm.voice_service.services.reconciliation.reconcile",
		queue="long",
		timeout=TIMEOUT,
		job_id=JOB,
		deduplicate=True,
	)


def nightly() -> None:
	"""Where neither side is in use there is nothing to compare, and no run to say so every night."""
	if not all(map(channels.why_off, CHANNELS.values())) and not is_under_way():
		start()


def is_under_way() -> bool:
	return lock.is_held() or is_job_enqueued(JOB)


def state() -> dict:
	return {"running": is_under_way(), "progress": progress.current(), "last": _last()}


def _last() -> dict | None:
	fields = ["name", "status", "message", "found", "found_anew"]
	return frappe.db.get_value(running.DOCTYPE, {}, fields, as_dict=True, order_by="creation desc")
