import json

import frappe

from gigafibre_fsm.gigafibre_fsm import outbox
from gigafibre_fsm.integrations.errors import ConfigurationError, PermanentError, RetryableError
from gigafibre_fsm.integrations.tests.case import impatient, save
from gigafibre_fsm.testing import factories
from gigafibre_fsm.testing.servers.base import Reply
from gigafibre_fsm.voice_service.services import sip
from gigafibre_fsm.voice_service.services.sip import sender
from gigafibre_fsm.voice_service.tests.sip_case import PASSWORD, SipCase, make_line

AGENTS, CREDENTIALS = "/v1/agents", "/v1/credentials"


class TestAccountFollowsItsLine(SipCase):
	def setUp(self):
		super().setUp()
		self.line = make_line(status="Active", caller_id="Anne Roy", max_calls=2)
		sip.request(self.line, "made")
		self.deliver(self.line)

	def change(self, **values):
		self.line.update(values).save()
		return self.deliver(self.line)

	def test_it_is_there_with_all_that_the_line_says(self):
		found = self.account(self.line.sip_username)
		self.assertEqual((found.line, found.site), (self.line.name, frappe.local.site))
		self.assertEqual((found.enabled, found.did), (True, self.line.did))
		self.assertEqual((found.domain, found.calls.caller_id), ("sip.targo.ca", "Anne Roy"))
		self.assertEqual(found.calls.most, 2)
		self.assertEqual(self.server.password(self.line.sip_username), PASSWORD)

	def test_a_suspended_line_keeps_an_account_that_is_not_enabled(self):
		self.change(status="Suspended")
		self.assertFalse(self.account(self.line.sip_username).enabled)
		self.change(status="Active")
		self.assertTrue(self.account(self.line.sip_username).enabled)
		self.assertEqual(self.server.made(), [CREDENTIALS, AGENTS])

	def test_of_a_cancelled_line_nothing_stays_the_agent_goes_first(self):
		self.change(status="Cancelled")
		self.assertEqual((self.server.agents, self.server.credentials), ({}, {}))
		deleted = [path.split("/")[2] for method, path in self.server.done if method == "DELETE"]
		self.assertEqual(deleted, ["agents", "credentials"])

	def test_a_new_password_is_told(self):
		self.change(sip_password="AnotherSecret1")
		self.assertEqual(self.server.password(self.line.sip_username), "AnotherSecret1")

	def test_another_user_is_another_account(self):
		old = self.line.sip_username
		self.change(sip_username=f"{old}b")
		self.assertIsNone(self.account(old))
		self.assertTrue(self.account(f"{old}b").enabled)

	def test_an_account_is_one_lines_until_its_end(self):
		name = self.line.sip_username
		with self.assertRaises(frappe.UniqueValidationError):
			make_line(sip_username=name)
		self.assertIn("SIP User", frappe.get_message_log()[-1]["message"])
		self.change(status="Cancelled")
		self.assertEqual(make_line(sip_username=name).sip_username, name)

	def test_call_rules_and_number_are_told(self):
		did = factories.unique_did()
		self.change(did=did, international=1, country_whitelist="us, fr")
		found = self.account(self.line.sip_username)
		self.assertEqual((found.did, found.calls.countries), (did, ("US", "FR")))

	def test_what_the_platform_keeps_beside_stays(self):
		agent = self.server.agent(self.line.sip_username)
		agent["extended"]["rackNumber"] = "7"
		self.change(caller_id="Anne Roy Lavoie")
		self.assertEqual(self.server.agent(self.line.sip_username)["extended"]["rackNumber"], "7")

	def test_what_is_no_matter_of_the_platform_asks_nothing(self):
		self.line.update({"vm_email": "anne@essai.example", "e911_info": "Side door"}).save()
		self.assertEqual(self.rows(self.line), [])

	def test_a_line_that_goes_live_is_told_nothing_new(self):
		line = make_line(status="Pending")
		line.update({"status": "Active"}).save()
		self.assertEqual(self.rows(line), [])

	def test_one_row_per_transaction(self):
		sip.request(self.line, "made")
		self.line.update({"status": "Suspended"}).save()
		self.assertEqual(len(self.rows(self.line)), 1)

	def test_a_row_of_an_order_is_understood(self):
		line = make_line()
		variables = {"username": line.sip_username}
		outbox.put("SIP", "sip_account", line.sip_username, line, variables)
		self.deliver(line)
		self.assertEqual(self.account(line.sip_username).line, line.name)

	def test_an_old_row_makes_what_the_line_is_now(self):
		sip.request(self.line, "made")
		frappe.db.set_value("VoIP Line", self.line.name, "status", "Cancelled")
		self.deliver(self.line)
		self.assertIsNone(self.account(self.line.sip_username))

	def test_a_deleted_line_leaves_no_account(self):
		sip.request(self.line, "deleted")
		frappe.db.delete("VoIP Line", {"name": self.line.name})
		self.deliver(self.line)
		self.assertEqual(self.server.agents, {})

	def test_the_row_holds_no_secret(self):
		self.line.update({"sip_password": "AnotherSecret1"}).save()
		(row,) = self.rows(self.line)
		self.assertNotIn("Secret", json.dumps(vars(row), default=str))

	def test_all_accounts_are_listed_page_by_page(self):
		for number in range(120):
			self.server.hold(f"old{number}")
		self.assertEqual(len({found.username for found in self.client().accounts()}), 121)


