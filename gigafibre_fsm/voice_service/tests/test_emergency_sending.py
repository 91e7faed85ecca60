"""From a request to the 911 provider and back, at a provider that speaks the contract."""

import os
import signal
from threading import Event, Thread
from unittest.mock import patch

import frappe

from gigafibre_fsm.gigafibre_fsm import locks, outbox
from gigafibre_fsm.gigafibre_fsm.delivery import by_hand, run
from gigafibre_fsm.voice_service import jobs
from gigafibre_fsm.voice_service.services import emergency
from gigafibre_fsm.voice_service.tests.emergency_case import DOOR, OLD_NUMBER, EmergencyCase


class TestSending(EmergencyCase):
	def test_the_provider_gets_what_the_line_says_and_the_request_tells_it_all(self):
		name = self.update()
		self.assertEqual((self.state(), self.held()), ("Pending", None))
		self.drain()
		line, request = self.fresh(), self.request(name)
		self.assertEqual((line.e911_status, line.e911_synced, line.e911_error), ("Synced", 1, None))
		self.assertTrue(line.e911_synced_on and line.e911_reference)
		self.assertEqual((request.status, request.reference), ("Confirmed", line.e911_reference))
		self.assertEqual(frappe.parse_json(request.sent), self.held())
		self.assertEqual(
			(self.held()["street_number"], self.held()["street_name"], self.held()["province"]),
			("125", "Rue Principale", "QC"),
		)
		self.assertTrue(request.sent_on and request.answered_on and request.answer)
		self.assertEqual(self.row_of(name).status, "Sent")

	def test_the_newest_request_of_a_number_counts(self):
		first = self.update()
		second = self.update(address={**DOOR, "civic_number": "127"})
		self.drain()
		self.assertEqual(self.held()["street_number"], "127")
		self.assertEqual((self.request(first).status, self.row_of(first).status), ("Superseded", "Cancelled"))
		self.assertEqual((self.request(second).status, self.done()), ("Confirmed", ["PUT"]))

	def test_an_old_deregistration_does_nothing_to_a_number_that_lives_again(self):
		self.update()
		self.drain()
		old = self.deregister()
		row = self.request(old).outbox_message
		self.update(address={**DOOR, "civic_number": "127"})
		# By whatever way it comes back to life.
		self.bring_back(row)
		self.drain()
		self.assertEqual((self.done(), self.state()), (["PUT", "PUT"], "Synced"))
		self.assertEqual((self.row(row).status, self.request(old).status), ("Cancelled", "Superseded"))

	def test_a_deregistration_leaves_the_number_of_another_line_alone(self):
		self.update()
		self.drain()
		request = self.deregister()
		did = self.line.did
		frappe.db.set_value("VoIP Line", self.line.name, {"did": None, "status": "Cancelled"})
		other = self.make_line(did=did)
		self.drain()
		self.assertEqual((self.done(), self.request(request).status), (["PUT"], "Cancelled"))
		self.assertEqual(self.fresh(other).did, did)

	def bring_back(self, row: str):
		frappe.db.set_value(
			"Outbox Message",
			row,
			{"status": "Queued", "next_attempt_at": "2000-01-01"},
			update_modified=False,
		)
		frappe.db.commit()  # for the delivery to see

	def test_deregistered(self):
		self.update()
		self.drain()
		name = self.deregister()
		self.assertEqual(self.state(), "Synced")
		self.drain()
		line = self.fresh()
		self.assertEqual((line.e911_status, line.e911_reference, self.held()), ("Deregistered", None, None))
		self.assertEqual(self.request(name).status, "Confirmed")

	def test_an_old_number_of_a_line_goes_and_the_line_stays(self):
		self.provider.hold(OLD_NUMBER, {**self.a_record(), "street_number": "9"})
		self.update()
		self.deregister(did=OLD_NUMBER)
		self.drain()
		self.assertEqual((sorted(self.provider.registrations), self.state()), ([self.line.did], "Synced"))

	def a_record(self) -> dict:
		return {
			"last_name": "Roy",
			"street_number": "125",
			"street_name": "Rue Principale",
			"city": "Val-des-Bouleaux",
			"province": "QC",
		}

	def test_an_address_that_changes_while_it_is_sent_is_sent_again(self):
		self.update()

		def change(request):
			reply = self.provider.answer(request)
			self.in_another_request(
				lambda line: emergency.update(line, {**DOOR, "civic_number": "127"}, "Encore")
			)
			return reply

		self.provider.once(change)
		self.drain()
		self.assertEqual(
			(self.state(), self.held()["street_number"], self.done()), ("Synced", "127", ["PUT", "PUT"])
		)

	def test_what_the_provider_will_not_take_is_seen(self):
		self.provider.refuses[self.line.did] = "Adresse inconnue"
		name = self.update()
		self.drain()
		line = self.fresh()
		self.assertEqual(line.e911_status, "Failed")
		self.assertIn("Adresse inconnue", line.e911_error)
		self.assertEqual((self.request(name).status, self.row_of(name).status), ("Refused", "Failed"))
		self.assertEqual(self.tasks(), ["Open"])
		again = self.update(address={**DOOR, "civic_number": "127"})
		self.drain()
		self.assertEqual(self.tasks(), ["Open"], "one for each number")
		self.provider.refuses.clear()
		by_hand.retry([self.request(again).outbox_message])
		self.drain()
		self.assertEqual(self.request(again).status, "Confirmed")
		self.assertEqual((self.state(), self.fresh().e911_error), ("Synced", None))
		self.assertEqual(self.tasks(), ["Completed"])

	def test_what_people_look_at_is_asked_about(self):
		self.provider.reviews = True
		name = self.update()
		self.drain()
		self.assertEqual((self.state(), self.request(name).status), ("Pending", "Sent"))
		jobs.ask_for_confirmations()
		jobs.ask_for_confirmations()
		self.drain()
		self.assertEqual((self.state(), self.provider.calls("GET", self.line.did)), ("Pending", 1))
		self.provider.settle(self.line.did)
		emergency.ask_about(self.line.did, "evt-1")
		emergency.ask_about(self.line.did, "evt-1")
		self.drain()
		self.assertEqual((self.state(), self.request(name).status), ("Synced", "Confirmed"))
		self.assertEqual((self.provider.calls("GET", self.line.did), self.done()), (2, ["PUT"]))

	def test_what_people_have_looked_at_and_refused(self):
		self.provider.reviews = True
		name = self.update()
		self.drain()
		self.provider.settle(self.line.did, "No such street")
		emergency.ask_about(self.line.did, "evt-2")
		self.drain()
		self.assertEqual(
			(self.state(), self.request(name).status, self.tasks()), ("Failed", "Refused", ["Open"])
		)
		self.assertIn("No such street", self.fresh().e911_error)

	def test_a_question_shows_another_address(self):
		self.update()
		self.drain()
		self.provider.hold(self.line.did, {**self.a_record(), "street_number": "9"})
		name = emergency.ask(self.fresh(), "Vérification")
		self.drain()
		self.assertEqual((self.state(), self.request(name).status), ("Mismatch", "Confirmed"))
		self.assertIn("9 Rue Principale", self.fresh().e911_error)
		self.provider.hold(self.line.did, {**self.a_record(), "street_name": "R. PRINCIPALE"})
		emergency.ask(self.fresh(), "Vérification")
		self.drain()
		self.assertEqual(self.state(), "Synced", "another spelling is no other address")

	def test_a_line_on_its_way_is_there_once_the_provider_says_so(self):
		there = frappe.get_doc("Service Location", self.line.service_location)
		there = frappe.copy_doc(there).update({"civic_number": "300"}).insert()
		frappe.db.set_value("VoIP Line", self.line.name, "moving_to", there.name)
		frappe.db.commit()  # as the move does
		self.update(address=None)
		self.assertEqual(self.fresh().service_location, self.line.service_location)
		self.drain()
		line = self.fresh()
		self.assertEqual(
			(line.service_location, line.moving_to, line.e911_status), (there.name, None, "Synced")
		)
		self.assertEqual(self.held()["street_number"], "300")

	def test_a_row_from_before_there_were_requests_gets_one(self):
		frappe.db.set_value("VoIP Line", self.line.name, "e911_status", "Pending")
		outbox.put("E911", "register", self.line.did, self.line, {"did": self.line.did})
		self.drain()
		request = frappe.get_last_doc("E911 Request", {"voip_line": self.line.name})
		self.assertEqual((self.state(), request.status, self.done()), ("Synced", "Confirmed", ["PUT"]))


