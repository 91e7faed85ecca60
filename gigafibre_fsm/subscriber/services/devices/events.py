"""The service that hears what Oktopus tells over MQTT: `bench --site S gigafibre-acs-events`.

Each message is a transaction of its own, on a connection of its own: a service runs for months, a connection does not. Settings
are read again before every new connection to the broker.
"""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

import frappe
import pymysql
import redis

from gigafibre_fsm.exceptions import CallerError
from gigafibre_fsm.gigafibre_fsm.transaction import whole
from gigafibre_fsm.integrations.acs import events
from gigafibre_fsm.integrations.acs.mqtt import Broker, Subscription
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.errors import ProviderError
from gigafibre_fsm.subscriber.services.devices import bootstrapping

USER = "Administrator"
# Seconds.
FIRST_PAUSE, LONGEST_PAUSE = 1, 60
# A connection that lasted so long was a good one.
STEADY = 60
# Of a message that fails for a reason of its own; then the ones after it are heard.
MOST_TRIES = 3
# Everything will fail until they are back: the messages wait at the broker.
GONE = (
	pymysql.OperationalError,
	pymysql.InterfaceError,
	frappe.QueryDeadlockError,
	frappe.QueryTimeoutError,
	redis.RedisError,
)

Say = Callable[[str], None]


def listen(site: str, stop: Event, say: Say) -> None:
	"""Until told to stop: whatever ends a connection, another one begins after a pause."""
	receive, pause = _Receiver(site, say), FIRST_PAUSE
	while not stop.is_set():
		began = time.monotonic()
		try:
			Subscription(_broker(site), events.TOPIC, receive, _announce(say)).run(stop)
		except (ProviderError, *GONE) as error:
			say(str(error))
		steady = time.monotonic() - began > STEADY
		pause = FIRST_PAUSE if steady else min(pause * 2, LONGEST_PAUSE)
		# Not all the services of a broker that was restarted at the same moment.
		stop.wait(pause * random.uniform(0.5, 1))


def _announce(say: Say) -> Callable[[], None]:
	return lambda: say(f"listening to {events.TOPIC}")


def _broker(site: str) -> Broker:
	with _connection(site):
		credentials = Credentials(frappe.get_doc("FSM Settings"))
		(host,) = credentials.require("oktopus_mqtt_host")
		return Broker(
			host,
			int(credentials.optional("oktopus_mqtt_port") or 1883),
			client_id=f"gigafibre-{site}",
			user=credentials.optional("oktopus_mqtt_username"),
			password=credentials.optional("oktopus_mqtt_password"),
		)


@contextmanager
def _connection(site: str) -> Iterator[None]:
	"""As a request has it: nothing left over from the one before. The site stays known afterwards, for its sentences."""
	frappe.init(site=site, force=True)
	frappe.connect(set_admin_as_user=False)
	frappe.set_user(USER)
	try:
		yield
	finally:
		frappe.db.close()


class _Receiver:
	def __init__(self, site: str, say: Say):
		self.site, self.say = site, say
		self.tries: dict[tuple[str, bytes], int] = {}

	def __call__(self, topic: str, payload: bytes) -> bool:
		"""Whether the message was dealt with. Twice the same does what once does."""
		event = events.bootstrap(topic, payload)
		if not event:
			self.say(f"ignored: no serial in {topic[:100]!r}")
			return True
		try:
			return self._apply(event)
		except CallerError as refusal:
			self.say(f"refused: {event.serial}: {refusal}")
			return True
		except GONE as error:
			self.say(f"later: {event.serial}: {error!r}")
			return False
		except Exception as error:
			return self._given_up((topic, payload), event, error)

	def _apply(self, event: events.Bootstrap) -> bool:
		with _connection(self.site):
			boot = bootstrapping.Boot(event.oui, event.product_class, event.ip, event.firmware)
			whole(lambda: bootstrapping.bootstrap(event.serial, boot))
			frappe.db.commit()  # a message is a transaction of its own
		return True

	def _given_up(self, key: tuple[str, bytes], event: events.Bootstrap, error: Exception) -> bool:
		"""A fault of ours: noted once, and after a few tries left behind."""
		self.tries[key] = self.tries.get(key, 0) + 1
		self.say(f"failed: {event.serial}: {error!r}")
		if self.tries[key] < MOST_TRIES:
			return False
		del self.tries[key]
		with _connection(self.site):
			frappe.log_error(f"Bootstrap of {event.serial} was given up", repr(error))
			frappe.db.commit()  # the note stands by itself
		return True
