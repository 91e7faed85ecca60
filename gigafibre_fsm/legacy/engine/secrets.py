"""Passwords into `__Auth`, encrypted as Frappe encrypts them, with one key schedule per run."""

from collections.abc import Sequence
from functools import cached_property

import frappe
from cryptography.fernet import Fernet
from frappe.utils.password import get_encryption_key

from gigafibre_fsm.gigafibre_fsm.writing import passwords

AT_ONCE = 1000


class Secrets:
	@cached_property
	def _cipher(self) -> Fernet:
		return Fernet(get_encryption_key().encode())

	def store(self, secrets: Sequence[tuple[str, str, str, str]]) -> None:
		"""(doctype, name, fieldname, value)"""
		for start in range(0, len(secrets), AT_ONCE):
			self._store(secrets[start : start + AT_ONCE])

	def _store(self, secrets: Sequence[tuple[str, str, str, str]]) -> None:
		passwords.store(
			[(*where, self._cipher.encrypt(value.encode()).decode()) for *where, value in secrets]
		)

	def forget(self, doctype: str, names: Sequence[str]) -> None:
		"""Of child rows that are replaced."""
		if names:
			frappe.db.sql(
				"delete from `__Auth` where `doctype` = %s and `name` in %s", (doctype, tuple(names))
			)

	def clear(self, emptied: Sequence[tuple[str, str, str]]) -> None:
		"""(doctype, name, fieldname): as Frappe takes the secret away when somebody empties the field."""
		for start in range(0, len(emptied), AT_ONCE):
			frappe.db.sql(
				"delete from `__Auth` where (`doctype`, `name`, `fieldname`) in %s",
				(tuple(emptied[start : start + AT_ONCE]),),
			)
