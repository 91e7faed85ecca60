"""Oktopus (TR-369, and TR-069 beside it): its REST interface.

It keeps nothing for later: what a device is told, it is told now or not at all.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from urllib.parse import quote
from xml.etree.ElementTree import Element

from frappe import _

from gigafibre_fsm.integrations.acs import soap, usp
from gigafibre_fsm.integrations.acs.adapter import Accepted, DeviceHandle, Live, Value
from gigafibre_fsm.integrations.answer import Answer
from gigafibre_fsm.integrations.auth import bare
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.errors import PermanentError, ProviderError, RetryableError
from gigafibre_fsm.integrations.finding import Finding
from gigafibre_fsm.integrations.http import HttpClient, Peer

LOGIN = ("oktopus_username", "oktopus_password")
CWMP = "cwmp"
# Fields of its record of a device, and what the rest of its paths call them.
WAYS = {"Mqtt": "mqtt", "Websockets": "ws", "Stomp": "stomp", "Cwmp": CWMP}
ONLINE = 2
BUSY, TIMED_OUT = 409, 408
# With the reason in words: it could not be called, or has not been there for a while.
NOT_REACHED = (400, 503)


class OktopusClient:
	name = "Oktopus"

	def __init__(self, peer: Peer, user: str, password: str):
		self.peer = Peer(peer.name, peer.base_url, peer.url_label, peer.login_labels, secrets=(password,))
		self.user = user
		self._password = password

	@classmethod
	def from_settings(cls, credentials: Credentials) -> "OktopusClient":
		user, password = credentials.require(*LOGIN)
		return cls(credentials.peer(cls.name, "oktopus_base_url", login=LOGIN), user, password)

	def device_count(self) -> int:
		# Pages of one device each: their number is the number of devices.
		answer = self._session.get("/api/device", params={"page_size": 1})
		answer.take("devices", list)
		return answer.take("pages", int)

	@cached_property
	def _session(self) -> HttpClient:
		"""A client with a token of its own: they expire, and one call more is cheap."""
		login = {"email": self.user, "password": self._password}
		answer = HttpClient(self.peer).call("PUT", "/api/auth/login", json=login)
		token = answer.json()
		if not isinstance(token, str) or not token:
			raise answer.unlike()
		peer = self.peer
		return HttpClient(
			Peer(
				peer.name, peer.base_url, peer.url_label, peer.login_labels, bare(token), secrets=peer.secrets
			)
		)

	# -- the adapter's verbs

	def find(self, serials: Sequence[str]) -> DeviceHandle | None:
		"""It looks devices up by one exact serial at a time."""
		return next(filter(None, map(self._named, serials)), None)

	def live(self, handle: DeviceHandle, parts: Iterable[str]) -> Live:
		if not handle.online:
			return Live(online=False)
		paths = [f"{part}." for part in parts]
		if handle.way == CWMP:
			paths = self._existing(handle, paths)
		return Live(self._read(handle, paths), online=True)

	def values(self, handle: DeviceHandle, paths: Iterable[str]) -> Mapping[str, str]:
		return self._read(handle, list(paths))

	def refresh(self, handle: DeviceHandle, parts: Iterable[str]) -> Accepted:
		"""Every reading asks the device itself."""
		return Accepted.NOW if handle.online else Accepted.OFFLINE

	def reboot(self, handle: DeviceHandle) -> Accepted:
		if handle.way == CWMP:
			self._cwmp(handle, "generic", soap.reboot())
		else:
			self._usp(handle, "operate", usp.reboot())
		return Accepted.NOW

	def set_values(self, handle: DeviceHandle, values: Sequence[Value]) -> Accepted:
		if handle.way != CWMP:
			self._usp(handle, "set", usp.set_values(values))
			return Accepted.NOW
		answer = self._cwmp(handle, "setParameterValues", soap.set_values(values))
		return Accepted.LATER if soap.status(answer) == "1" else Accepted.NOW

	def is_waiting(self, handle: DeviceHandle, values: Sequence[Value]) -> bool:
		return False

	def withdraw(self, handle: DeviceHandle) -> None:
		"""It keeps nothing that could be taken back."""

	# -- devices

	def _named(self, serial: str) -> DeviceHandle | None:
		answer = self._session.ask("GET", "/api/device", params={"id": serial})
		if answer.status == 404:
			return None
		if not answer.is_success:
			raise self._session.refusal(answer)
		return _handle(answer.object())

	def _read(self, handle: DeviceHandle, paths: Sequence[str]) -> dict[str, str]:
		if handle.way != CWMP:
			return usp.values(self._usp(handle, "get", usp.get(paths)))
		try:
			return self._read_all(handle, paths)
		except _Unknown:
			# The device refuses the whole question for one path that it does not have.
			return {name: value for path in paths for name, value in self._read_one(handle, path).items()}

	def _read_all(self, handle: DeviceHandle, paths: Sequence[str]) -> dict[str, str]:
		return soap.values(self._cwmp(handle, "getParameterValues", soap.get_values(paths))) if paths else {}

	def _read_one(self, handle: DeviceHandle, path: str) -> dict[str, str]:
		try:
			return self._read_all(handle, [path])
		except _Unknown:
			return {}

	def _existing(self, handle: DeviceHandle, paths: Iterable[str]) -> list[str]:
		"""Those whose first two names the device has: each question is a session of its own, so few are asked."""
		roots = self._below(handle, "")
		objects = tuple(name for root in roots for name in self._below(handle, root))
		return [path for path in paths if path.startswith(objects)]

	def _below(self, handle: DeviceHandle, path: str) -> list[str]:
		return soap.names(self._cwmp(handle, "getParameterNames", soap.get_names(path)))

	# -- messages

	def _cwmp(self, handle: DeviceHandle, verb: str, message: str) -> Element:
		answer = self._tell(f"cwmp/{_quoted(handle)}/{verb}", data=message.encode())
		return self._understood(answer, soap.read)

	def _usp(self, handle: DeviceHandle, verb: str, message: dict) -> dict:
		answer = self._tell(f"{_quoted(handle)}/{handle.way or 'any'}/{verb}", json=message).object()
		if refusal := usp.refusal(answer):
			raise _refused(refusal)
		return answer

	def _understood(self, answer: Answer, read: Callable[[bytes], Element]) -> Element:
		try:
			return read(answer.body)
		except soap.Unreadable:
			raise PermanentError(_("What the device says cannot be read.")) from None
		except soap.Fault as fault:
			if fault.code == soap.UNKNOWN_PARAMETER:
				raise _Unknown(_refused(str(fault)).message) from None
			raise _refused(str(fault)) from None

	def _tell(self, path: str, **content) -> Answer:
		answer = self._session.ask("PUT", f"/api/device/{path}", **content)
		if answer.is_success:
			return answer
		raise self._not_told(answer)

	def _not_told(self, answer: Answer) -> ProviderError:
		if answer.status == 404:
			return PermanentError(_("{0} does not know this device.").format(self.name), status=404)
		if answer.status in (BUSY, TIMED_OUT, *NOT_REACHED):
			sentence = _("The device does not answer {0} now ({1}). Try again later.")
			told = sentence.format(self.name, answer.said())
			return RetryableError(told, status=answer.status, maybe_done=answer.status == TIMED_OUT)
		return self._session.refusal(answer)


class _Unknown(PermanentError):
	"""The device does not have this parameter."""


def _refused(words: str) -> PermanentError:
	return PermanentError(_("The device refuses it: {0}.").format(words[:160].rstrip(" .")))


def _quoted(handle: DeviceHandle) -> str:
	return quote(handle.id, safe="")


def _handle(device: Mapping) -> DeviceHandle:
	ways = [way for field, way in WAYS.items() if device.get(field) == ONLINE]
	online = device.get("Status") == ONLINE
	# One that is away may come back either way; TR-069 is what it had before.
	way = ways[0] if ways else CWMP if "Cwmp" in device else ""
	root = "" if way == CWMP else "Device"
	return DeviceHandle(str(device.get("SN") or ""), root=root, way=way, online=online)


def check_connection(credentials: Credentials) -> Finding:
	devices = OktopusClient.from_settings(credentials).device_count()
	return Finding(_("Oktopus accepts the login; devices it knows: {0}.").format(devices))
