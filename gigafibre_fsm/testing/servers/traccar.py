"""Traccar's devices and the last position of each, as `/api/devices` and `/api/positions` tell them."""

from datetime import datetime, timezone
from itertools import count

from gigafibre_fsm.testing.servers.base import LocalServer, Reply, Request

FIRST_DEVICE, FIRST_POSITION = 11, 48151
PAGE = Reply(200, b"<!doctype html><title>Traccar</title>", {"Content-Type": "text/html"})


class TraccarServer(LocalServer):
	def __init__(self, token: str = "traccar-token-0001", devices: int = 3):
		super().__init__()
		self.token = token
		self.devices = [device(FIRST_DEVICE + n, f"camion{n + 1}", f"Camion {n + 1}") for n in range(devices)]
		# The last one of each device, by the device's number; one that never reported has none.
		self.positions: dict[int, dict] = {}
		self._ids = count(FIRST_POSITION)

	def answer(self, request: Request) -> Reply:
		if request.path == "/api/server":
			return Reply.json({"id": 1, "version": "6.5"})
		if not request.path.startswith("/api/"):
			return PAGE
		if request.bearer() != self.token:
			return Reply.text("HTTP 401 Unauthorized - WebApplicationException", 401)
		lists = {"/api/devices": self.devices, "/api/positions": list(self.positions.values())}
		if request.path not in lists:
			return Reply.text("HTTP 404 Not Found", 404)
		return Reply.json(lists[request.path])

	def add(self, unique_id: str) -> int:
		number = max((known["id"] for known in self.devices), default=FIRST_DEVICE) + 1
		self.devices.append(device(number, unique_id, f"Camion {unique_id}"))
		return number

	def place(self, unique_id: str, latitude: float, longitude: float, **facts) -> None:
		"""`at` is when; `speed` is in knots, as Traccar tells it."""
		(number,) = [known["id"] for known in self.devices if known["uniqueId"] == unique_id]
		time = as_time(facts.pop("at", None) or datetime.now(timezone.utc))
		self.positions[number] = {
			"id": next(self._ids),
			"deviceId": number,
			"protocol": "osmand",
			"deviceTime": time,
			"fixTime": time,
			"serverTime": time,
			"outdated": False,
			"valid": True,
			"latitude": latitude,
			"longitude": longitude,
			"altitude": 48.0,
			"speed": 0.0,
			"course": 0.0,
			"address": None,
			"accuracy": 4.0,
			"network": None,
			"geofenceIds": None,
			"attributes": {"motion": False},
			**facts,
		}

	def control_place(self, request: Request) -> Reply:
		"""`{"device", "latitude", "longitude", "speed"}`: `place`, asked for by another process."""
		order = dict(request.json() or {})
		name = order.pop("device")
		if name not in {known["uniqueId"] for known in self.devices}:
			self.add(name)
		self.place(name, order.pop("latitude"), order.pop("longitude"), **order)
		return Reply(204)


def device(number: int, unique_id: str, name: str) -> dict:
	return {
		"id": number,
		"attributes": {},
		"groupId": 0,
		"name": name,
		"uniqueId": unique_id,
		"status": "online",
		"lastUpdate": None,
		"positionId": 0,
		"phone": None,
		"model": None,
		"contact": None,
		"category": "van",
		"disabled": False,
	}


def as_time(moment: datetime) -> str:
	return moment.astimezone(timezone.utc).isoformat(timespec="milliseconds")
