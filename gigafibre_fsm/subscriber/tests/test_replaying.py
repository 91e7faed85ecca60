"""A day's operations, told in the evening: each applied once, in order, whatever is refused or killed in between."""

import json
from datetime import UTC, timedelta

import frappe
from frappe.utils import getdate, now

from gigafibre_fsm.domain.field_operations import MOST, OLDEST
from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.field_work.services import jobs
from gigafibre_fsm.gigafibre_fsm import clock
from gigafibre_fsm.subscriber.services.installation import performing, replaying
from gigafibre_fsm.subscriber.tests.order_case import OrderTestCase
from gigafibre_fsm.subscriber.tests.replay_case import ReplayCase, ReplayProcesses
from gigafibre_fsm.testing import factories


def outcome(answers: list[dict]) -> list[bool]:
	return [answer["ok"] for answer in answers]


class TestReplayed(ReplayCase):
	def test_a_whole_visit_has_the_times_of_the_device(self):
		job, serial = self.make_job(), factories.unique_serial()
		operations = self.visit(job, serial)
		answers = self.replay(operations)
		self.assertEqual(outcome(answers), [True] * 4, answers)
		self.assertEqual([answer["id"] for answer in answers], [each["id"] for each in operations])
		times = self.row(job, "status", "en_route_at", "started_at", "completed_at")
		self.assertEqual(times, ("Completed", self.at(25), self.at(20), self.at(5)))
		device = frappe.get_doc("Dispatch Job", job).equipment_list[0]
		self.assertEqual((device.serial_number, device.scanned_on), (serial, self.at(15)))
		self.assertEqual(answers[2]["result"]["serial_number"], serial)

	def test_both_clocks_are_kept(self):
		operation = self.operation("start", self.make_job(), 50)
		[answer] = self.replay([operation])
		kept = frappe.get_doc("Field Operation", operation["id"])
		self.assertEqual((kept.at, kept.user, kept.ok, kept.method), (self.at(50), self.user, 1, "start"))
		self.assertGreaterEqual(kept.received_at, self.now)
		self.assertEqual(json.loads(kept.result), answer["result"])
		self.assertEqual(json.loads(kept.args), operation["args"])

	def test_the_same_list_again_answers_the_same_and_does_nothing(self):
		job = self.make_job()
		operations = [*self.visit(job, factories.unique_serial()), self.operation("start", job, 4)]
		first = self.replay(operations)
		before = (self.facts(job), self.row(job, "modified"), frappe.db.count("Version"))
		self.assertEqual(outcome(first), [True, True, True, True, True])
		self.assertEqual(self.replay(operations), first)
		self.assertEqual((self.facts(job), self.row(job, "modified"), frappe.db.count("Version")), before)

	def test_one_that_fails_takes_nothing_with_it(self):
		first, second = self.make_job(), self.make_job()
		answers = self.replay(
			[
				self.operation("en_route", first),
				self.operation("scan", first, args={"code": "450 272-2408"}),
				self.operation("start", "JOB-404"),
				self.operation("start", first),
				self.operation("start", second),
			]
		)
		self.assertEqual(outcome(answers), [True, False, False, True, True])
		self.assertEqual((answers[1]["exc_type"], answers[2]["exc_type"]), ("InvalidRequest", "NotFound"))
		self.assertIn("JOB-404", answers[2]["error"])
		self.assertEqual((self.row(first), self.row(second)), ("In Progress", "In Progress"))

	def test_what_was_refused_stays_refused_under_its_id(self):
		job = self.make_job(status="To Schedule", scheduled_date=None)
		operation = self.operation("start", job)
		[refused] = self.replay([operation])
		self.assertEqual(refused["exc_type"], "InvalidState")
		jobs.reschedule(job, getdate())
		frappe.db.commit()  # as the dispatcher's request
		self.assertEqual(self.replay([operation]), [refused])
		again = {**operation, "id": "op-again"}
		self.assertEqual(outcome(self.replay([again])), [True])

	def test_nothing_of_a_refused_one_is_left(self):
		job = self.make_job()
		before = self.facts(job)
		[answer] = self.replay([self.operation("complete", job, args={"left_at": self.told(-90)})])
		self.assertFalse(answer["ok"])
		self.assertEqual(self.facts(job), before)


