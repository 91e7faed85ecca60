"""A subscription at an MQTT broker that loses nothing: a message is acknowledged when it was dealt with, and not before.

The broker keeps what comes while nobody listens, under the client's name, and sends again what was not acknowledged.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

from frappe import _
from paho.mqtt.client import MQTT_ERR_SUCCESS, CallbackAPIVersion, Client, MQTTMessage
from paho.mqtt.reasoncodes import ReasonCode

from gigafibre_fsm.integrations.errors import ConfigurationError, ProviderError, RetryableError

AT_LEAST_ONCE = 1
# Seconds.
KEEPALIVE = 60
CONNECT_TIMEOUT = 10
TICK = 0.5
# The port that is registered for MQTT over TLS.
TLS_PORT = 8883
LOGIN_REFUSED = ("Not authorized", "Bad user name or password", "Client identifier not valid", "Banned")

# Whether it was dealt with; False to have it again.
Handle = Callable[[str, bytes], bool]


@dataclass(frozen=True)
class Broker:
	host: str
	port: int
	# Two that listen under one name would throw each other out.
	client_id: str
	user: str = ""
	password: str = field(default="", repr=False)

	@property
	def place(self) -> str:
		return f"{self.host}:{self.port}"


class Subscription:
	def __init__(self, broker: Broker, topic: str, handle: Handle, listening: Callable[[], None]):
		"""`listening` is called when the broker has confirmed it."""
		self.broker, self.topic, self.handle, self.listening = broker, topic, handle, listening
		self._error: ProviderError | None = None

	def run(self, stop: Event) -> None:
		"""Until told to stop; raises RetryableError or ConfigurationError when the connection ends by itself."""
		client = self._client()
		self._connect(client)
		try:
			while not stop.is_set() and not self._error:
				if client.loop(TICK) != MQTT_ERR_SUCCESS:
					self._error = self._error or self._lost()
		finally:
			client.disconnect()
		if self._error:
			raise self._error

	def _client(self) -> Client:
		client = Client(
			CallbackAPIVersion.VERSION2, self.broker.client_id, clean_session=False, manual_ack=True
		)
		if self.broker.user:
			client.username_pw_set(self.broker.user, self.broker.password)
		if self.broker.port == TLS_PORT:
			client.tls_set()
		client.connect_timeout = CONNECT_TIMEOUT
		client.on_connect, client.on_subscribe = self._connected, self._subscribed
		client.on_message = self._received
		return client

	def _connect(self, client: Client) -> None:
		try:
			client.connect(self.broker.host, self.broker.port, KEEPALIVE)
		except (OSError, ValueError) as error:
			sentence = _("The MQTT broker at {0} cannot be reached ({1}).")
			raise RetryableError(sentence.format(self.broker.place, error)) from None

	def _connected(self, client: Client, data, flags, reason: ReasonCode, properties) -> None:
		if not reason.is_failure:
			client.subscribe(self.topic, AT_LEAST_ONCE)
			return
		kind = ConfigurationError if str(reason) in LOGIN_REFUSED else RetryableError
		sentence = _("The MQTT broker at {0} refuses the connection ({1}).")
		self._error = kind(sentence.format(self.broker.place, reason))

	def _subscribed(self, client: Client, data, mid: int, reasons: list[ReasonCode], properties) -> None:
		if any(reason.is_failure for reason in reasons):
			sentence = _("The MQTT broker at {0} does not let us read {1}.")
			self._error = ConfigurationError(sentence.format(self.broker.place, self.topic))
			return
		self.listening()

	def _received(self, client: Client, data, message: MQTTMessage) -> None:
		# After one that failed nothing more: the broker sends all of them again, in their order.
		if self._error:
			return
		if self.handle(message.topic, message.payload):
			client.ack(message.mid, message.qos)
		else:
			self._error = RetryableError(_("A message could not be dealt with now; it is asked for again."))

	def _lost(self) -> RetryableError:
		return RetryableError(
			_("The connection to the MQTT broker at {0} was lost.").format(self.broker.place)
		)
