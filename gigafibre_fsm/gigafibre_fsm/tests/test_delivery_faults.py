"""A worker that is killed, wherever it is; several at once; no Redis. Each message arrives once, and the row says so."""

import os
import signal
import subprocess
import tempfile
from collections import Counter
from threading import Event

import frappe
import redis
from frappe.tests.utils import FrappeTestCase
from frappe.utils.background_jobs import get_job
from redis.backoff import ConstantBackoff
from redis.retry import Retry

from gigafibre_fsm.gigafibre_fsm import jobs, outbox
from gigafibre_fsm.gigafibre_fsm.delivery import job
from gigafibre_fsm.gigafibre_fsm.tests.delivery_case import DeliveryCase, queue_at
from gigafibre_fsm.testing import factories
from gigafibre_fsm.testing.servers.base import PATIENCE, free_port

# Function, and what the row says then. `+`: killed when it has returned.
BEFORE = (
	("queue.due+", "Queued"),
	("prepare.prepare+", "Queued"),
	("queue.take", "Queued"),
	("queue.take+", "Sending"),
	("senders.of+", "Sending"),
)
AFTER = (
	("run._send+", "Sending"),
	("queue.settle", "Sending"),
	("queue.settle+", "Sent"),
)
OTHERS = "select id from information_schema.processlist where db = database() and id <> connection_id()"
CHANNELS = ("SMS", "Email", "Chat")


class TestKilled(DeliveryCase):
	def setUp(self):
		super().setUp()
		self.killed = self.child("serve")
		self.assertEqual(self.killed.stdout.readline(), "ready\n")

	def kill(self, target: str) -> None:
		self.killed.stdin.write(f"{target}\n")
		self.killed.stdin.flush()
		self.assertEqual(self.killed.stdout.readline(), f"{-signal.SIGKILL}\n")

	def test_before_the_provider_was_asked(self):
		for channel in CHANNELS:
			for target, status in BEFORE:
				with self.subTest(channel=channel, target=target):
					self.assert_once(channel, target, status, already=0)

	def test_after_the_provider_took_it(self):
		for channel in ("SMS", "Email"):
			for target, status in AFTER:
				with self.subTest(channel=channel, target=target):
					self.assert_once(channel, target, status, already=1)

	def assert_once(self, channel: str, target: str, status: str, already: int) -> None:
		arrived = self.arrived(channel)
		name = self.put(channel, number=factories.unique_number())
		self.kill(target)
		self.assertEqual((self.row(name).status, self.arrived(channel)), (status, arrived + already))
		self.drain()
		if status == "Sending":
			self.assertEqual(
				self.row(name).status, "Sending", "it belongs to the dead one until its lease lapses"
			)
			self.later()
			self.drain()
		self.assertEqual((self.row(name).status, self.arrived(channel)), ("Sent", arrived + 1))

	def test_while_the_provider_has_it_and_has_not_answered(self):
		for channel, server in (("SMS", self.twilio), ("Email", self.mailjet)):
			with self.subTest(channel=channel):
				name = self.put(channel)
				child = self.child()
				server.once(self.take_and_kill(server, child))
				child.communicate("\n", timeout=60)
				self.assertEqual(child.returncode, -signal.SIGKILL)
				self.assertEqual((self.row(name).status, self.arrived(channel)), ("Sending", 1))
				self.later()
				self.drain()
				self.assertEqual((self.row(name).status, self.arrived(channel)), ("Sent", 1))

	def take_and_kill(self, server, child):
		def answer(request):
			server.answer(request)
			os.kill(child.pid, signal.SIGKILL)
			return server.hang_up(request)

		return answer

	def test_the_database_goes_away_while_the_provider_is_asked(self):
		name = self.put()
		child = self.child()
		self.twilio.once(self.take_and_cut_off(frappe.db._conn))
		output, _ = child.communicate("\n", timeout=60)
		self.assertIn("OperationalError", output)
		self.assertEqual((self.row(name).status, len(self.texts())), ("Sending", 1))
		self.later()
		self.drain()
		self.assertEqual((self.row(name).status, len(self.texts())), ("Sent", 1))

	def take_and_cut_off(self, connection):
		def answer(request):
			# In the server's thread, while this one waits for the child: nobody else uses the connection.
			with connection.cursor() as cursor:
				cursor.execute(OTHERS)
				for (other,) in cursor.fetchall():
					cursor.execute(f"kill {other}")
			return self.twilio.answer(request)

		return answer

	def test_a_chat_that_may_have_been_posted_is_posted_again_with_a_remark(self):
		name = self.put("Chat")
		self.kill("queue.settle")
		self.later()
		self.drain()
		first, second = self.posts()
		self.assertTrue(second.endswith(f"\n{first}"))
		self.assertEqual(self.row(name).status, "Sent")

	def test_a_message_that_kills_every_worker_is_given_up(self):
		name = self.put(attempts=11)
		self.kill("senders.of+")
		self.later()
		self.drain()
		row = self.row(name)
		self.assertEqual((row.status, row.in_doubt, self.texts()), ("Failed", 1, []))


