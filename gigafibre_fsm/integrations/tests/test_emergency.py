"""The 911 provider: registered, asked for, deregistered; refused, silent, and lost on the way."""

import traceback
from dataclasses import replace

import frappe

from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.emergency import client as emergency
from gigafibre_fsm.integrations.emergency import lockout
from gigafibre_fsm.integrations.emergency.client import EmergencyClient
from gigafibre_fsm.integrations.emergency.records import Address
from gigafibre_fsm.integrations.errors import (
	ConfigurationError,
	PermanentError,
	ProviderError,
	RetryableError,
)
from gigafibre_fsm.integrations.tests import systems
from gigafibre_fsm.integrations.tests.case import ConnectionTestCase, impatient, save
from gigafibre_fsm.testing.servers import contract
from gigafibre_fsm.testing.servers.base import Reply, closed_port
from gigafibre_fsm.testing.servers.emergency import ALL, EmergencyServer

PHONE, OTHER = "4505551234", "4505551235"
ADDRESS = Address("Côté", "123A", "rue Principale", "Saint-Anicet", "QC", suite="2", postal_code="J0S 1M0")


class EmergencyCase(ConnectionTestCase):
	def setUp(self):
		self.server = self.enterContext(EmergencyServer())
		save(**systems.emergency(self.server))
		self.client = EmergencyClient.from_settings(Credentials(frappe.get_doc("FSM Settings")))

	def refused(self, kind: type[ProviderError], call, *words: str) -> ProviderError:
		with self.assertRaises(kind) as caught:
			call()
		error = caught.exception
		self.assertIs(type(error), kind, error.message)
		self.assert_silent("".join(traceback.format_exception(error)).replace("Traceback", ""))
		for word in words:
			self.assertIn(word, error.message)
		return error

	def register(self):
		return self.client.register(PHONE, ADDRESS)

	def verbs(self):
		yield "PUT", self.register
		yield "GET", lambda: self.client.query(PHONE)
		yield "DELETE", lambda: self.client.deregister(PHONE)
		yield "LIST", lambda: list(self.client.registrations())


class TestVerbs(EmergencyCase):
	def test_a_number_is_registered_moved_and_deregistered(self):
		self.assertIsNone(self.client.query(PHONE))
		first = self.register()
		self.assertEqual((first.phone, first.status, first.address), (PHONE, "registered", ADDRESS))
		self.assertEqual(self.client.query(PHONE), first)
		moved = self.client.register(PHONE, replace(ADDRESS, street_number="125", suite="", enhanced=True))
		self.assertEqual((moved.address.street_number, moved.address.suite), ("125", ""))
		self.assertEqual(moved.reference, first.reference)
		self.client.deregister(PHONE)
		self.assertIsNone(self.client.query(PHONE))

	def test_every_verb_may_come_twice(self):
		self.assertEqual(self.register().address, self.register().address)
		self.client.deregister(PHONE)
		self.client.deregister(PHONE)
		self.assertEqual(self.server.registrations, {})

	def test_an_address_that_is_looked_at_first_is_pending(self):
		self.server.reviews = True
		self.assertEqual(self.register().status, "pending")
		self.server.settle(PHONE, "No such street")
		found = self.client.query(PHONE)
		self.assertEqual((found.status, found.reason), ("rejected", "No such street"))

	def test_all_registrations_page_by_page_once_each(self):
		numbers = [str(4505550000 + number) for number in range(emergency.PAGE * 2 + 1)]
		for number in numbers:
			self.server.hold(number, {"last_name": "Côté"})
		self.assertEqual([row.phone for row in self.client.registrations()], numbers)
		self.assertEqual(self.server.calls("GET"), 4)

	def test_none_is_no_error(self):
		self.assertEqual(list(self.client.registrations()), [])

	def test_pages_that_go_in_a_circle_are_noticed(self):
		self.server.hold(PHONE, {})
		page = {"total": 2, "registrations": [self.server.registrations[PHONE]]}
		self.server.trouble = lambda request: Reply.json(page)
		self.refused(ConfigurationError, lambda: list(self.client.registrations()), "not as the 911 provider")
		self.assertEqual(self.server.calls("GET"), 2)

	def test_what_is_no_number_is_never_asked_about(self):
		for number in ("", "911", "14505551234", "+14505551234", "../../x", "450555123４"):
			for call in (self.client.query, self.client.deregister):
				self.refused(PermanentError, lambda call=call, number=number: call(number), "ten digits")
		self.assertEqual(self.server.requests, [])

	def test_what_is_too_long_is_named_and_not_sent(self):
		for part, value, words in (
			("street_name", "é" * 85, ("Street is too long", "85", "84")),
			("street_number", "12345678901", ("Civic Number is too long", "11", "10")),
			("other", "x" * 251, ("Other Information is too long", "251", "250")),
		):
			address = replace(ADDRESS, **{part: value})
			self.refused(PermanentError, lambda address=address: self.client.register(PHONE, address), *words)
		self.assertEqual(self.server.requests, [])


