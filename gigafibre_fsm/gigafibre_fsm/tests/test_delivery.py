"""What a run of the delivery does with each kind of row and each kind of trouble."""

from unittest.mock import patch

import frappe
from frappe.utils import now_datetime

from gigafibre_fsm.domain import backoff
from gigafibre_fsm.gigafibre_fsm.delivery import outcome, pause, queue, run, senders
from gigafibre_fsm.gigafibre_fsm.tests.delivery_case import PHONE, DeliveryCase


class TestSending(DeliveryCase):
	def test_each_channel_takes_its_messages_and_the_row_says_so(self):
		names = {channel: self.put(channel) for channel in ("SMS", "Email", "Chat")}
		self.assertEqual((self.drain(), self.rows()), (3, ["Sent"] * 3))
		self.assertEqual(self.texts(), ["Bonjour Anne Roy, commande 1."])
		[mail] = self.mails()
		self.assertEqual((mail["Subject"], mail["TextPart"]), ("Commande 1", "Bonjour Anne Roy."))
		self.assertIn("<strong>Anne Roy</strong>", mail["HTMLPart"])
		self.assertEqual(self.posts(), ["Commande 1 de Anne Roy"])
		for channel, name in names.items():
			row = self.row(name)
			self.assertEqual((row.status, row.attempts, row.last_error), ("Sent", 1, None), channel)
			self.assertTrue(row.sent_at)
		self.assertIn(self.row(names["SMS"]).provider_id, self.twilio.messages)
		self.assertEqual(self.row(names["SMS"]).body, self.texts()[0])

	def test_nothing_is_sent_twice_by_a_second_run(self):
		self.put()
		self.assertEqual((self.drain(), self.drain()), (1, 0))
		self.assertEqual(len(self.texts()), 1)

	def test_the_oldest_goes_first(self):
		for number, hour in ((1, 3), (2, 1), (3, 2)):
			self.put(number=number, next_attempt_at=f"2026-01-01 0{hour}:00:00")
		self.drain()
		self.assertEqual([text[-2] for text in self.texts()], ["2", "3", "1"])

	def test_a_row_that_is_not_due_waits(self):
		self.put(next_attempt_at="2099-01-01")
		self.assertEqual((self.drain(), self.texts()), (0, []))

	def test_a_channel_without_a_sender_waits_untouched(self):
		name = self.put("Webhook", status="Queued")
		before = self.row(name)
		self.drain()
		self.assertEqual(self.row(name), before)

	def test_one_message_can_be_sent_out_of_turn(self):
		self.put(number=1)
		name = self.put(number=2, next_attempt_at="2099-01-01")
		self.assertTrue(run.deliver(name))
		self.assertFalse(run.deliver(name))
		self.assertEqual(self.texts(), ["Bonjour Anne Roy, commande 2."])

	def test_a_run_that_reaches_its_limit_leaves_the_rest_due(self):
		for number in range(3):
			self.put(number=number)
		self.assertEqual(self.drain(limit=2), 2)
		self.assertEqual(sorted(self.rows()), ["Queued", "Sent", "Sent"])

	def test_what_was_imported_without_a_time_is_due(self):
		name = self.put()
		frappe.db.set_value("Outbox Message", name, "next_attempt_at", None)
		self.drain()
		self.assertEqual(self.row(name).status, "Sent")


class TestWhatIsNotSent(DeliveryCase):
	def reason(self, name: str, status: str) -> str:
		self.drain()
		row = self.row(name)
		self.assertEqual((row.status, self.texts(), self.mails()), (status, [], []))
		return row.last_error

	def test_a_channel_that_is_off_gets_its_row_cancelled_at_once(self):
		self.settle(twilio_enabled=0)
		row = self.row(self.put())
		self.assertEqual(
			(row.status, row.last_error), ("Cancelled", "The channel SMS is off in FSM Settings.")
		)
		self.settle(twilio_enabled=1)
		self.assertEqual((self.drain(), self.texts()), (0, []))

	def test_what_waited_when_the_channel_was_switched_off_is_cancelled(self):
		name = self.put(next_attempt_at="2099-01-01")
		self.settle(twilio_enabled=0)
		self.assertIn("is off in FSM Settings", self.reason(name, "Cancelled"))

	def test_without_a_text_it_is_cancelled(self):
		frappe.db.delete("Message Template", {"event": self.event, "channel": "SMS"})
		self.assertIn("No enabled Message Template", self.reason(self.put(), "Cancelled"))

	def test_a_text_that_wants_what_is_not_there_fails(self):
		frappe.db.set_value(
			"Message Template", {"event": self.event, "channel": "SMS"}, "body", "Bonjour {{ nobody }}"
		)
		self.assertIn("nobody", self.reason(self.put(), "Failed"))

	def test_without_a_recipient_it_waits_for_a_person(self):
		name = self.put()
		frappe.db.set_value("Outbox Message", name, "recipient", None)
		self.assertIn("fill in the recipient", self.reason(name, "Failed"))

	def test_a_code_that_is_no_longer_valid_is_not_sent(self):
		name = self.put(event="login_code", creation="2026-01-01")
		frappe.db.set_value("Outbox Message", name, "creation", "2026-01-01", update_modified=False)
		self.assertEqual(self.reason(name, "Cancelled"), "Too late to be of use.")