class TestSideBySide(DeliveryCase):
	def test_several_workers_send_each_message_once_and_share_the_work(self):
		names = [self.put(CHANNELS[number % 3], number=number) for number in range(60)]
		self.twilio.trouble = self.when_two_are_asking()
		children = [self.child() for _ in range(4)]
		for child in children:
			self.assertEqual(child.stdout.readline(), "ready\n")
		for child in children:
			child.stdin.write("\n")
			child.stdin.flush()
		handled = [int(child.communicate(timeout=60)[0]) for child in children]
		self.assertEqual(sum(handled), 60, handled)
		self.assertGreater(sum(count > 0 for count in handled), 1, handled)
		for channel in CHANNELS:
			self.assertEqual(self.arrived(channel), 20)
		self.assertEqual({self.row(name).attempts for name in names}, {1})
		self.assertEqual(Counter(self.rows()), {"Sent": 60})

	def when_two_are_asking(self):
		"""A worker sends one message at a time: with two on their way, there are two at work."""
		asked, two = [], Event()

		def answer(request):
			asked.append(request)
			if len(asked) > 1:
				two.set()
			two.wait(PATIENCE)
			return self.twilio.answer(request)

		return answer

	def test_a_look_into_an_empty_outbox_does_not_hold_up_who_writes(self):
		"""At Frappe's level of isolation the locking look would wait with a lock on the gap where new rows go."""
		child = self.child("queue.due+")
		self.assertEqual(child.stdout.readline(), "here\n")
		frappe.db.sql("set session innodb_lock_wait_timeout = 2")
		self.addCleanup(frappe.db.sql, "set session innodb_lock_wait_timeout = default")
		self.put()
		child.communicate("\n", timeout=60)

	def test_a_row_that_is_being_taken_is_passed_over_and_not_waited_for(self):
		first, second = self.put(number=1), self.put(number=2)
		child = self.child("queue.take")
		self.assertEqual(child.stdout.readline(), "here\n")
		self.assertEqual(self.drain(), 1)
		self.assertEqual((self.row(first).status, self.row(second).status), ("Queued", "Sent"))
		child.communicate("\n", timeout=60)
		self.assertEqual(self.row(first).status, "Sent")


class TestWake(FrappeTestCase):
	"""A Redis of its own, so that no worker of the bench takes the jobs away."""

	def setUp(self):
		frappe.db.rollback()
		self.port = free_port()
		self.start()
		self.addCleanup(self.stop)
		self.enterContext(queue_at(f"redis://127.0.0.1:{self.port}"))

	def start(self):
		folder = self.enterContext(tempfile.TemporaryDirectory())
		command = [
			"redis-server",
			"--port",
			str(self.port),
			"--bind",
			"127.0.0.1",
			"--save",
			"",
			"--dir",
			folder,
		]
		self.redis = subprocess.Popen(command, stdout=subprocess.DEVNULL)
		patience = Retry(ConstantBackoff(0.05), 200, supported_errors=(OSError, redis.ConnectionError))
		redis.Redis(port=self.port, retry=patience).ping()

	def stop(self):
		self.redis.kill()
		self.redis.wait()

	def jobs(self) -> list[str]:
		with redis.Redis(port=self.port) as connection:
			keys = [key.decode() for key in connection.keys("rq:job:*")]
		return sorted(key.rpartition(":")[2] for key in keys)

	def put(self):
		about = frappe.get_doc("Role", "FSM Agent")
		outbox.put("Realtime", f"event_{factories.unique_number()}", None, about, {})

	def test_one_job_after_the_commit_and_none_before(self):
		for _ in range(3):
			self.put()
		self.assertEqual(self.jobs(), [])
		frappe.db.commit()  # what is tested
		self.assertEqual(self.jobs(), [job.JOBS[0]])

	def test_none_after_a_rollback_and_the_next_transaction_is_told_anew(self):
		self.put()
		frappe.db.rollback()
		frappe.db.commit()  # of nothing
		self.assertEqual(self.jobs(), [])
		self.put()
		frappe.db.commit()  # what is tested
		self.assertEqual(len(self.jobs()), 1)

	def test_a_job_that_waits_is_enough_and_one_that_runs_is_not(self):
		job.start()
		job.start()
		self.assertEqual(self.jobs(), [job.JOBS[0]])
		get_job(job.JOBS[0]).set_status("started")
		job.start()
		job.start()
		self.assertEqual(self.jobs(), list(job.JOBS[:2]))

	def test_without_redis_the_caller_does_not_notice(self):
		self.put()
		self.stop()
		frappe.db.commit()  # what is tested
		self.put()
		frappe.db.commit()  # once more, with no connection from before


class TestWithoutRedis(DeliveryCase):
	def test_the_sweep_delivers(self):
		name = self.put()
		outbox.wake()
		frappe.db.commit()  # nobody is there to take the job: the queue is at a closed port
		jobs.sweep_outbox()
		self.assertEqual((self.row(name).status, len(self.texts())), ("Sent", 1))

	def test_an_event_of_the_desk_waits_for_redis(self):
		name = self.put("Realtime")
		self.drain()
		row = self.row(name)
		self.assertEqual((row.status, row.in_doubt), ("Queued", 0))
		self.assertIn("Redis does not answer", row.last_error)
