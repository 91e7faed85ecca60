"""What Oktopus's events over MQTT say: a device called for the first time, or again after a reset."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

TOPIC = "device/bootstrap/+"
LONGEST_SERIAL = 64
LONGEST = 140


@dataclass(frozen=True)
class Bootstrap:
	serial: str
	oui: str | None = None
	product_class: str | None = None
	ip: str | None = None
	firmware: str | None = None


def bootstrap(topic: str, payload: bytes) -> Bootstrap | None:
	"""The topic says which device; the payload, where it is an object, what else is known. None: no such event."""
	serial = topic.rpartition("/")[2].strip()
	if not serial or len(serial) > LONGEST_SERIAL or not serial.isprintable():
		return None
	told = _object(payload)
	return Bootstrap(
		serial,
		oui=_text(told, "oui", "OUI", "ManufacturerOUI"),
		product_class=_text(told, "product_class", "ProductClass", "Model"),
		ip=_text(told, "ip", "IP"),
		firmware=_text(told, "firmware", "Version", "SoftwareVersion"),
	)


def _object(payload: bytes) -> Mapping:
	try:
		told = json.loads(payload)
	except (ValueError, RecursionError):
		return {}
	return told if isinstance(told, Mapping) else {}


def _text(told: Mapping, *names: str) -> str | None:
	values = (told.get(name) for name in names)
	found = next((value for value in values if isinstance(value, str) and value.strip()), "")
	return " ".join(found.split())[:LONGEST] or None