class TestRefused(ReplayCase):
	def test_a_job_that_was_cancelled_meanwhile(self):
		job, other = self.make_job(), self.make_job()
		jobs.cancel(job, "Le client a changé d'idée")
		frappe.db.commit()  # as the dispatcher's request
		operations = [
			*self.visit(job, factories.unique_serial()),
			*self.visit(other, factories.unique_serial()),
		]
		answers = self.replay(operations)
		self.assertEqual(outcome(answers), [False] * 4 + [True] * 4, answers)
		self.assertEqual({answer["exc_type"] for answer in answers[:4]}, {"InvalidState"})
		self.assertEqual((self.row(job), self.row(other)), ("Cancelled", "Completed"))

	def test_a_job_that_somebody_else_has_now(self):
		job = self.make_job()
		jobs.assign(job, self.other)
		frappe.db.commit()  # as the dispatcher's request
		[answer] = self.replay([self.operation("start", job)])
		self.assertEqual((answer["exc_type"], job in answer["error"]), ("PermissionError", True))
		self.assertEqual(self.row(job), "Scheduled")

	def test_a_serial_that_was_taken_meanwhile(self):
		serial = factories.unique_serial()
		factories.make_service_equipment(service_location=self.place, serial_number=serial, status="Actif")
		job = self.make_job()
		answers = self.replay(
			[self.operation("scan", job, args={"code": serial}), self.operation("start", job)]
		)
		self.assertEqual(outcome(answers), [False, True])
		self.assertEqual(answers[0]["exc_type"], "SerialInUse")
		self.assertIn(serial, answers[0]["error"])

	def test_what_cannot_be_read_is_its_own_mistake(self):
		job = self.make_job()
		answers = self.replay(
			[
				"start",
				{"id": "op-1", "at": self.told(5)},
				self.operation("replay", job),
				self.operation("start", job, at="hier"),
				self.operation("start", job, args={"user": "x"}),
				self.operation("start", job),
			]
		)
		self.assertEqual(outcome(answers), [False] * 5 + [True])
		self.assertEqual((answers[0]["id"], answers[1]["id"]), (None, "op-1"))
		words = (
			"operations[0] must be an object",
			"operations[1].method is missing",
			"operations[2].method must be one of: en_route, start, scan, complete",
			"operations[3].at must be a date and time",
			"operations[4].args.user is not known",
		)
		for answer, sentence in zip(answers, words, strict=False):
			self.assertIn(sentence, answer["error"])

	def test_it_may_be_corrected_under_its_id(self):
		operation = self.operation("start", self.make_job())
		self.assertEqual(outcome(self.replay([{**operation, "at": "hier"}])), [False])
		self.assertEqual(outcome(self.replay([operation])), [True])

	def test_too_many_at_once_are_refused_as_a_whole(self):
		job = self.make_job()
		with self.assertRaisesRegex(InvalidRequest, f"{MOST} at most"):
			self.replay([self.operation("start", job)] * (MOST + 1))
		self.assertEqual(self.row(job), "Scheduled")

	def call_it(self, job: str, job_type: str) -> None:
		frappe.db.set_value("Dispatch Job", job, "job_type", job_type)
		frappe.db.commit()  # as whoever broke it, and who mended it

	def test_what_is_not_the_operations_fault_may_be_sent_again(self):
		broken, sound = self.make_job(), self.make_job()
		self.call_it(broken, "Visite")
		operations = [
			self.operation("en_route", broken, 25),
			self.operation("start", broken, 20),
			self.operation("start", sound, 10),
		]
		first, held_back, other = self.replay(operations)
		self.assertEqual((first["again"], held_back["again"], other["ok"]), (True, True, True))
		self.assertNotIn("Visite", first["error"])
		self.assertEqual(
			(self.row(broken), frappe.db.count("Field Operation", {"job": broken})), ("Scheduled", 0)
		)
		self.call_it(broken, "Repair")
		self.assertEqual(outcome(self.replay(operations)), [True] * 3)
		self.assertEqual(self.row(broken, "en_route_at", "started_at"), (self.at(25), self.at(20)))


class TestIdsAndClocks(ReplayCase):
	def test_an_id_twice_in_a_list_is_applied_once(self):
		job = self.make_job()
		operation = self.operation("en_route", job)
		first, second = self.replay([operation, operation])
		self.assertEqual(first, second)
		self.assertEqual(self.facts(job)["messages"].count(("SMS", "technician_en_route")), 1)

	def test_an_id_stands_for_one_operation(self):
		job = self.make_job()
		operation = self.operation("en_route", job)
		first, second = self.replay([operation, {**operation, "method": "start"}])
		self.assertEqual((first["ok"], second["exc_type"]), (True, "InvalidState"))
		self.assertIn(operation["id"], second["error"])
		self.assertEqual(self.row(job), "En Route")
		self.assertEqual(self.replay([operation]), [first])

	def test_the_id_of_somebody_else_tells_nothing_of_theirs(self):
		operation = self.operation("en_route", self.make_job())
		self.replay([operation])
		[answer] = self.replay([operation], self.other_user)
		self.assertEqual(answer["exc_type"], "InvalidState")
		self.assertNotIn("result", answer)

	def test_a_clock_that_runs_ahead_gives_way_to_the_servers(self):
		job = self.make_job()
		operation = self.operation("start", job, minutes_ago=-600)
		self.replay([operation])
		self.assertLess(self.row(job, "started_at"), self.now + timedelta(minutes=5))
		self.assertEqual(frappe.db.get_value("Field Operation", operation["id"], "at"), self.at(-600))

	def test_a_time_long_ago_is_refused(self):
		job = self.make_job()
		long_ago = int(OLDEST / timedelta(minutes=1)) + 10
		[answer] = self.replay([self.operation("start", job, long_ago)])
		self.assertEqual((answer["ok"], answer["exc_type"]), (False, "InvalidRequest"))
		self.assertIn("30 days ago", answer["error"])
		self.assertEqual(self.row(job), "Scheduled")

	def test_other_zones_are_read_on_the_sites_clocks(self):
		job = self.make_job()
		in_utc = self.at(5).replace(tzinfo=clock.here()).astimezone(UTC).isoformat()
		self.replay([self.operation("start", job, at=in_utc)])
		self.assertEqual(self.row(job, "started_at"), self.at(5))

	def test_operations_of_years_ago_are_cleared_once_they_cannot_come_again(self):
		old, young = (self.operation("start", self.make_job()) for _number in range(2))
		self.replay([old, young])
		long_ago = self.now - timedelta(days=181)
		frappe.db.set_value("Field Operation", old["id"], "received_at", long_ago)
		frappe.get_doc("Field Operation", young["id"]).clear_old_logs(180)
		kept = [frappe.db.exists("Field Operation", each["id"]) for each in (old, young)]
		self.assertEqual(kept, [None, young["id"]])
		self.assertGreater(180, OLDEST.days)


