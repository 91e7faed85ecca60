"""What the tests of FSM Settings' connections share."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.integrations import http
from gigafibre_fsm.integrations.masking import SHORTEST_SECRET

QUICK = http.Timeout(connect=1, read=0.2, total=0.8)


@contextmanager
def impatient() -> Iterator[None]:
	"""The same waiting, but not ten seconds of it."""
	with patch.object(http, "TIMEOUT", QUICK):
		yield


def save(**values) -> None:
	settings = frappe.get_doc("FSM Settings")
	settings.update(values)
	settings.save()
	frappe.clear_messages()


def test_button(system: str) -> dict:
	return frappe.get_doc("FSM Settings").test_connection(system)


# pytest would take it for a test of its own.
test_button.__test__ = False


def secrets() -> list[str]:
	settings = frappe.get_doc("FSM Settings")
	fields = settings.meta.get("fields", {"fieldtype": "Password"})
	values = (settings.get_password(field.fieldname, raise_exception=False) for field in fields)
	return [value for value in values if value and len(value) >= SHORTEST_SECRET]


class ConnectionTestCase(FrappeTestCase):
	def assert_works(self, verdict: dict, words: str) -> None:
		self.assertTrue(verdict["ok"], verdict)
		self.assertIn(words, verdict["message"])
		self.assert_silent(verdict)

	def assert_fails(self, verdict: dict, *words: str) -> None:
		self.assertFalse(verdict["ok"], verdict)
		for word in words:
			self.assertIn(word, verdict["message"])
		self.assert_silent(verdict)

	def assert_silent(self, answer: object) -> None:
		text = frappe.as_json(answer)
		self.assertNotIn("Traceback", text)
		for secret in secrets():
			self.assertNotIn(secret, text)
