"""A subscription at a real broker: nothing lost, whatever ends."""

import uuid
from threading import Event, Timer

from gigafibre_fsm.integrations.acs.mqtt import Broker, Subscription
from gigafibre_fsm.integrations.errors import ConfigurationError, RetryableError
from gigafibre_fsm.integrations.tests.broker import LOGIN, Mosquitto
from gigafibre_fsm.integrations.tests.case import ConnectionTestCase

TOPIC = "device/bootstrap/+"
# A test that hears nothing ends all the same.
LONGEST = 15


class TestSubscription(ConnectionTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.mosquitto = cls.enterClassContext(Mosquitto())

	def setUp(self):
		self.client_id = f"test-{uuid.uuid4().hex}"
		self.heard: list[tuple[str, bytes]] = []

	def broker(self, **values) -> Broker:
		given = {"host": "127.0.0.1", "port": self.mosquitto.port, "client_id": self.client_id}
		return Broker(**{**given, "user": LOGIN[0], "password": LOGIN[1], **values})

	def listen(self, until: int, answers: list[bool] | None = None, publish: tuple = (), **values) -> None:
		"""Until so many messages were heard; what is to be published is, once it listens."""
		stop, verdicts = Event(), list(answers or [])

		def handle(topic: str, payload: bytes) -> bool:
			self.heard.append((topic, payload))
			if len(self.heard) >= until:
				stop.set()
			return verdicts.pop(0) if verdicts else True

		def listening() -> None:
			if not until:
				stop.set()
			if publish:
				self.mosquitto.publish(*publish)

		guard = Timer(LONGEST, stop.set)
		guard.start()
		try:
			Subscription(self.broker(**values), TOPIC, handle, listening).run(stop)
		finally:
			guard.cancel()

	def payloads(self) -> list[bytes]:
		return [payload for _topic, payload in self.heard]

	def test_messages_arrive_in_their_order_with_their_topic(self):
		self.listen(
			2, publish=(("device/bootstrap/A", b"1"), ("other/topic", b"x"), ("device/bootstrap/B", b"2"))
		)
		self.assertEqual(self.heard, [("device/bootstrap/A", b"1"), ("device/bootstrap/B", b"2")])

	def test_what_comes_while_nobody_listens_is_kept(self):
		self.listen(0)
		self.mosquitto.publish(("device/bootstrap/A", b"while away"))
		self.listen(1)
		self.assertEqual(self.payloads(), [b"while away"])

	def test_what_could_not_be_dealt_with_comes_again(self):
		self.listen(0)
		self.mosquitto.publish(("device/bootstrap/A", b"1"), ("device/bootstrap/B", b"2"))
		with self.assertRaisesRegex(RetryableError, "asked for again"):
			self.listen(9, answers=[False])
		self.assertEqual(self.payloads(), [b"1"])
		self.heard.clear()
		self.listen(2)
		self.assertEqual(self.payloads(), [b"1", b"2"])

	def test_what_was_dealt_with_does_not(self):
		self.listen(1, publish=(("device/bootstrap/A", b"1"),))
		self.heard.clear()
		self.mosquitto.publish(("device/bootstrap/B", b"2"))
		self.listen(1)
		self.assertEqual(self.payloads(), [b"2"])

	def test_a_wrong_password_is_for_a_person_to_mend_and_does_not_show(self):
		with self.assertRaisesRegex(ConfigurationError, "refuses the connection") as caught:
			self.listen(1, password="wrong-password-0001")
		self.assertNotIn("wrong-password-0001", str(caught.exception))
		self.assertNotIn("mqtt-password-0001", repr(self.broker()))

	def test_nobody_there_is_passing_trouble(self):
		with Mosquitto() as other:
			port = other.port
		with self.assertRaisesRegex(RetryableError, "cannot be reached"):
			self.listen(1, port=port)

	def test_a_broker_that_goes_away_is_noticed(self):
		with Mosquitto() as other:
			stop = Event()
			guard = Timer(LONGEST, stop.set)
			guard.start()
			subscription = Subscription(
				self.broker(port=other.port), TOPIC, lambda *message: True, other.stop
			)
			with self.assertRaisesRegex(RetryableError, "was lost"):
				subscription.run(stop)
			guard.cancel()
