"""What to say when a unique index of `setup/keys.py` refuses a row.

Controllers check first and say it better; the index is for what happens between their look and the write. Frappe's
own message would name the first column of the index, which for a key of several columns says little.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.exceptions import InvalidState


class UniqueKeysDocument(Document):
	def show_unique_validation_message(self, e):
		self.refuse_duplicate(key_name(e))
		super().show_unique_validation_message(e)

	def refuse_duplicate(self, key: str) -> None:
		"""Says the sentence of `key`; a controller that has such keys knows it."""


def key_name(error: Exception) -> str:
	"""MariaDB: Duplicate entry '…' for key 'unique_serial_number'."""
	return str(error).split("'")[-2]


def refuse(message: str, kind: type[Exception] = InvalidState) -> None:
	frappe.throw(message, kind, title=_("Already in Use"))