class TestOfAnOrder(OrderTestCase):
	"""In the transaction of an operation, without its commit: an order is much to take away by hand."""

	def test_an_installation_that_was_completed_offline_is_invoiced_once(self):
		placed = self.place()
		job = placed["dispatch_job"]
		jobs.reschedule(job, getdate())
		codes = [factories.unique_serial(), *(factories.unique_mac() for _device in placed["equipment"][1:])]
		scans = [
			{
				"code": code,
				"equipment_type": frappe.db.get_value("Service Equipment", device, "equipment_type"),
			}
			for code, device in zip(codes, placed["equipment"], strict=True)
		]
		told = [("scan", scan) for scan in scans] + [("complete", {"note": "Fini"})] * 2
		answers = [self.apply(method, {"job": job, **args}) for method, args in told]
		self.assertEqual(outcome(answers), [True] * len(told), answers)
		self.assertEqual(answers[-1], answers[-2])
		self.assertEqual(frappe.db.get_value("Project", placed["order"], "status"), "Completed")
		invoices = {"project": placed["order"], "docstatus": 1}
		self.assertEqual(frappe.db.count("Sales Invoice", invoices), 1)

	def apply(self, method: str, args: dict) -> dict:
		told = {"id": f"op-{factories.unique_number()}", "at": now(), "method": method, "args": args}
		return replaying._once(performing.read(told, "operations[0]"))


# Before and after an operation's row, its effect, its commit.
TARGETS = (
	"replaying._insert",
	"replaying._insert+",
	"performing.apply",
	"performing.apply+",
	"commit",
	"commit+",
)


class TestKilled(ReplayProcesses):
	def test_killed_at_each_operation_the_same_list_again_goes_on(self):
		wanted = self.finish(self.whole_visit())
		for target in TARGETS:
			visit = self.whole_visit()
			for place in range(len(visit)):
				with self.subTest(target=target, place=place):
					self.assertEqual(self.play(visit, target=target, place=place), [None])
					self.assertEqual(self.kept(visit), place + (target == "commit+"))
			self.assertEqual(self.finish(visit), wanted, target)

	def test_killed_when_one_was_refused_it_is_refused_again(self):
		for target, kept in (("replaying._remembered", 0), ("replaying._remembered+", 1)):
			job = self.make_job()
			listed = [
				self.operation("scan", job, args={"code": "450 272-2408"}),
				self.operation("start", job),
			]
			with self.subTest(target=target):
				self.assertEqual(self.play(listed, target=target, place=0), [None])
				self.assertEqual(self.kept(listed), kept)
				[answers] = self.play(listed)
				self.assertEqual((outcome(answers), self.kept(listed)), ([False, True], 2))
				self.assertEqual(self.play(listed), [answers])

	def test_several_that_send_the_same_list_at_once_get_the_same_answers(self):
		wanted = self.finish(self.whole_visit())
		for _round in range(3):
			visit = self.whole_visit()
			answers = self.play(visit, processes=4)
			self.assertEqual(outcome(answers[0]), [True] * 4, answers[0])
			self.assertEqual(answers, [answers[0]] * 4)
			self.assertEqual(self.facts(visit[0]["args"]["job"]), wanted)

	def whole_visit(self) -> list[dict]:
		return self.visit(self.make_job(), factories.unique_serial())

	def kept(self, operations: list[dict]) -> int:
		frappe.db.rollback()
		return frappe.db.count("Field Operation", {"name": ("in", [each["id"] for each in operations])})

	def finish(self, visit: list[dict]) -> dict:
		[answers] = self.play(visit)
		self.assertEqual(outcome(answers), [True] * 4, answers)
		return self.facts(visit[0]["args"]["job"])