class TestTrouble(DeliveryCase):
	def test_passing_trouble_waits_longer_each_time(self):
		name = self.put()
		self.twilio.trouble = self.twilio.error_page
		for attempt in (1, 2, 3):
			self.later()
			self.drain()
			row = self.row(name)
			self.assertEqual((row.status, row.attempts), ("Queued", attempt))
			self.assertIn("Twilio cannot answer now (502", row.last_error)
			self.assertGreater(row.next_attempt_at, now_datetime())
		self.twilio.trouble = None
		self.later()
		self.drain()
		self.assertEqual((self.row(name).status, len(self.texts())), ("Sent", 1))

	def test_the_providers_own_wish_is_followed(self):
		name = self.put("Email")
		self.mailjet.trouble = lambda request: self.mailjet.too_many(request)
		start = now_datetime()
		self.drain()
		self.assertGreaterEqual((self.row(name).next_attempt_at - start).total_seconds(), 17)

	def test_it_is_given_up_at_last(self):
		name = self.put(attempts=backoff.MOST_ATTEMPTS - 1)
		self.twilio.trouble = self.twilio.error_page
		self.drain()
		row = self.row(name)
		self.assertEqual((row.status, row.attempts), ("Failed", backoff.MOST_ATTEMPTS))

	def test_a_refused_message_fails_and_the_others_go_on(self):
		refused = self.put(number=1, recipient="+15005550009")
		other = self.put(number=2)
		self.drain()
		row = self.row(refused)
		self.assertEqual((row.status, row.attempts, row.in_doubt), ("Failed", 1, 0))
		self.assertIn("not a valid mobile number", row.last_error)
		self.assertEqual(self.row(other).status, "Sent")

	def test_a_provider_that_is_down_is_left_alone_after_a_few_messages(self):
		for number in range(10):
			self.put(number=number)
		chat = self.put("Chat")
		self.twilio.trouble = self.twilio.error_page
		self.drain()
		self.assertEqual(len(self.twilio.requests), run.MOST_TROUBLES)
		self.assertEqual(self.row(chat).status, "Sent")

	def test_a_fault_of_our_own_is_logged_and_the_message_kept(self):
		name = self.put("Chat")
		with patch.dict(senders.PATHS, {"Chat": "gigafibre_fsm.hooks.nothing_of_that_name"}):
			self.drain()
		row = self.row(name)
		self.assertEqual((row.status, row.attempts, row.in_doubt), ("Queued", 1, 1))
		self.assertIn("Error Log", row.last_error)
		self.assertTrue(frappe.db.exists("Error Log", {"reference_name": name}))

	def test_an_answer_that_cannot_be_read_pauses_and_is_asked_about_first(self):
		name = self.put()
		self.twilio.trouble = self.twilio.garbage
		self.drain()
		self.assertTrue(pause.is_on("SMS"))
		self.assertEqual((self.row(name).in_doubt, self.row(name).attempts), (1, 0))
		self.twilio.trouble = None
		self.settle()
		self.drain()
		methods = [request.method for request in self.twilio.requests]
		self.assertEqual((methods, self.row(name).status), (["POST", "GET", "POST"], "Sent"))


class TestPause(DeliveryCase):
	def broken(self) -> list[str]:
		names = [self.put(number=number) for number in range(5)]
		self.settle(twilio_auth_token="wrong-token-0001")
		self.drain()
		return names

	def test_a_wrong_key_pauses_the_channel_and_costs_no_attempt(self):
		names = self.broken()
		self.assertEqual(len(self.twilio.requests), 1)
		for name in names:
			row = self.row(name)
			self.assertEqual((row.status, row.attempts), ("Queued", 0))
			self.assertIn("Twilio refuses the credentials", row.last_error)
			self.assertGreater(row.next_attempt_at, now_datetime())
		settings = frappe.get_doc("FSM Settings")
		self.assertIn("Twilio refuses the credentials", settings.twilio_paused_because)
		self.assertTrue(settings.twilio_paused_until)

	def test_new_messages_wait_with_the_others(self):
		self.broken()
		self.put(number=9)
		self.drain()
		self.assertEqual(len(self.twilio.requests), 1)

	def test_the_other_channels_go_on(self):
		self.broken()
		self.put("Chat")
		self.drain()
		self.assertEqual(len(self.posts()), 1)

	def test_saving_the_settings_tries_at_once(self):
		names = self.broken()
		self.settle(twilio_auth_token=self.twilio.token)
		self.assertFalse(pause.is_on("SMS"))
		self.drain()
		self.assertEqual({self.row(name).status for name in names}, {"Sent"})

	def test_a_form_that_was_open_since_before_the_pause_lifts_it_too(self):
		form = frappe.get_doc("FSM Settings")
		self.broken()
		form.reload()
		form.update({"twilio_auth_token": self.twilio.token, "twilio_paused_until": None}).save()
		self.assertIsNone(pause.until("SMS"))

	def test_after_a_while_one_message_tries_and_then_all_go(self):
		names = self.broken()
		frappe.db.set_single_value("FSM Settings", "twilio_paused_until", "2000-01-01", update_modified=False)
		self.later()
		self.drain()
		self.assertEqual(len(self.twilio.requests), 2)
		self.assertTrue(pause.is_on("SMS"))
		self.twilio.token = "wrong-token-0001"
		frappe.db.set_single_value("FSM Settings", "twilio_paused_until", "2000-01-01", update_modified=False)
		self.later()
		self.drain()
		self.assertEqual({self.row(name).status for name in names}, {"Sent"})
		self.assertIsNone(pause.until("SMS"))

	def test_settings_that_lack_something_pause_as_well(self):
		name = self.put("Chat")
		frappe.db.set_single_value("FSM Settings", "chat_webhook_url", "")
		frappe.db.delete("__Auth", {"doctype": "FSM Settings", "fieldname": "chat_webhook_url"})
		frappe.db.commit()  # as if it had been left empty
		self.drain()
		row = self.row(name)
		self.assertEqual((row.status, row.attempts, row.in_doubt), ("Queued", 0, 0))
		self.assertIn("Missing: Incoming Webhook URL", row.last_error)


