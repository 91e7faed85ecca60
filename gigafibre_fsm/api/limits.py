"""How often one address may call a method in a minute; the numbers are in FSM Settings.

Frappe's decorator of the same kind resets its count in two steps: a request between them leaves a count that never
expires, and its caller shut out for good. Here starting and counting are one step in Redis.
"""

import frappe
import redis
from frappe import _

WINDOW = 60
STRICT = ("limit_otp",)
# Employees and the device server call as often as they need to.
TRUSTED = frozenset(
	("FSM Manager", "FSM Agent", "FSM Dispatcher", "FSM Technician", "FSM ACS", "System Manager")
)


def count(setting: str, method: str) -> None:
	"""One more request; 0 in the settings is no limit."""
	if not frappe.request or _is_trusted():
		return
	allowed = frappe.get_cached_doc("FSM Settings").get(setting)
	if allowed and _requests_so_far(setting, method) > allowed:
		frappe.throw(_("Too many requests: try again in a minute."), frappe.RateLimitExceededError)


def count_person(what: str, most: int, minutes: int) -> None:
	"""Whoever is logged in, trusted or not. What they do is written down as well: without Redis they go on."""
	key = f"{what}:{frappe.session.user}"
	try:
		so_far = _count(key, minutes * WINDOW)
	except redis.exceptions.ConnectionError:
		return
	if so_far > most:
		frappe.throw(_("Too many requests: try again in a few minutes."), frappe.RateLimitExceededError)


def _is_trusted() -> bool:
	return frappe.session.user != "Guest" and not TRUSTED.isdisjoint(frappe.get_roles())


def _requests_so_far(setting: str, method: str) -> int:
	try:
		return _count(f"{method}:{frappe.local.request_ip}", WINDOW)
	except redis.exceptions.ConnectionError:
		# Without Redis nothing can be counted. Sales go on; guessing codes does not.
		if setting in STRICT:
			raise
		return 0


def _count(counted: str, seconds: int) -> int:
	key = frappe.cache.make_key(f"fsm_limit:{counted}")
	with frappe.cache.pipeline(transaction=True) as steps:
		steps.set(key, 0, ex=seconds, nx=True)
		steps.incr(key)
		return steps.execute()[1]
