"""A configuration in a device's own words: [path, value, type], ready to be pushed.

Names are those of the Broadband Forum: TR-181 (Device) or TR-098 (InternetGatewayDevice), and TR-104 for the telephone,
whose second version moved the accounts from lines to SIP clients.
"""

import re
from collections.abc import Iterator

from gigafibre_fsm.domain.devices.configuration import Configuration, SipLine
from gigafibre_fsm.domain.devices.profiles import (
	ALWAYS,
	GPON,
	RADIUS,
	TELEPHONE,
	TR_098,
	VOICE_1,
	VOICE_2,
	WIFI,
	Band,
	Extra,
	Profile,
)

STRING = "xsd:string"
BOOLEAN = "xsd:boolean"
INT = "xsd:int"
UNSIGNED = "xsd:unsignedInt"
DATE = "xsd:dateTime"
TYPES = (STRING, BOOLEAN, INT, UNSIGNED, DATE)
TRUE = ("1", "true")
FALSE = ("0", "false")

Parameter = list

_WHOLE = re.compile(r"-?\d+")


def parameters(profile: Profile, configuration: Configuration) -> list[Parameter]:
	"""In an order that a device can follow: the network before the name of what runs on it."""
	return [
		*_vlan(profile, configuration),
		*_ppp(profile, configuration),
		*_wifi(profile, configuration),
		*_telephone(profile, configuration),
		*_extras(profile, configuration),
	]


def typed(value: str, kind: str) -> str | int | bool:
	"""
	:raises ValueError: where the text is not of that type.
	"""
	if kind == BOOLEAN:
		return _boolean(value)
	if kind in (INT, UNSIGNED):
		if not _WHOLE.fullmatch(value) or (kind == UNSIGNED and int(value) < 0):
			raise ValueError(value)
		return int(value)
	return value


def _boolean(value: str) -> bool:
	if value.lower() not in TRUE + FALSE:
		raise ValueError(value)
	return value.lower() in TRUE


def _vlan(profile: Profile, configuration: Configuration) -> Iterator[Parameter]:
	if profile.vlan_path and configuration.gpon and configuration.gpon.vlan:
		yield [profile.vlan_path, configuration.gpon.vlan, UNSIGNED]


def _ppp(profile: Profile, configuration: Configuration) -> Iterator[Parameter]:
	if not (profile.ppp_path and configuration.radius):
		return
	yield [f"{profile.ppp_path}.Username", configuration.radius.username, STRING]
	if configuration.radius.password:
		yield [f"{profile.ppp_path}.Password", configuration.radius.password, STRING]


def _wifi(profile: Profile, configuration: Configuration) -> Iterator[Parameter]:
	wifi = configuration.wifi
	if not wifi:
		return
	radios = (
		(profile.band_24, wifi.ssid, wifi.password),
		(profile.band_5, wifi.ssid_5g, wifi.password_5g),
	)
	for band, ssid, password in radios:
		if band:
			yield from _network(profile, band, wifi.enabled, ssid, password)


def _network(
	profile: Profile, band: Band, enabled: bool, ssid: str, password: str | None
) -> Iterator[Parameter]:
	network, passphrase = _wifi_paths(profile, band)
	yield [f"{network}.Enable", enabled, BOOLEAN]
	if not enabled:
		return
	yield [f"{network}.SSID", ssid, STRING]
	if password:
		yield [passphrase, password, STRING]


def _wifi_paths(profile: Profile, band: Band) -> tuple[str, str]:
	"""The object of the network, and where its password is."""
	if profile.data_model == TR_098:
		network = f"{profile.root}.LANDevice.1.WLANConfiguration.{band.ssid}"
		return network, f"{network}.{profile.passphrase}"
	access_point = f"{profile.root}.WiFi.AccessPoint.{band.access_point}"
	return f"{profile.root}.WiFi.SSID.{band.ssid}", f"{access_point}.Security.KeyPassphrase"


def _telephone(profile: Profile, configuration: Configuration) -> Iterator[Parameter]:
	"""A port without a line of its own is switched off: it may have had one."""
	spell = _VOICES.get(profile.voice)
	if not (spell and configuration.lines):
		return
	by_number = {line.line: line for line in configuration.lines}
	domain = next((line.domain for line in configuration.lines if line.enabled and line.domain), None)
	yield from spell(profile, domain, [by_number.get(port + 1) for port in range(profile.voice_lines)])


def _voice_1(profile: Profile, domain: str | None, ports: list[SipLine | None]) -> Iterator[Parameter]:
	service = f"{profile.root}.Services.VoiceService.{profile.voice_service}"
	voice = f"{service}.VoiceProfile.{profile.voice_profile}"
	yield from _servers(f"{voice}.SIP", domain)
	for number, line in enumerate(ports, start=1):
		port = f"{voice}.Line.{number}"
		if line and line.enabled:
			yield [f"{port}.DirectoryNumber", line.did or line.username, STRING]
			yield from _login(f"{port}.SIP", line)
			yield [f"{port}.SIP.URI", line.username, STRING]
		yield [f"{port}.Enable", "Enabled" if line and line.enabled else "Disabled", STRING]


def _voice_2(profile: Profile, domain: str | None, ports: list[SipLine | None]) -> Iterator[Parameter]:
	service = f"{profile.root}.Services.VoiceService.{profile.voice_service}"
	yield from _servers(f"{service}.SIP.Network.{profile.voice_profile}", domain)
	for number, line in enumerate(ports, start=1):
		client, port = f"{service}.SIP.Client.{number}", f"{service}.CallControl.Line.{number}"
		enabled = bool(line and line.enabled)
		if line and enabled:
			yield [f"{port}.DirectoryNumber", line.did or line.username, STRING]
			yield from _login(client, line)
			yield [f"{client}.RegisterURI", _uri(line), STRING]
		yield [f"{client}.Enable", enabled, BOOLEAN]
		yield [f"{port}.Enable", enabled, BOOLEAN]


_VOICES = {VOICE_1: _voice_1, VOICE_2: _voice_2}


def _servers(sip: str, domain: str | None) -> Iterator[Parameter]:
	if domain:
		for name in ("ProxyServer", "RegistrarServer", "UserAgentDomain"):
			yield [f"{sip}.{name}", domain, STRING]


def _login(sip: str, line: SipLine) -> Iterator[Parameter]:
	yield [f"{sip}.AuthUserName", line.username, STRING]
	if line.password:
		yield [f"{sip}.AuthPassword", line.password, STRING]


def _uri(line: SipLine) -> str:
	return f"sip:{line.username}@{line.domain}" if line.domain else f"sip:{line.username}"


def _extras(profile: Profile, configuration: Configuration) -> Iterator[Parameter]:
	told = {
		ALWAYS: True,
		WIFI: bool(configuration.wifi),
		TELEPHONE: bool(configuration.lines),
		GPON: bool(configuration.gpon),
		RADIUS: bool(configuration.radius),
	}
	return (_extra(extra) for extra in profile.extras if told[extra.part])


def _extra(extra: Extra) -> Parameter:
	return [extra.path, typed(extra.value, extra.type), extra.type]
