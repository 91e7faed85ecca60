"""GenieACS's northbound interface (TR-069)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from frappe import _

from gigafibre_fsm.integrations.acs import genieacs_mapping as mapping
from gigafibre_fsm.integrations.acs.adapter import Accepted, DeviceHandle, Live, Value
from gigafibre_fsm.integrations.answer import Answer
from gigafibre_fsm.integrations.auth import HeaderAuth, anonymous, basic
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.errors import PermanentError, RetryableError
from gigafibre_fsm.integrations.finding import Finding
from gigafibre_fsm.integrations.http import HttpClient, Peer

LOGIN = ("genieacs_username", "genieacs_password")
# Milliseconds that GenieACS waits for the device to call back; our own patience for the whole is longer.
WAIT = 4000
OFFLINE = "Device is offline"
SET = "setParameterValues"


@dataclass(frozen=True)
class Inventory:
	version: str
	devices: int


class GenieAcsClient:
	name = "GenieACS"

	def __init__(self, peer: Peer):
		self.http = HttpClient(peer)

	@classmethod
	def from_settings(cls, credentials: Credentials) -> "GenieAcsClient":
		return cls(credentials.peer(cls.name, "genieacs_base_url", _auth(credentials), LOGIN))

	def inventory(self) -> Inventory:
		answer = self.http.get("/devices/", params={"limit": 1, "projection": "_id"})
		answer.items()
		total = answer.headers.get("total", "")
		if not total.isdecimal():
			raise answer.unlike()
		return Inventory(answer.headers.get("GenieACS-Version", ""), int(total))

	# -- the adapter's verbs

	def find(self, serials: Sequence[str]) -> DeviceHandle | None:
		if not serials:
			return None
		found = map(mapping.handle, self._devices(mapping.by_serial(serials), mapping.IDENTITY))
		return max(found, key=lambda each: each.last_seen.timestamp() if each.last_seen else 0, default=None)

	def live(self, handle: DeviceHandle, parts: Iterable[str]) -> Live:
		document = self._one(handle, ("_lastInform", *parts))
		return Live(mapping.flat(document), last_seen=mapping.moment(document.get("_lastInform")))

	def values(self, handle: DeviceHandle, paths: Iterable[str]) -> Mapping[str, str]:
		return mapping.flat(self._one(handle, tuple(paths)))

	def refresh(self, handle: DeviceHandle, parts: Iterable[str]) -> Accepted:
		"""All in one session: the last one calls the device. What it does not take now is not left lying for later."""
		*others, last = map(mapping.refresh_task, parts)
		left = [self._put(handle, task) for task in others]
		try:
			accepted, task = self._call(handle, last)
		except RetryableError as error:
			# A long table takes its time; the device is at it.
			if not error.maybe_done:
				raise
			return Accepted.LATER
		if accepted is Accepted.OFFLINE:
			self._remove([*left, task])
		return accepted

	def reboot(self, handle: DeviceHandle) -> Accepted:
		if self._tasks(handle, "reboot"):
			return Accepted.LATER
		return self._done(handle, mapping.reboot_task())

	def set_values(self, handle: DeviceHandle, values: Sequence[Value]) -> Accepted:
		return self._done(handle, mapping.set_task(values))

	def is_waiting(self, handle: DeviceHandle, values: Sequence[Value]) -> bool:
		tasks = [each for each in self._tasks(handle, SET) if mapping.sets(each, values)]
		for task in tasks:
			self._refuse_faulted(handle, task)
		return bool(tasks)

	def withdraw(self, handle: DeviceHandle) -> None:
		self._remove(self._tasks(handle, SET))

	# -- what GenieACS has

	def _one(self, handle: DeviceHandle, projection: Sequence[str]) -> Mapping:
		found = self._devices(mapping.query(id_=handle.id), projection)
		if not found:
			raise self._unknown()
		return found[0]

	def _devices(self, query: str, projection: Sequence[str]) -> list[dict]:
		return self._list("/devices/", query, projection=",".join(projection))

	def _tasks(self, handle: DeviceHandle, name: str) -> list[dict]:
		return self._list("/tasks/", mapping.query(device=handle.id, name=name))

	def _list(self, path: str, query: str, **options: str) -> list[dict]:
		rows = self.http.get(path, params={"query": query, **options}).items()
		return [row for row in rows if isinstance(row, dict) and row.get("_id")]

	# -- tasks

	def _done(self, handle: DeviceHandle, task: dict) -> Accepted:
		accepted, task = self._call(handle, task)
		if not accepted.is_done:
			self._refuse_faulted(handle, task)
		return accepted

	def _call(self, handle: DeviceHandle, task: dict) -> tuple[Accepted, dict]:
		"""Puts the task and wakes the device."""
		answer = self._post(handle, task, {"timeout": WAIT, "connection_request": ""})
		return _accepted(answer), answer.object()

	def _put(self, handle: DeviceHandle, task: dict) -> dict:
		return self._post(handle, task, {}).object()

	def _post(self, handle: DeviceHandle, task: dict, options: dict) -> Answer:
		path = f"/devices/{quote(handle.id, safe='')}/tasks"
		answer = self.http.ask("POST", path, json=task, params=options)
		if answer.status == 404 and answer.text == "No such device":
			raise self._unknown()
		if not answer.is_success:
			raise self.http.refusal(answer)
		return answer

	def _refuse_faulted(self, handle: DeviceHandle, task: Mapping) -> None:
		"""A device's refusal shows only here. Its task would lie there for ever, so it goes."""
		faults = self._list("/faults/", mapping.query(id_=f"{handle.id}:task_{task.get('_id')}"))
		if faults:
			self._remove([task])
			raise PermanentError(_("The device refuses it: {0}.").format(_words(faults[0])))

	def _remove(self, tasks: Iterable[Mapping]) -> None:
		for task in filter(lambda each: each.get("_id"), tasks):
			answer = self.http.ask("DELETE", f"/tasks/{quote(str(task['_id']), safe='')}")
			# Done meanwhile, or the device is on the line at this moment and does it: either way nothing stays.
			if not answer.is_success and answer.status not in (404, 503):
				raise self.http.refusal(answer)

	def _unknown(self) -> PermanentError:
		return PermanentError(_("{0} does not know this device.").format(self.name), status=404)


def _accepted(answer: Answer) -> Accepted:
	"""An offline device and a queued task differ in the reason phrase alone."""
	if answer.status == 200:
		return Accepted.NOW
	return Accepted.OFFLINE if answer.reason == OFFLINE else Accepted.LATER


def _words(fault: Mapping) -> str:
	words = " ".join(str(fault.get(name) or "") for name in ("code", "message")).strip()
	return words[:160].rstrip(" .")


def _auth(credentials: Credentials) -> HeaderAuth:
	"""The interface itself has no login; a proxy before it may ask for one."""
	if not credentials.optional("genieacs_username"):
		return anonymous
	user, password = credentials.require(*LOGIN)
	return basic(user, password)


def check_connection(credentials: Credentials) -> Finding:
	inventory = GenieAcsClient.from_settings(credentials).inventory()
	return Finding(
		_("GenieACS {0} answers; devices it knows: {1}.").format(inventory.version, inventory.devices)
	)
