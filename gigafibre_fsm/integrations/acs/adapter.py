"""What every device server can do for us, whichever protocol it speaks to the devices."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Protocol

# Path, value, type: `("Device.WiFi.SSID.1.SSID", "Roy", "xsd:string")`.
Value = tuple[str, str | int | bool, str]


class Accepted(Enum):
	"""All three are a yes."""

	NOW = "now"
	# When the device next reports.
	LATER = "later"
	# Later too, and we know why.
	OFFLINE = "offline"

	@property
	def is_done(self) -> bool:
		return self is Accepted.NOW


@dataclass(frozen=True)
class DeviceHandle:
	"""A device as its server knows it."""

	id: str
	# Device or InternetGatewayDevice; empty where the server does not tell.
	root: str = ""
	# The way the server reaches it, where there are several.
	way: str = ""
	last_seen: datetime | None = None
	# None where only the time of the last report is known.
	online: bool | None = None


@dataclass(frozen=True)
class Live:
	"""What the server has from the device; passwords among the values are empty or made up."""

	parameters: Mapping[str, str] = field(default_factory=dict, repr=False)
	last_seen: datetime | None = None
	online: bool | None = None


class Adapter(Protocol):
	"""Raises the errors of integrations/errors.py and nothing else."""

	name: str

	def find(self, serials: Sequence[str]) -> DeviceHandle | None:
		"""The device that goes by one of these spellings; of several records the one that reported last."""

	def live(self, handle: DeviceHandle, parts: Iterable[str]) -> Live:
		"""What is known below these objects, such as `Device.WiFi`."""

	def refresh(self, handle: DeviceHandle, parts: Iterable[str]) -> Accepted:
		"""Asks the device itself, so that `live` is of this minute."""

	def reboot(self, handle: DeviceHandle) -> Accepted:
		"""Asked twice while it waits, it happens once."""

	def set_values(self, handle: DeviceHandle, values: Sequence[Value]) -> Accepted: ...

	def is_waiting(self, handle: DeviceHandle, values: Sequence[Value]) -> bool:
		"""Whether these were accepted earlier and are not set yet; PermanentError where the device refused them."""

	def withdraw(self, handle: DeviceHandle) -> None:
		"""Takes back all values that were accepted and are not set yet."""

	def values(self, handle: DeviceHandle, paths: Iterable[str]) -> Mapping[str, str]:
		"""To read back what was set. A parameter that the device does not have is not in the answer."""