class TestTrouble(EmergencyCase):
	def test_after_a_refused_login_one_request_was_made_and_none_more(self):
		others = [self.make_line() for _ in range(3)]
		self.settle(emergency_password="faux")
		for line in (self.line, *others):
			self.update(line)
		beside = Thread(target=self.in_another_request, args=(lambda _line: run.drain(),))
		beside.start()
		self.drain()
		beside.join()
		self.later()
		self.drain()
		self.assertEqual((len(self.provider.requests), set(self.rows())), (1, {"Queued"}))
		self.settle(emergency_password=self.provider.login[1])
		self.later()
		self.drain()
		self.assertEqual((set(self.rows()), len(self.done())), ({"Sent"}, 4))
		self.assertEqual({self.state(line) for line in (self.line, *others)}, {"Synced"})

	def test_an_answer_that_was_lost_is_looked_for(self):
		for act, verb, state in ((self.update, "PUT", "Synced"), (self.deregister, "DELETE", "Deregistered")):
			with self.subTest(verb):
				self.provider.once(self.provider.lose_answer)
				name = act()
				self.drain()
				self.assertEqual((self.row_of(name).status, self.row_of(name).in_doubt), ("Queued", 1))
				self.later()
				self.drain()
				self.assertEqual((self.row_of(name).status, self.state()), ("Sent", state))
				self.assertEqual((self.provider.calls(verb), self.request(name).status), (1, "Confirmed"))

	def test_killed_between_the_provider_and_our_note_of_it(self):
		name = self.update()
		child = self.child()

		def take_and_kill(request):
			self.provider.answer(request)
			os.kill(child.pid, signal.SIGKILL)
			return self.provider.hang_up(request)

		self.provider.once(take_and_kill)
		child.communicate("\n", timeout=60)
		self.assertEqual((child.returncode, self.state()), (-signal.SIGKILL, "Pending"))
		self.later()
		self.drain()
		self.assertEqual((self.state(), self.row_of(name).status, self.done()), ("Synced", "Sent", ["PUT"]))

	def test_it_is_never_given_up(self):
		name = self.update()
		row = self.request(name).outbox_message
		frappe.db.set_value("Outbox Message", row, "attempts", 40)
		self.provider.once(self.provider.busy)
		self.drain()
		self.assertEqual((self.row_of(name).status, self.row_of(name).attempts), ("Queued", 41))
		# A process that died with it.
		frappe.db.set_value("Outbox Message", row, {"status": "Sending", "next_attempt_at": "2000-01-01"})
		self.drain()
		self.assertEqual((self.row_of(name).status, self.state()), ("Sent", "Synced"))

	def test_what_was_stopped_by_hand_or_by_the_switch_is_queued_again(self):
		name = self.update()
		by_hand.cancel([self.request(name).outbox_message])
		self.settle(emergency_enabled=0)
		other = self.make_line()
		later = self.update(other)
		self.assertEqual((self.row_of(later).status, self.state(other)), ("Cancelled", "Pending"))
		jobs.queue_what_waits()
		self.assertEqual(self.rows(), ["Cancelled"] * 2, "the channel is off")
		self.settle(emergency_enabled=1)
		for _ in range(2):
			jobs.queue_what_waits()
			frappe.db.commit()  # as the scheduler does
		self.assertEqual(sorted(self.rows()), ["Cancelled", "Cancelled", "Queued", "Queued"])
		self.drain()
		self.assertEqual((self.state(), self.state(other), len(self.done())), ("Synced", "Synced", 2))

	def test_a_line_that_waits_for_nothing_is_found(self):
		frappe.db.set_value("VoIP Line", self.line.name, "e911_status", "Pending")
		jobs.queue_what_waits()
		self.drain()
		self.assertEqual(self.state(), "Synced")

	def test_two_of_one_number_come_one_after_the_other(self):
		self.line = self.make_line(e911_status="Synced")
		asked, may_commit = Event(), Event()

		def ask(line):
			emergency.update(line, {**DOOR, "civic_number": "127"}, "Encore")
			asked.set()
			may_commit.wait()

		beside = Thread(target=self.in_another_request, args=(ask,))
		beside.start()
		asked.wait()
		with patch.object(locks, "PATIENCE", 0), self.assertRaises(frappe.QueryTimeoutError):
			self.deregister()
		may_commit.set()
		beside.join()
		self.deregister()
		self.drain()
		self.assertEqual((self.done(), self.state()), (["DELETE"], "Deregistered"))
		statuses = frappe.get_all("E911 Request", {"did": self.line.did}, pluck="status", order_by="name")
		self.assertEqual(statuses, ["Superseded", "Confirmed"])

	def test_the_database_does_not_take_a_second_one_that_waits(self):
		request = self.request(self.update())
		again = frappe.copy_doc(request).update({"status": "Queued"})
		with self.assertRaises(frappe.UniqueValidationError):
			again.insert(ignore_permissions=True)
		frappe.db.rollback()
