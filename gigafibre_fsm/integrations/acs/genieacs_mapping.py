"""GenieACS's own forms: queries, tasks, and its nested documents."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from gigafibre_fsm.integrations.acs.adapter import DeviceHandle, Value

ROOTS = ("Device", "InternetGatewayDevice")
# Enough to know a device by.
IDENTITY = ("_id", "_lastInform", *(f"{root}.DeviceInfo.SoftwareVersion" for root in ROOTS))


def by_serial(serials: Sequence[str]) -> str:
	"""A text between slashes or with a star would be a pattern there: the caller gives plain ones."""
	names = list(serials)
	return json.dumps({"$or": [{"_deviceId._SerialNumber": {"$in": names}}, {"_id": {"$in": names}}]})


def query(**conditions: str) -> str:
	return json.dumps({name.replace("id_", "_id"): value for name, value in conditions.items()})


def handle(document: Mapping[str, Any]) -> DeviceHandle:
	root = next((root for root in ROOTS if root in document), "")
	return DeviceHandle(document["_id"], root=root, last_seen=moment(document.get("_lastInform")))


def moment(text: str | None) -> datetime | None:
	try:
		found = datetime.fromisoformat((text or "").replace("Z", "+00:00"))
	except ValueError:
		return None
	return found if found.tzinfo else found.replace(tzinfo=timezone.utc)


def flat(document: Mapping[str, Any]) -> dict[str, str]:
	"""`Device.WiFi.SSID.1.SSID` → its value, as text."""
	return dict(_leaves(document, ""))


def _leaves(node: Mapping[str, Any], path: str) -> Iterator[tuple[str, str]]:
	for name, child in node.items():
		if name.startswith("_") or not isinstance(child, Mapping):
			continue
		place = f"{path}.{name}" if path else name
		if "_value" in child:
			yield place, text(child["_value"])
		yield from _leaves(child, place)


def text(value: object) -> str:
	if isinstance(value, bool):
		return "true" if value else "false"
	return "" if value is None else str(value)


# GenieACS dies of a task whose name it does not know: these functions write all that we send.


def refresh_task(part: str) -> dict:
	return {"name": "refreshObject", "objectName": part}


def reboot_task() -> dict:
	return {"name": "reboot"}


def set_task(values: Sequence[Value]) -> dict:
	return {"name": "setParameterValues", "parameterValues": [list(each) for each in values]}


def sets(task: Mapping[str, Any], values: Iterable[Value]) -> bool:
	"""Whether the task says just this; servers write numbers and booleans in their own way."""
	told = {row[0]: text(row[1]) for row in task.get("parameterValues") or [] if len(row) > 1}
	return told == {path: text(value) for path, value, _kind in values}
