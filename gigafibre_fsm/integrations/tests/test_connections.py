"""« Test Connection », each system against its local server, in every kind of weather."""

from functools import wraps

import frappe

from gigafibre_fsm.integrations.requirements import REQUIRED
from gigafibre_fsm.integrations.tests.case import ConnectionTestCase, impatient, save, test_button
from gigafibre_fsm.integrations.tests.systems import SYSTEMS
from gigafibre_fsm.testing.servers.base import Reply, closed_port
from gigafibre_fsm.testing.servers.raw import RawServer


def for_every_system(test):
	"""Runs a test once per system, with its server up and the right settings saved."""

	@wraps(test)
	def run(self):
		for system in SYSTEMS:
			with self.subTest(system=system.name), system.server() as server:
				save(**system.right(server))
				test(self, system, server)

	return run


class TestEveryConnection(ConnectionTestCase):
	@for_every_system
	def test_right_settings_work_while_the_channel_is_off(self, system, server):
		self.assert_works(test_button(system.name), system.works)
		self.assertTrue(server.requests)

	@for_every_system
	def test_it_reads_and_changes_nothing(self, system, server):
		harmless = {"GET", "PUT /api/auth/login"}
		test_button(system.name)
		calls = {"GET" if call.method == "GET" else f"{call.method} {call.path}" for call in server.requests}
		if system.name != "chat":
			self.assertLessEqual(calls, harmless)

	@for_every_system
	def test_wrong_credentials_are_named(self, system, server):
		if not system.wrong:
			return  # a webhook has no credentials but its address: see test_chat.py
		save(**system.wrong)
		labels = [frappe.get_meta("FSM Settings").get_label(fieldname) for fieldname in system.wrong]
		self.assert_fails(test_button(system.name), "refuses the credentials (401", *labels)

	@for_every_system
	def test_nothing_at_the_address(self, system, server):
		port = closed_port()
		save(**system.elsewhere(server, f"http://127.0.0.1:{port}"))
		self.assert_fails(test_button(system.name), "Nothing answers", f"127.0.0.1:{port}")

	@for_every_system
	def test_unknown_name(self, system, server):
		save(**system.elsewhere(server, "http://nowhere.invalid"))
		self.assert_fails(test_button(system.name), "The name nowhere.invalid is not known")

	@for_every_system
	def test_https_where_plain_http_is_spoken(self, system, server):
		save(**system.elsewhere(server, server.url.replace("http:", "https:")))
		self.assert_fails(test_button(system.name), "No secure connection", "127.0.0.1")

	@for_every_system
	def test_silence_ends_in_a_sentence(self, system, server):
		server.trouble = server.silence
		with impatient():
			self.assert_fails(test_button(system.name), "did not answer within 0.2 seconds")

	@for_every_system
	def test_hang_up(self, system, server):
		server.trouble = server.hang_up
		self.assert_fails(test_button(system.name), "hung up without an answer")

	@for_every_system
	def test_another_protocol_at_the_address(self, system, server):
		with RawServer(b"SSH-2.0-OpenSSH_9.2p1\r\n") as raw, impatient():
			save(**system.elsewhere(server, raw.url))
			self.assert_fails(test_button(system.name), "What answers at 127.0.0.1", "cannot be read")

	@for_every_system
	def test_error_page_of_a_proxy(self, system, server):
		server.trouble = server.error_page
		verdict = test_button(system.name)
		self.assert_fails(verdict, "cannot answer now (502)")
		self.assertNotIn("<", verdict["message"])

	@for_every_system
	def test_too_many_requests(self, system, server):
		server.trouble = server.too_many
		self.assert_fails(test_button(system.name), "cannot answer now (429)")

	@for_every_system
	def test_garbage(self, system, server):
		server.trouble = server.garbage
		self.assert_fails(test_button(system.name), "but not as", "another form")

	@for_every_system
	def test_another_web_server_at_the_address(self, system, server):
		server.trouble = server.other_page
		self.assert_fails(test_button(system.name), "but not as", "a web page")

	@for_every_system
	def test_valid_json_of_another_service(self, system, server):
		server.trouble = lambda request: Reply.json({"hello": "world"})
		self.assert_fails(test_button(system.name), "but not as")

	@for_every_system
	def test_redirects_are_not_followed(self, system, server):
		server.trouble = server.redirect
		self.assert_fails(test_button(system.name), "sends us on to elsewhere.example")
		self.assertEqual(len(server.requests), 1)

	@for_every_system
	def test_missing_fields_are_named_and_nobody_is_asked(self, system, server):
		for fieldname in REQUIRED[system.name]:
			save(**{**system.right(server), fieldname: ""})
			label = frappe.get_meta("FSM Settings").get_label(fieldname)
			self.assert_fails(test_button(system.name), f"Missing: {label}")
		self.assertEqual(server.requests, [])

	@for_every_system
	def test_secret_echoed_by_the_server_is_masked(self, system, server):
		echo = " ".join(str(value) for value in system.right(server).values())
		server.trouble = lambda request: echoing(echo + " " + request.headers.get("Authorization", ""))
		self.assert_fails(test_button(system.name), "•••")

	@for_every_system
	def test_nothing_of_it_reaches_the_error_log(self, system, server):
		before = frappe.db.count("Error Log")
		server.trouble = server.hang_up
		test_button(system.name)
		self.assertEqual(frappe.db.count("Error Log"), before)


def echoing(text: str) -> Reply:
	return Reply.json({"error": {"message": text}}, 422)
