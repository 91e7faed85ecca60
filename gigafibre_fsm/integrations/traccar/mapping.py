"""What Traccar tells of devices and positions, as this app understands it."""

from dataclasses import dataclass
from datetime import datetime, timezone

KMH_PER_KNOT = 1.852


@dataclass(frozen=True)
class Position:
	"""`device` is the identifier that the vehicle sends, `number` Traccar's own of it."""

	device: str
	number: int
	latitude: float
	longitude: float
	speed_kmh: int
	fixed_at: datetime


def positions(devices: list, rows: list) -> list[Position]:
	"""Without those of devices that are switched off in Traccar or never had a fix.

	:raises KeyError, TypeError, ValueError: where these are not Traccar's.
	"""
	names = {device["id"]: str(device["uniqueId"]) for device in devices if not device.get("disabled")}
	return [
		_position(names[row["deviceId"]], row) for row in rows if row["deviceId"] in names and _is_fix(row)
	]


def _is_fix(row: dict) -> bool:
	"""A device without a view of the sky reports all the same: Traccar then gives nought and nought, if nothing else."""
	return bool(row["latitude"] or row["longitude"])


def _position(name: str, row: dict) -> Position:
	return Position(
		device=name,
		number=int(row["deviceId"]),
		latitude=float(row["latitude"]),
		longitude=float(row["longitude"]),
		speed_kmh=round(float(row.get("speed") or 0) * KMH_PER_KNOT),
		fixed_at=_moment(row["fixTime"]),
	)


def _moment(text: str) -> datetime:
	"""In UTC. Traccar 4 writes `+0000`, later ones `+00:00`."""
	return datetime.fromisoformat(text).astimezone(timezone.utc)