class TestRefusals(EmergencyCase):
	def test_an_address_that_cannot_be_served_is_refused_for_good_in_the_providers_words(self):
		self.server.refuses[PHONE] = "No call centre serves this place"
		error = self.refused(
			PermanentError, self.register, "does not take this address: No call centre serves"
		)
		self.assertEqual((error.status, error.reason), (422, "No call centre serves this place"))
		self.assertFalse(error.maybe_done)

	def test_a_422_that_cannot_be_read_has_its_number(self):
		self.server.trouble = lambda request: Reply(422, b"<html>no</html>")
		self.refused(PermanentError, self.register, "does not take this address: 422")

	def test_another_400_is_for_good_too(self):
		self.server.trouble = lambda request: Reply.json({"code": "x", "message": "Bad province"}, 400)
		self.refused(PermanentError, self.register, "400", "Bad province")

	def test_a_404_of_another_server_is_no_answer_about_a_number(self):
		for reply in (
			Reply.json({"code": "not_found", "message": "No such resource"}, 404),
			Reply(404, b"<html>"),
		):
			self.server.trouble = lambda request, reply=reply: reply
			for name, call in self.verbs():
				with self.subTest(verb=name):
					self.refused(ConfigurationError, call)

	def test_a_busy_provider_is_asked_later(self):
		for trouble, after, done in ((self.server.busy, 120, True), (self.server.too_many, 17, False)):
			self.server.trouble = trouble
			for name, call in self.verbs():
				with self.subTest(verb=name, trouble=trouble.__name__):
					error = self.refused(RetryableError, call, "cannot answer now")
					self.assertEqual(
						(error.after, error.maybe_done), (after, done and name in ("PUT", "DELETE"))
					)

	def test_another_server_at_this_address(self):
		for trouble in (self.server.other_page, self.server.garbage, self.server.redirect):
			self.server.trouble = trouble
			for name, call in self.verbs():
				with self.subTest(verb=name, trouble=trouble.__name__):
					self.refused(ConfigurationError, call)

	def test_a_success_that_cannot_be_read_may_have_been_done(self):
		answers = (b"", b"{}", b"[]", b'{"phone": "%s", "status": "done", "address": {}}' % PHONE.encode())
		for body in (*answers, self.other_number()):
			self.server.trouble = lambda request, body=body: Reply(200, body)
			self.assertTrue(self.refused(ConfigurationError, self.register).maybe_done, body)

	def other_number(self) -> bytes:
		return b'{"phone": "%s", "status": "registered", "address": {}}' % OTHER.encode()


class TestLostAnswers(EmergencyCase):
	def test_what_was_done_and_not_answered_is_found_by_asking(self):
		for trouble in (self.server.lose_answer, self.server.answer_late):
			self.server.registrations.clear()
			self.server.once(trouble)
			with self.subTest(trouble=trouble.__name__), impatient():
				self.assertTrue(self.refused(RetryableError, self.register).maybe_done)
			self.assertEqual(self.client.query(PHONE).address, ADDRESS)

	def test_a_deregistration_too(self):
		self.register()
		self.server.once(self.server.lose_answer)
		self.assertTrue(self.refused(RetryableError, lambda: self.client.deregister(PHONE)).maybe_done)
		self.assertIsNone(self.client.query(PHONE))

	def test_a_question_changes_nothing(self):
		self.server.trouble = self.server.hang_up
		self.assertFalse(self.refused(RetryableError, lambda: self.client.query(PHONE)).maybe_done)

	def test_what_never_left_was_not_done(self):
		save(emergency_base_url=f"http://127.0.0.1:{closed_port()}")
		self.client = EmergencyClient.from_settings(Credentials(frappe.get_doc("FSM Settings")))
		self.assertFalse(self.refused(RetryableError, self.register, "Nothing answers").maybe_done)


class TestLockout(EmergencyCase):
	def test_after_a_refused_login_nothing_is_sent_by_any_verb(self):
		for trouble in (
			self.server.login_refused,
			lambda request: Reply.json({"code": "x", "message": "y"}, 403),
		):
			save(emergency_password=self.server.login[1])
			before = len(self.server.requests)
			self.server.once(trouble)
			self.refused(ConfigurationError, self.register, "refuses the credentials")
			for name, call in self.verbs():
				with self.subTest(verb=name):
					self.refused(ConfigurationError, call, "it was not asked again", "User, Password")
			self.assertEqual(len(self.server.requests), before + 1)

	def test_nor_by_a_client_that_is_made_later(self):
		self.server.once(self.server.login_refused)
		self.refused(ConfigurationError, self.register)
		with self.assertRaisesRegex(ConfigurationError, "it was not asked again"):
			EmergencyClient.from_settings(Credentials(frappe.get_doc("FSM Settings")))

	def test_saved_credentials_are_tried_again(self):
		self.server.once(self.server.login_refused)
		self.refused(ConfigurationError, self.register)
		save(emergency_password=self.server.login[1])
		self.assertEqual(self.register().status, "registered")

	def test_what_is_not_a_login_locks_nothing(self):
		for trouble in (self.server.busy, self.server.error_page, self.server.other_page):
			self.server.trouble = trouble
			with self.assertRaises(ProviderError):
				self.register()
			self.assertIsNone(lockout.refused_on())


class TestContract(ConnectionTestCase):
	def test_the_client_speaks_of_the_path_that_is_described(self):
		described = contract.Contract("emergency").description["paths"]
		self.assertEqual(set(described), {ALL, f"{emergency.ALL}/{{phone}}"})
