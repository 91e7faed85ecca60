"""GenieACS 1.2.14's northbound interface, answered as a real one was seen to answer.

Its devices are there or away. One that is there takes its waiting tasks as soon as it is called; one that is away takes them when a
test says `inform`.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from secrets import token_hex
from threading import RLock
from typing import Any
from urllib.parse import parse_qs, unquote

from gigafibre_fsm.testing.servers.base import HangUp, LocalServer, Reply, Request
from gigafibre_fsm.testing.servers.device_trees import TREES, WRITE_ONLY

VERSION = {"GenieACS-Version": "1.2.14"}
TASKS = {"refreshObject", "getParameterValues", "setParameterValues", "reboot", "factoryReset"}
UNREAD = "SyntaxError: Unexpected token in JSON at position 0"


@dataclass
class Device:
	id: str
	serial: str
	# What the device itself holds, and what the server knows of it.
	tree: dict[str, Any]
	known: dict[str, Any] = field(default_factory=dict)
	is_there: bool = True
	last_inform: datetime = field(default_factory=lambda: datetime.now(timezone.utc))
	refuses: set[str] = field(default_factory=set)
	reboots: int = 0

	def document(self) -> dict:
		document: dict[str, Any] = {
			"_id": self.id,
			"_deviceId": {"_SerialNumber": self.serial},
			"_lastInform": _iso(self.last_inform),
		}
		for path, value in self.known.items():
			place = document
			for name in path.split("."):
				place = place.setdefault(name, {"_object": True, "_writable": True})
			place |= {
				"_object": False,
				"_value": value,
				"_type": _type(value),
				"_timestamp": _iso(self.last_inform),
			}
		return document


class GenieAcsServer(LocalServer):
	"""The interface has no login of its own; `login` stands for a proxy before it."""

	def __init__(self, login: tuple[str, str] | None = None, devices: int = 7550):
		super().__init__()
		self.login, self.others = login, devices
		self.devices: dict[str, Device] = {}
		self.tasks: list[dict] = []
		self.faults: list[dict] = []
		self.crashes = 0
		self._lock = RLock()

	# -- what a test does

	def add(self, serial: str, tree: Mapping[str, Any], id: str = "", **values) -> Device:
		device = Device(id or f"00259E-HG8245-{serial}", serial, dict(tree), dict(tree), **values)
		self.devices[device.id] = device
		return device

	def inform(self, device: Device) -> None:
		"""The device reports by itself, and takes what waits for it."""
		with self._lock:
			device.last_inform = datetime.now(timezone.utc) + timedelta(milliseconds=1)
			for task in [task for task in self.tasks if task["device"] == device.id]:
				self._run(device, task)

	def control_add(self, request: Request) -> Reply:
		"""`{"serial": …, "tree": "deco", "is_there": true}`"""
		order = dict(request.json() or {})
		self.add(order["serial"], TREES[order["tree"]], is_there=order.get("is_there", True))
		return Reply(204)

	def control_inform(self, request: Request) -> Reply:
		self.inform(self.devices[dict(request.json() or {})["id"]])
		return Reply(204)

	# -- what it answers

	def answer(self, request: Request) -> Reply:
		if self.login and request.basic_login() != self.login:
			return Reply(401, b"<html>401 Authorization Required</html>", {"WWW-Authenticate": "Basic"})
		with self._lock:
			return self._route(request)

	def _route(self, request: Request) -> Reply:
		parts = request.path.strip("/").split("/")
		if len(parts) == 3 and (parts[0], parts[2]) == ("devices", "tasks"):
			return self._tell(unquote(parts[1]), request)
		if len(parts) == 2 and parts[0] == "tasks" and request.method == "DELETE":
			return self._forget(unquote(parts[1]))
		lists = {"devices": self._documents, "tasks": lambda: self.tasks, "faults": lambda: self.faults}
		if len(parts) != 1 or parts[0] not in lists:
			return _text("404 Not Found", 404)
		if request.method != "GET":
			return Reply(405, b"405 Method Not Allowed", {"Allow": "GET, HEAD", **VERSION})
		return self._list(lists[parts[0]](), request)

	def _documents(self) -> list[dict]:
		return [device.document() for device in self.devices.values()]

	def _list(self, rows: list[dict], request: Request) -> Reply:
		try:
			query = json.loads(request.parameter("query", "{}"))
		except ValueError:
			return _text(UNREAD, 400)
		found = [_projected(row, request.parameter("projection")) for row in rows if _matches(row, query)]
		total = len(found)
		if not query and request.path.startswith("/devices"):
			total += self.others
			found += [{"_id": "00259E-HG8245-48575443"}][: self.others]
		limit = int(request.parameter("limit", "1000000"))
		lines = ",\n".join(json.dumps(row) for row in found[:limit])
		headers = {"Content-Type": "application/json", "total": str(total), **VERSION}
		return Reply(200, f"[\n{lines}\n]".encode(), headers)

	# -- tasks

	def _tell(self, name: str, request: Request) -> Reply:
		if request.method != "POST":
			return Reply(405, b"405 Method Not Allowed", {"Allow": "POST", **VERSION})
		try:
			task = dict(request.json() or {})
		except ValueError:
			return _text(UNREAD, 400)
		device = self.devices.get(name)
		if not device:
			return _text("No such device", 404)
		if task.get("name") not in TASKS:
			self.crashes += 1
			raise HangUp
		task |= {"device": name, "timestamp": _iso(datetime.now(timezone.utc)), "_id": token_hex(12)}
		self.tasks.append(task)
		return self._woken(device, task, "connection_request" in _names(request))

	def _woken(self, device: Device, task: dict, is_called: bool) -> Reply:
		body = {"Content-Type": "application/json", **VERSION}
		if not is_called:
			return Reply(202, json.dumps(task).encode(), body)
		if not device.is_there:
			return Reply(202, json.dumps(task).encode(), body, "Device is offline")
		self.inform(device)
		status = 202 if task in self.tasks else 200
		return Reply(status, json.dumps(task).encode(), body)

	def _run(self, device: Device, task: dict) -> None:
		if task["name"] in device.refuses:
			# It stays among the tasks.
			self._fault(device, task)
			return
		self.tasks.remove(task)
		if task["name"] == "reboot":
			device.reboots += 1
		elif task["name"] == "setParameterValues":
			_set(device, task["parameterValues"])
		elif task["name"] == "refreshObject":
			below = f"{task['objectName']}."
			device.known |= {path: value for path, value in device.tree.items() if path.startswith(below)}

	def _fault(self, device: Device, task: dict) -> None:
		name = f"{device.id}:task_{task['_id']}"
		detail = {"faultCode": "9000", "faultString": "Method not supported"}
		if name not in {fault["_id"] for fault in self.faults}:
			self.faults.append(
				{
					"_id": name,
					"device": device.id,
					"channel": f"task_{task['_id']}",
					"code": "cwmp.9000",
					"message": "Method not supported",
					"detail": detail,
					"retries": 0,
				}
			)

	def _forget(self, name: str) -> Reply:
		if not any(task["_id"] == name for task in self.tasks):
			return _text("Task not found", 404)
		self.tasks = [task for task in self.tasks if task["_id"] != name]
		self.faults = [fault for fault in self.faults if not fault["_id"].endswith(f":task_{name}")]
		return Reply(200, b"", VERSION)


def _set(device: Device, values: list[list]) -> None:
	"""A parameter that the device does not have is passed over without a word."""
	for path, value, *_kind in values:
		if path in device.tree:
			device.tree[path] = value
			device.known[path] = "" if path.endswith(WRITE_ONLY) else value


def _matches(document: dict, query: dict) -> bool:
	for name, wanted in query.items():
		if name == "$or":
			if not any(_matches(document, each) for each in wanted):
				return False
		elif not _is(_at(document, name), wanted):
			return False
	return True


def _at(document: dict, path: str) -> object:
	place: Any = document
	for name in path.split("."):
		place = place.get(name) if isinstance(place, dict) else None
	return place.get("_value") if isinstance(place, dict) else place


def _is(value: object, wanted: object) -> bool:
	if isinstance(wanted, dict):
		return any(_is(value, each) for each in wanted["$in"])
	if isinstance(wanted, str) and isinstance(value, str):
		# A text between slashes, or with a star, is a pattern to the real one as well.
		if match := re.fullmatch(r"/(.*?)/(g?i?m?y?)", wanted):
			return bool(re.search(match[1], value))
		if "*" in wanted:
			return bool(re.fullmatch(".*".join(map(re.escape, wanted.split("*"))), value))
	return value == wanted


def _projected(document: dict, projection: str) -> dict:
	if not projection:
		return document
	found: dict[str, Any] = {"_id": document["_id"]}
	for path in projection.split(","):
		names = path.strip().split(".")
		source: Any = document
		for name in names:
			source = source.get(name) if isinstance(source, dict) else None
		if source is not None:
			place = found
			for name in names[:-1]:
				place = place.setdefault(name, {})
			place[names[-1]] = source
	return found


def _names(request: Request) -> set[str]:
	"""Of the query's parameters: one without a value counts."""
	return set(parse_qs(request.raw_query, keep_blank_values=True))


def _type(value: object) -> str:
	return {bool: "xsd:boolean", int: "xsd:unsignedInt"}.get(type(value), "xsd:string")


def _iso(moment: datetime) -> str:
	return moment.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _text(text: str, status: int) -> Reply:
	return Reply(status, text.encode(), VERSION)
