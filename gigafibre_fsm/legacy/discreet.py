"""Frappe logs an error with the values of its frames. Here they hold rows, and rows hold secrets."""

from collections.abc import Callable

import frappe
from frappe import _


def call(what: str, function: Callable, *args):
	"""An error that nobody foresaw leaves its trace without values, and one sentence."""
	try:
		return function(*args)
	except frappe.ValidationError:
		raise
	except Exception as error:
		frappe.db.rollback()
		# The caller's transaction ends with the sentence.
		frappe.log_error(what, frappe.get_traceback(with_context=False), defer_insert=True)
		kind = type(error).__name__
	# Outside of the except block: the first error's frames hold the rows.
	frappe.throw(_("{0}: it broke off ({1}). The Error Log has the details.").format(what, kind))
