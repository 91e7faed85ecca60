"""Work that nobody sits before: it is the office's, whoever's request queued it."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe

OFFICE = "Administrator"


@contextmanager
def acting() -> Iterator[None]:
	"""A webhook's job would run as a guest, in whose name nothing can be booked."""
	before = frappe.session.user
	if before != OFFICE:
		frappe.set_user(OFFICE)
	try:
		yield
	finally:
		if before != OFFICE:
			frappe.set_user(before)
