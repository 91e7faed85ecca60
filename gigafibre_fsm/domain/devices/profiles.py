"""How a family of devices spells its configuration, and which family a device is of."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fnmatch import translate
from functools import cached_property

TR_098 = "TR-098"
TR_181 = "TR-181"
ROOTS = {TR_098: "InternetGatewayDevice", TR_181: "Device"}

NO_VOICE = "None"
VOICE_1 = "v1"
VOICE_2 = "v2"

ALWAYS = "Always"
WIFI = "WiFi"
TELEPHONE = "Telephone"
GPON = "GPON"
RADIUS = "RADIUS"
PARTS = (ALWAYS, WIFI, TELEPHONE, GPON, RADIUS)

_NOISE = re.compile(r"[\s\-_]+")


@dataclass(frozen=True)
class Band:
	"""Instances of one radio's network. Their numbers are not promised to be the same."""

	ssid: int
	access_point: int


@dataclass(frozen=True)
class Extra:
	"""A parameter with a fixed value, told with a part of the configuration or always."""

	path: str
	value: str
	type: str
	part: str = ALWAYS


@dataclass(frozen=True)
class Profile:
	name: str
	data_model: str
	patterns: tuple[str, ...] = ()
	serial_prefixes: tuple[str, ...] = ()
	band_24: Band | None = None
	band_5: Band | None = None
	# Below WLANConfiguration.{i}; TR-181 has one place for it.
	passphrase: str = "PreSharedKey.1.KeyPassphrase"
	voice: str = NO_VOICE
	voice_service: int = 1
	voice_profile: int = 1
	voice_lines: int = 2
	vlan_path: str | None = None
	# The object of the PPP connection, whose Username and Password are RADIUS's.
	ppp_path: str | None = None
	extras: tuple[Extra, ...] = ()

	@property
	def root(self) -> str:
		return ROOTS[self.data_model]

	@cached_property
	def _expressions(self) -> tuple[tuple[int, re.Pattern], ...]:
		return tuple((len(pattern), re.compile(translate(plain(pattern)))) for pattern in self.patterns)

	def matches_model(self, model: str) -> int:
		"""0: not at all; otherwise the more the closer."""
		return max((length for length, pattern in self._expressions if pattern.match(model)), default=0)

	def matches_serial(self, serials: Iterable[str]) -> int:
		return max(
			(
				len(prefix)
				for prefix in self.serial_prefixes
				for serial in serials
				if serial.startswith(prefix)
			),
			default=0,
		)


def plain(text: str | None) -> str:
	"""`XX-230v` and `xx230V` are one model."""
	return _NOISE.sub("", text or "").upper()


def choose(
	profiles: Iterable[Profile], brand: str | None, model: str | None, serials: Iterable[str | None]
) -> Profile | None:
	"""By its model, as its label or the device itself tells it; else by the maker's prefix of a serial."""
	known = list(profiles)
	models = {plain(model), plain((brand or "") + (model or ""))} - {""}
	written = [serial for serial in serials if serial]
	by_model = _best(known, lambda one: max((one.matches_model(name) for name in models), default=0))
	return by_model or _best(known, lambda one: one.matches_serial(written))


def _best(profiles: list[Profile], score: Callable[[Profile], int]) -> Profile | None:
	found = max(profiles, key=score, default=None)
	return found if found and score(found) else None