class TestStrangeAnswers(SipCase):
	def listed(self, page: dict) -> list:
		self.server.trouble = lambda request: Reply.json(page)
		return list(self.client().accounts())

	def test_pages_that_never_end(self):
		with self.assertRaises(ConfigurationError):
			self.listed({"items": [], "nextPageToken": "1"})

	def test_accounts_that_another_program_made(self):
		agents = [
			{"ref": "a-1", "username": "x", "enabled": True, "extended": {"calls": "none", "did": 7}},
			"?",
		]
		[found] = self.listed({"items": agents})
		self.assertEqual((found.username, found.did, found.line, found.calls.most), ("x", None, None, 0))


class TestNothingTwice(SipCase):
	def setUp(self):
		super().setUp()
		self.line = make_line(status="Active")
		sip.request(self.line, "made")

	def attempt(self):
		return sender.sender().send(self.rows(self.line)[0])

	def assert_whole(self, made: list[str]):
		self.assertEqual(self.server.made(), made)
		self.assertEqual((len(self.server.agents), len(self.server.credentials)), (1, 1))
		self.assertEqual(self.server.password(self.line.sip_username), PASSWORD)

	def test_an_account_whose_answer_was_lost_is_found_again(self):
		self.server.lose_answer_to("POST", AGENTS)
		with self.assertRaises(RetryableError) as lost:
			self.attempt()
		self.assertTrue(lost.exception.maybe_done)
		self.attempt()
		self.assert_whole([CREDENTIALS, AGENTS])

	def test_credentials_whose_answer_was_lost_are_found_again(self):
		self.server.lose_answer_to("POST", CREDENTIALS)
		with self.assertRaises(RetryableError):
			self.attempt()
		self.assertEqual((len(self.server.agents), len(self.server.credentials)), (0, 1))
		self.attempt()
		self.assert_whole([CREDENTIALS, AGENTS])

	def test_an_agent_that_lost_its_credentials_gets_others(self):
		self.attempt()
		self.server.credentials.clear()
		self.attempt()
		self.assert_whole([CREDENTIALS, AGENTS, CREDENTIALS])

	def test_a_removal_that_broke_off_is_finished(self):
		self.attempt()
		self.line.update({"status": "Cancelled"}).save()
		agent = self.server.agent(self.line.sip_username)
		self.server.lose_answer_to("DELETE", f"{AGENTS}/{agent['ref']}")
		with self.assertRaises(RetryableError):
			self.attempt()
		self.assertEqual((len(self.server.agents), len(self.server.credentials)), (0, 1))
		self.attempt()
		self.assertEqual(self.server.credentials, {})

	def test_a_silent_server_is_asked_again_and_has_one_account(self):
		self.server.trouble = self.server.silence
		with impatient(), self.assertRaises(RetryableError):
			self.attempt()
		self.server.trouble = None
		self.attempt()
		self.assert_whole([CREDENTIALS, AGENTS])


