"""How far a run is: told to the terminal, to the desk as it happens, and left where a page that is opened later looks."""

import time

import frappe

CACHE_KEY = "gigafibre_import_progress"
EVENT = "gigafibre_import_progress"
EVERY = 0.5  # seconds
KEPT = 600  # seconds; a run says something far more often


class Progress:
	def __init__(self, run, tell=None):
		self._run, self._tell = run, tell
		self._last = 0.0
		self._began = time.monotonic()

	def at(self, fraction: float, phase: str, force: bool = False) -> None:
		"""`fraction` of the whole step is done."""
		if not force and time.monotonic() - self._last < EVERY:
			return
		self._last = time.monotonic()
		self._publish(self._state(min(fraction, 1.0), phase))

	def end(self) -> None:
		frappe.cache.delete_value(CACHE_KEY)
		frappe.publish_realtime(
			EVENT,
			{"run": self._run.name, "ended": True, "status": self._run.status},
			user=frappe.session.user,
		)

	def _state(self, fraction: float, phase: str) -> dict:
		passed = time.monotonic() - self._began
		return {
			"run": self._run.name,
			"step": self._run.step,
			"dry_run": self._run.dry_run,
			"phase": phase,
			"percent": round(100 * fraction, 1),
			"rows": self._run.counts.rows_read,
			"rows_per_second": round(self._run.counts.rows_read / max(passed, 0.001)),
			"seconds_left": round(passed * (1 - fraction) / fraction) if fraction > 0.02 else None,
		}

	def _publish(self, state: dict) -> None:
		frappe.cache.set_value(CACHE_KEY, state, expires_in_sec=KEPT)
		frappe.publish_realtime(EVENT, state, user=frappe.session.user)
		if self._tell:
			self._tell(state)


def current() -> dict | None:
	return frappe.cache.get_value(CACHE_KEY)
