"""Where the technicians' vehicles are, as Traccar tells it; nothing where it is off, and one sentence where it fails."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

import frappe
from frappe.utils import convert_utc_to_system_timezone

from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.errors import ProviderError
from gigafibre_fsm.integrations.traccar.client import TraccarClient
from gigafibre_fsm.integrations.traccar.mapping import Position

# Seconds. Several dispatchers look at the same day; a server that is down shall not hold up each of their clicks.
FRESH, TROUBLED = 15, 60


@dataclass(frozen=True)
class Vehicle:
	latitude: float
	longitude: float
	speed_kmh: int
	seen_at: datetime


@dataclass(frozen=True)
class Fleet:
	"""`trouble` is the sentence for people: why no position can be had now."""

	is_on: bool = False
	vehicles: dict[str, Vehicle] = field(default_factory=dict)
	trouble: str = ""

	def of_day(self, day: date) -> dict[str, Vehicle]:
		"""Where somebody was yesterday says nothing of where they start today."""
		return {name: seen for name, seen in self.vehicles.items() if seen.seen_at.date() == day}


def fleet(devices: dict[str, str | None]) -> Fleet:
	"""`devices`: each technician's Traccar device, as it is written in their Employee."""
	settings = frappe.get_cached_doc("FSM Settings")
	if not settings.traccar_enabled:
		return Fleet()
	positions, trouble = _asked(settings)
	return Fleet(True, _matched(devices, positions), trouble)


def _asked(settings) -> tuple[list[dict], str]:
	"""Kept for a moment; other settings, and another language for the sentence, are another answer."""
	key = f"fsm.vehicles.{frappe.local.lang}.{settings.modified}"
	known = frappe.cache.get_value(key, expires=True)
	if known is None:
		known = _ask(settings)
		frappe.cache.set_value(key, known, expires_in_sec=TROUBLED if known[1] else FRESH)
	return known


def _ask(settings) -> tuple[list[dict], str]:
	try:
		positions = TraccarClient.from_settings(Credentials(settings)).positions()
	except ProviderError as error:
		return [], error.message
	return [asdict(position) for position in positions], ""


def _matched(devices: dict[str, str | None], positions: Iterable[dict]) -> dict[str, Vehicle]:
	"""By the identifier that the vehicle sends, else by Traccar's number of it: people copy the one they see."""
	known = [Position(**row) for row in positions]
	by_name = {**{str(one.number): one for one in known}, **{one.device: one for one in known}}
	wanted = {name: (device or "").strip() for name, device in devices.items()}
	return {name: _vehicle(by_name[device]) for name, device in wanted.items() if device in by_name}


def _vehicle(position: Position) -> Vehicle:
	seen_at = convert_utc_to_system_timezone(position.fixed_at).replace(tzinfo=None)
	return Vehicle(position.latitude, position.longitude, position.speed_kmh, seen_at)
