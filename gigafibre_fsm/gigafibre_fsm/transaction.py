"""One transaction, made again from its beginning where the database gave it up."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

import frappe

from gigafibre_fsm.gigafibre_fsm import locks

MOST_TRIES = 6
# After that many, the losers go one at a time.
FREE_TRIES = 2
PAUSE = 0.05
# Two that took the same name at the same moment: the second finds the next one free.
CLASHES = (frappe.DuplicateEntryError, frappe.UniqueValidationError)
GIVEN_UP = (frappe.QueryDeadlockError, frappe.QueryTimeoutError, *CLASHES)

Result = TypeVar("Result")


def whole(work: Callable[[], Result]) -> Result:
	"""What `work` returns; after a deadlock, a lock timeout or a clash of names it begins again with nothing done.

	Within a transaction that has written already it is a part of that one, whose owner begins again.
	"""
	if frappe.db.transaction_writes:
		return work()
	for left in reversed(range(MOST_TRIES)):
		try:
			if left < MOST_TRIES - FREE_TRIES:
				locks.hold("transactions that were given up")
			return work()
		except GIVEN_UP:
			frappe.db.rollback()
			frappe.clear_messages()
			if not left:
				raise
		# Those that met once would meet again at the same pace.
		time.sleep(random.uniform(PAUSE, 2 * PAUSE) * (MOST_TRIES - left))
	raise AssertionError("unreachable")
