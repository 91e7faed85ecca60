"""What a device is told: values, whoever asks and whatever its data model is."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Wifi:
	enabled: bool
	ssid: str
	password: str | None = field(repr=False)
	ssid_5g: str
	password_5g: str | None = field(repr=False)


@dataclass(frozen=True)
class SipLine:
	line: int
	did: str | None
	username: str
	password: str | None = field(repr=False)
	domain: str | None
	enabled: bool


@dataclass(frozen=True)
class Gpon:
	serial: str | None
	line_profile: str | None
	service_profile: str | None
	vlan: int | None
	olt_ip: str | None
	frame: int
	slot: int
	port: int
	ont_id: int


@dataclass(frozen=True)
class Radius:
	username: str
	password: str | None = field(repr=False)


@dataclass(frozen=True)
class Configuration:
	"""A part that is None is not said: the device keeps what it has."""

	wifi: Wifi | None = None
	lines: tuple[SipLine, ...] = ()
	gpon: Gpon | None = None
	radius: Radius | None = None


NOTHING = Configuration()