class TestLostAnswers(DeliveryCase):
	def lose_answers(self, server):
		def take_and_hang_up(request):
			server.answer(request)
			return server.hang_up(request)

		server.once(take_and_hang_up)

	def test_a_text_whose_answer_was_lost_is_found_and_not_sent_again(self):
		name = self.put()
		self.lose_answers(self.twilio)
		self.drain()
		row = self.row(name)
		self.assertEqual((row.status, row.in_doubt, row.attempts), ("Queued", 1, 1))
		self.assertGreaterEqual((row.next_attempt_at - row.modified).total_seconds(), 119)
		self.later()
		self.drain()
		row = self.row(name)
		self.assertEqual((row.status, row.in_doubt, row.provider_id), ("Sent", 0, *self.twilio.messages))

	def test_an_email_whose_answer_was_lost_is_found_and_not_sent_again(self):
		name = self.put("Email")
		self.lose_answers(self.mailjet)
		self.drain()
		self.later()
		self.drain()
		self.assertEqual((self.row(name).status, len(self.mails())), ("Sent", 1))

	def test_a_request_that_never_got_there_is_sent_again(self):
		name = self.put()
		self.twilio.once(self.twilio.hang_up)
		self.drain()
		self.assertEqual((self.row(name).in_doubt, self.texts()), (1, []))
		self.later()
		self.drain()
		self.assertEqual((self.row(name).status, len(self.texts())), ("Sent", 1))

	def test_two_equal_texts_to_one_number_are_two_messages(self):
		first = self.put(number=1)
		self.drain()
		second = self.put(number=1, dedupe_key="the same again")
		self.twilio.once(self.twilio.hang_up)
		self.drain()
		self.later()
		self.drain()
		self.assertEqual(len(self.texts()), 2)
		self.assertEqual(
			{self.row(first).provider_id, self.row(second).provider_id}, set(self.twilio.messages)
		)

	def test_the_words_stay_when_the_template_is_changed_meanwhile(self):
		name = self.put()
		self.lose_answers(self.twilio)
		self.drain()
		frappe.db.set_value(
			"Message Template", {"event": self.event, "channel": "SMS"}, "body", "Autre chose"
		)
		self.later()
		self.drain()
		self.assertEqual((self.row(name).status, len(self.texts())), ("Sent", 1))

	def test_a_chat_is_told_again_with_a_remark(self):
		self.put("Chat")
		self.lose_answers(self.slack)
		self.drain()
		self.later()
		self.drain()
		first, second = self.posts()
		self.assertEqual(second, f"(peut-être pour la deuxième fois)\n{first}")

	def test_nothing_is_sent_while_the_provider_cannot_be_asked(self):
		name = self.put()
		self.lose_answers(self.twilio)
		self.drain()
		self.twilio.trouble = self.twilio.error_page
		self.later()
		self.drain()
		row = self.row(name)
		self.assertEqual((row.status, row.in_doubt, row.attempts, len(self.texts())), ("Queued", 1, 2, 1))

	def test_what_became_of_a_row_is_said_by_its_owner_only(self):
		name = self.put()
		mine = queue.take(queue.named(name))
		self.later()
		queue.release_lapsed()
		self.assertFalse(queue.settle(mine, **outcome.failed("late")))
		self.assertEqual((self.row(name).status, self.row(name).in_doubt), ("Queued", 1))


class TestRecipientNumber(DeliveryCase):
	def test_the_number_is_the_one_on_the_row(self):
		self.put()
		self.drain()
		self.assertEqual([message["to"] for message in self.twilio.messages.values()], [PHONE])