class TestRefusals(SipCase):
	def setUp(self):
		super().setUp()
		self.line = make_line(status="Active")
		sip.request(self.line, "made")

	def refused(self, kind: type[Exception]) -> Exception:
		with self.assertRaises(kind) as error:
			self.deliver(self.line)
		self.assertNotIn(PASSWORD, str(error.exception) + error.exception.reason)
		return error.exception

	def test_a_user_that_is_somebody_elses(self):
		for mark in (
			{},
			{"site": "another.example", "voipLine": self.line.name},
			{"site": frappe.local.site},
		):
			self.server.agents.clear()
			held = self.server.hold(self.line.sip_username, extended=mark)
			error = self.refused(PermanentError)
			self.assertIn(f"SIP user {self.line.sip_username} is somebody else's", error.message)
			self.assertEqual(self.server.agents[held["ref"]], held)
		self.assertEqual(self.server.done, [])

	def test_a_user_that_is_taken_where_this_key_does_not_see(self):
		self.server.elsewhere.add(self.line.sip_username)
		error = self.refused(PermanentError)
		self.assertIn("somebody else's", error.message)
		self.assertEqual(error.status, 409)

	def test_an_imported_line_takes_over_the_account_that_it_had(self):
		self.line.db_set("legacy_pbx_id", 815)
		held = self.server.hold(self.line.sip_username)
		self.deliver(self.line)
		self.assertEqual(self.account(self.line.sip_username).line, self.line.name)
		self.assertEqual(self.server.agent(self.line.sip_username)["ref"], held["ref"])
		self.assertEqual(self.server.password(self.line.sip_username), PASSWORD)
		self.line.reload().update({"status": "Cancelled"}).save()
		self.deliver(self.line)
		self.assertEqual(self.server.agents, {})

	def test_somebody_elses_account_outlives_our_cancelled_line(self):
		self.server.hold(self.line.sip_username, extended={"site": "another.example", "voipLine": "X"})
		self.line.update({"status": "Cancelled"}).save()
		self.deliver(self.line)
		self.assertEqual(len(self.server.agents), 1)

	def test_a_refused_key_stops_all_until_someone_acts(self):
		save(sip_access_key_secret="wrong-secret-9876")
		self.assertIn("Access Key Secret", self.refused(ConfigurationError).message)

	def test_a_domain_that_the_platform_lacks(self):
		self.server.domains = ["sip.other.example"]
		self.assertIn("no domain sip.targo.ca", self.refused(ConfigurationError).message)

	def test_a_domain_of_one_line_alone_stops_that_line_alone(self):
		self.line.db_set("sip_domain", "sip.typo.example")
		self.assertIn("no domain sip.typo.example", self.refused(PermanentError).message)

	def test_a_line_without_a_password(self):
		self.line.update({"sip_password": ""}).save()
		self.assertIn("no SIP password", self.refused(PermanentError).message)
		self.assertEqual(self.server.agents, {})

	def test_a_suspension_counts_whatever_becomes_of_the_password(self):
		self.deliver(self.line)
		self.line.update({"status": "Suspended", "sip_password": "short"}).save()
		self.server.trouble = self.quoting
		self.assertIn("weak: •••", self.refused(PermanentError).message)
		self.assertFalse(self.account(self.line.sip_username).enabled)

	def test_a_line_without_a_password_can_be_suspended(self):
		self.deliver(self.line)
		self.line.update({"status": "Suspended", "sip_password": ""}).save()
		self.deliver(self.line)
		self.assertFalse(self.account(self.line.sip_username).enabled)

	def test_a_platform_that_is_busy(self):
		self.server.trouble = self.server.busy
		self.assertEqual(self.refused(RetryableError).status, 503)

	def test_a_password_that_the_server_quotes_is_masked(self):
		self.server.trouble = self.quoting
		self.assertIn("weak: •••", self.refused(PermanentError).message)

	def quoting(self, request):
		password = dict(request.json() or {}).get("password")
		if not password:
			return self.server.answer(request)
		return Reply.json({"code": 3, "message": f"weak: {password}"}, 400)


class TestStrayAccounts(SipCase):
	def setUp(self):
		super().setUp()
		# Whatever found the stray; here any document.
		self.about = frappe.get_doc("Role", "FSM Agent")

	def remove(self, username: str):
		sip.remove(username, self.about, "nobody's")
		self.deliver(self.about)

	def test_one_of_nobody_or_of_a_line_that_is_no_more_goes(self):
		self.server.hold("stray1")
		self.server.hold("stray2", extended={"site": frappe.local.site, "voipLine": "LINE-0"})
		self.remove("stray1")
		self.remove("stray2")
		self.assertEqual(self.server.agents, {})

	def test_one_of_another_site_stays(self):
		self.server.hold("theirs", extended={"site": "another.example", "voipLine": "LINE-0"})
		self.remove("theirs")
		self.assertEqual(len(self.server.agents), 1)

	def test_one_that_a_line_has_taken_meanwhile_stays(self):
		self.server.hold("stray1")
		make_line(sip_username="stray1")
		self.remove("stray1")
		self.assertEqual(len(self.server.agents), 1)
