"""Our lines, the SIP platform and the 911 provider beside one another, and what a person does about it."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import frappe
import pymysql

from gigafibre_fsm.domain.emergency.findings import Verdict, Written
from gigafibre_fsm.domain.emergency.many import pack
from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.integrations.sip import client
from gigafibre_fsm.voice_service.services import judgements, reconciliation, sip
from gigafibre_fsm.voice_service.services.reconciliation import jobs, lock, running
from gigafibre_fsm.voice_service.tests.reconciliation_case import DIFFERENCE, HELD, ReconciliationCase

CHILD = """
import os, frappe
frappe.init(site=os.environ["GIGAFIBRE_SITE"], sites_path=os.environ["GIGAFIBRE_SITES_PATH"])
frappe.connect()
from gigafibre_fsm.voice_service.services import reconciliation
reconciliation.reconcile()
"""


class TestReconciliation(ReconciliationCase):
	def test_what_agrees_is_no_difference(self):
		self.agreed()
		self.agreed(status="Suspended")
		run = self.reconcile()
		self.assertEqual(self.found(), [])
		self.assertEqual((run.status, run.message, run.found), ("Completed", None, 0))
		self.assertEqual((run.lines_read, run.accounts_read, run.registrations_read), (2, 2, 2))

	def test_every_kind_is_found_corrected_and_not_found_again(self):
		planted = self.plant()
		run = self.reconcile()
		self.assertCountEqual(self.found(), planted)
		self.assertEqual((run.found, run.found_anew), (10, 10))
		self.assertEqual((run.missing_account, run.orphaned_registration, run.unconfirmed), (1, 3, 1))
		self.assertEqual(self.correct_all()["left"], [])
		self.deliver()
		self.assertEqual(set(frappe.get_all("Outbox Message", pluck="status")), {"Sent"})
		self.assert_as_our_lines_say()
		again = self.reconcile()
		self.assertEqual((again.status, again.found), ("Completed", 0))
		self.assertEqual(self.found("Corrected"), self.found("Open", "Corrected", "Gone"))
		self.assertEqual(len(self.found("Corrected")), 10)

	def assert_as_our_lines_say(self):
		lines = frappe.get_all("VoIP Line", ["did", "sip_username", "status", "e911_status"])
		live = [line for line in lines if line.status == "Active"]
		self.assertEqual(
			{agent["username"] for agent in self.sip.agents.values() if agent["enabled"]},
			{line.sip_username for line in live},
		)
		registered = {line.did for line in live if line.e911_status == "Synced"}
		self.assertEqual(set(self.emergency.registrations), registered)
		self.assertEqual(
			{row["address"]["street_number"] for row in self.emergency.registrations.values()}, {"100"}
		)

	def plant(self) -> list[tuple]:
		no_account, other_account = self.line(), self.line()
		self.held(no_account)
		self.held(other_account)
		self.account(other_account, enabled=False)
		ended = self.line(status="Cancelled", e911_status="Deregistered")
		self.account(ended)
		self.sip.hold("nobodys", True, {"site": frappe.local.site, "voipLine": "LINE-gone"})
		unknown, elsewhere, waiting = (self.line() for _ in range(3))
		for line in (unknown, elsewhere, waiting):
			self.account(line)
		self.held(elsewhere, street_number="102")
		waiting.db_set("e911_status", "Pending")
		self.held(waiting)
		removed = self.agreed(e911_status="Deregistered")
		ended_there = self.line(status="Cancelled")
		self.held(ended_there)
		self.emergency.hold("4505550911", {**self.emergency.registrations[removed.did]["address"]})
		frappe.db.sql("update `tabVoIP Line` set modified = '2026-01-01'")
		frappe.db.commit()  # a reconciliation works in its own transactions
		return [
			("Missing Account", no_account.did, no_account.sip_username),
			("Different Account", other_account.did, other_account.sip_username),
			("Orphaned Account", ended.did, ended.sip_username),
			("Orphaned Account", None, "nobodys"),
			("Missing Registration", unknown.did, unknown.sip_username),
			("Different Registration", elsewhere.did, elsewhere.sip_username),
			("Unconfirmed", waiting.did, waiting.sip_username),
			("Orphaned Registration", removed.did, removed.sip_username),
			("Orphaned Registration", ended_there.did, ended_there.sip_username),
			("Orphaned Registration", "4505550911", None),
		]

	def test_the_line_follows_what_the_provider_holds_whatever_it_took_for_done(self):
		cases = {
			"Pending": "registered",
			"Failed": "registered",
			"Not Registered": "registered",
			"Synced": "pending",
		}
		lines = {}
		for here, there in cases.items():
			lines[here] = self.line(e911_status=here)
			self.account(lines[here])
			self.held(lines[here], there)
		self.reconcile()
		self.assertEqual(self.kinds(), ["Unconfirmed"] * 4)
		self.assertEqual(self.correct_all()["left"], [])
		self.emergency.reviews = True
		self.deliver()
		self.assertEqual(self.reconcile().found, 0)
		now = {
			here: frappe.db.get_value("VoIP Line", line.name, "e911_status") for here, line in lines.items()
		}
		self.assertEqual(now, {**dict.fromkeys(cases, "Synced"), "Synced": "Pending"})

	def test_what_differs_is_told_in_words(self):
		line = self.line()
		self.account(line, enabled=False, did="4505559999")
		self.held(line, street_number="102", suite="2")
		self.reconcile()
		told = dict(frappe.get_all(DIFFERENCE, ["kind", "difference"], as_list=True))
		self.assertIn("100", told["Different Registration"])
		self.assertIn("102", told["Different Registration"])
		self.assertIn(f"{line.did} ", told["Different Account"])
		self.assertEqual(told["Different Account"].count(";"), 1)

	def test_another_spelling_is_no_difference_and_a_judged_one_is_none(self):
		line = self.line(e911_unit="2")
		self.account(line)
		self.held(line, street_name="R. PRINCIPALE", suite="app. 02")
		self.reconcile()
		self.assertEqual(self.found(), [])
		self.held(line)
		self.reconcile()
		self.assertEqual(self.kinds(), ["Different Registration"])
		self.judge_same()
		self.reconcile()
		self.assertEqual(self.kinds("Gone"), ["Different Registration"])

	def judge_same(self):
		here = Written("100", None, "2", "Rue Principale", "Val-des-Bouleaux", "J0S 1A1")
		there = Written("100", None, "", "Rue Principale", "Val-des-Bouleaux", "J0S 1A1")
		pair = judgements.key(*pack(here), *pack(there))
		judgements.remember(pair, Verdict.SAME, "Une seule porte", {})
		frappe.db.commit()  # as the report's action does

	def test_a_number_that_a_line_has_taken_meanwhile_stays_registered(self):
		self.emergency.hold("4505550911", HELD)
		self.reconcile()
		self.correct_all()
		self.held(self.line(did="4505550911"))
		self.deliver()
		self.assertIn("4505550911", self.emergency.registrations)
		self.assertEqual(frappe.get_all("Outbox Message", pluck="status"), ["Cancelled"])

	def test_a_number_that_is_registered_again_by_then_is_not_deregistered(self):
		removed = self.agreed(e911_status="Deregistered")
		self.reconcile()
		self.assertEqual(self.kinds(), ["Orphaned Registration"])
		removed.db_set("e911_status", "Pending")
		[left] = self.correct_all()["left"]
		self.assertIn(f"has the number {removed.did}: 911 must know it", left["reason"])
		self.assertEqual(frappe.get_all("Outbox Message", {"channel": "E911"}), [])

	# -- rows between runs

	def test_an_open_one_keeps_its_day_and_goes_by_itself(self):
		line = self.line()
		self.account(line)
		self.reconcile()
		first = self.only()
		run = self.reconcile()
		again = self.only()
		self.assertEqual((again.name, again.found_on), (first.name, first.found_on))
		self.assertGreater(again.last_found_on, first.last_found_on)
		self.assertEqual((again.last_run, run.found, run.found_anew), (run.name, 1, 0))
		self.held(line)
		self.assertEqual(self.reconcile().gone, 1)
		self.assertEqual(self.only().status, "Gone")
		self.emergency.registrations.clear()
		self.assertEqual(self.reconcile().found_anew, 1)
		reopened = self.only()
		self.assertEqual((reopened.name, reopened.status), (first.name, "Open"))
		self.assertGreater(reopened.found_on, first.found_on)

	def test_a_correction_that_did_not_help_is_opened_again_but_not_while_it_is_under_way(self):
		line = self.line()
		self.held(line)
		self.reconcile()
		self.correct_all()
		self.reconcile()
		self.assertEqual(self.kinds("Corrected"), ["Missing Account"])
		frappe.db.delete("Outbox Message")
		frappe.db.commit()  # as if somebody had cancelled it and it was cleared
		self.assertEqual(self.reconcile().found_anew, 1)
		self.assertEqual(self.kinds(), ["Missing Account"])
		self.assertIsNone(self.only().corrected_by)

	def test_what_is_on_its_way_is_no_finding_yet(self):
		line = self.line()
		self.held(line)
		sip.request(line, "ordered")
		frappe.db.commit()  # as an order does
		self.reconcile()
		self.assertEqual(self.found(), [])

	def test_accepted_stays_so_until_something_else_differs(self):
		line = self.line()
		self.account(line, did="4505559999")
		self.held(line)
		self.reconcile()
		reconciliation.accept([self.only().name], "Numéro de la réception")
		frappe.db.commit()  # as the request does
		self.assertEqual(self.reconcile().found_anew, 0)
		accepted = self.only()
		self.assertEqual((accepted.status, accepted.note), ("Accepted", "Numéro de la réception"))
		self.sip.agent(line.sip_username)["enabled"] = False
		self.assertEqual(self.reconcile().found_anew, 1)
		self.assertEqual((self.only().status, self.only().note), ("Open", None))

	def test_managers_hear_of_new_differences_once_a_run(self):
		for _ in range(2):
			self.account(self.line())
		self.reconcile()
		self.reconcile()
		told = frappe.get_all("Notification Log", {"for_user": self.manager}, ["subject", "document_type"])
		self.assertEqual(len(told), 1)
		self.assertIn("2", told[0].subject)

	# -- sides that cannot be read

	def planted(self):
		line = self.line()
		self.reconcile()
		self.assertEqual(self.kinds(), ["Missing Account", "Missing Registration"])
		self.account(line)
		self.held(line)
		return line

	def test_a_channel_that_is_off_is_told_and_its_rows_stay(self):
		self.planted()
		self.settle(**self.switches(emergency=False))
		run = self.reconcile()
		self.assertEqual((run.status, self.kinds(), run.gone), ("Incomplete", ["Missing Registration"], 1))
		self.assertIn("911", run.message)
		self.settle(**self.switches(sip=False, emergency=False))
		run = self.reconcile()
		self.assertEqual((run.status, self.kinds()), ("Failed", ["Missing Registration"]))

	def test_a_provider_that_fails_in_the_middle_of_its_list_is_not_judged(self):
		lines = [self.agreed() for _ in range(3)]
		self.sip.trouble = lambda request: (
			self.sip.busy(request) if "pageToken=2" in request.raw_query else self.sip.answer(request)
		)
		self.small_pages()
		run = self.reconcile()
		self.assertEqual((run.status, run.accounts_read, self.found()), ("Incomplete", 0, []))
		self.assertEqual(run.registrations_read, len(lines))

	def small_pages(self):
		before, client.PAGE = client.PAGE, 2
		self.addCleanup(setattr, client, "PAGE", before)

	def test_a_refused_login_is_asked_once_and_remembered(self):
		self.planted()
		self.settle(emergency_password="wrong-password-0001")
		asked = len(self.emergency.requests)
		for _ in range(2):
			self.assertEqual(self.reconcile().status, "Incomplete")
		self.assertEqual(len(self.emergency.requests) - asked, 1)
		self.assertEqual(self.kinds(), ["Missing Registration"])

	# -- runs

	def test_two_at_once_are_refused(self):
		with another_run():
			for begin in (self.reconcile, jobs.start):
				self.assertRaises(InvalidState, begin)
		self.assertEqual(self.reconcile().status, "Completed")

	def test_a_run_that_was_killed_is_told_so_by_the_next_one(self):
		dead = frappe.get_doc(
			{"doctype": "Telephone Reconciliation", "started_at": frappe.utils.now()}
		).insert()
		frappe.db.commit()  # as a run does before it reads
		self.reconcile()
		dead.reload()
		self.assertEqual(dead.status, "Interrupted")
		self.assertTrue(dead.finished_at)

	def test_one_that_is_killed_while_it_reads_is_told_so_and_stops_nobody(self):
		self.line()
		asked = threading.Event()

		def never_answer(request):
			asked.set()
			return self.sip.silence(request)

		self.sip.trouble = never_answer
		child = subprocess.Popen([sys.executable, "-c", CHILD])
		self.assertTrue(asked.wait(30))
		child.kill()
		child.wait()
		self.sip.trouble = None
		self.assertEqual(self.reconcile().status, "Completed")
		statuses = frappe.get_all("Telephone Reconciliation", pluck="status", order_by="name")
		self.assertEqual(statuses, ["Interrupted", "Completed"])

	def test_one_that_breaks_off_while_it_writes_leaves_no_finding(self):
		self.line()

		def break_off(*_arguments):
			raise RuntimeError("the disk is full")

		before, running.telling.of_new = running.telling.of_new, break_off
		try:
			with self.assertRaises(RuntimeError):
				self.reconcile()
		finally:
			running.telling.of_new = before
		frappe.db.rollback()
		[run] = frappe.get_all("Telephone Reconciliation", ["status", "found"])
		self.assertEqual((run.status, run.found, self.found()), ("Failed", 0, []))

	def test_many_findings_take_few_statements(self):
		counts = {}
		self.reconcile()
		for many in (2, 40):
			for _ in range(many):
				self.line()
			with statements() as seen:
				self.reconcile()
			counts[many] = len(seen)
			frappe.db.delete(DIFFERENCE)
			frappe.db.commit()  # the next one finds them all anew
		self.assertEqual(counts[40], counts[2])


@contextmanager
def another_run() -> Iterator[None]:
	connection = pymysql.connect(**frappe.db.get_connection_settings(), autocommit=True)
	try:
		with connection.cursor() as cursor:
			cursor.execute("select get_lock(%s, 0)", (lock.server_name(lock.NAME),))
		yield
	finally:
		connection.close()


@contextmanager
def statements() -> Iterator[list[str]]:
	seen, execute = [], frappe.db.sql

	def sql(query, *args, **kwargs):
		seen.append(query)
		return execute(query, *args, **kwargs)

	frappe.db.sql = sql
	try:
		yield seen
	finally:
		frappe.db.sql = execute
