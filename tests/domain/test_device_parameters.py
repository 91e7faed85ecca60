"""What each family of devices is told, in its own words: whole lists, for the profiles that the product ships."""

import json
from pathlib import Path

import pytest

from gigafibre_fsm.domain.devices.configuration import NOTHING, Configuration, Gpon, Radius, SipLine, Wifi
from gigafibre_fsm.domain.devices.parameters import parameters, typed
from gigafibre_fsm.domain.devices.profiles import Band, Extra, Profile, choose

FILE = Path(__file__).parents[2] / "gigafibre_fsm" / "setup" / "data" / "device_profiles.json"

WIFI = Wifi(True, "Gigafibre-Côté", "abcDEF234567", "Gigafibre-Côté", "abcDEF234567")
LINE = SipLine(1, "4502722408", "4502722408", "s1p-secret", "sip.gigafibre.example", True)
GPON = Gpon("TPLG0EB23F9B", "102", "10", 40, "10.0.0.1", 0, 3, 2, 17)
RADIUS = Radius("roy@gigafibre", "r4dius")
ALL = Configuration(WIFI, (LINE,), GPON, RADIUS)


def shipped() -> list[Profile]:
	return [as_profile(row) for row in json.loads(FILE.read_text())]


def as_profile(row: dict) -> Profile:
	"""As the site's rows become profiles; the site's tests compare the two."""
	bands = {
		f"band_{band}": Band(row[f"ssid_{band}"], row.get(f"access_point_{band}", 0)) for band in ("24", "5")
	}
	same = ("data_model", "passphrase", "voice", "voice_lines", "vlan_path", "ppp_path")
	return Profile(
		name=row["profile_name"],
		patterns=tuple(row["models"]),
		serial_prefixes=tuple(row["serial_prefixes"]),
		extras=tuple(Extra(**extra) for extra in row["parameters"]),
		**bands,
		**{field: row[field] for field in same if field in row},
	)


def profile(name: str) -> Profile:
	return next(one for one in shipped() if one.name == name)


def tr_181_wifi(instances: tuple[int, int], password: str = "abcDEF234567") -> list[list]:
	return [
		parameter
		for instance in instances
		for parameter in (
			[f"Device.WiFi.SSID.{instance}.Enable", True, "xsd:boolean"],
			[f"Device.WiFi.SSID.{instance}.SSID", "Gigafibre-Côté", "xsd:string"],
			[f"Device.WiFi.AccessPoint.{instance}.Security.KeyPassphrase", password, "xsd:string"],
		)
	]


PPP = [
	["Device.PPP.Interface.1.Username", "roy@gigafibre", "xsd:string"],
	["Device.PPP.Interface.1.Password", "r4dius", "xsd:string"],
]
VLAN = [["Device.Ethernet.VLANTermination.1.VLANID", 40, "xsd:unsignedInt"]]


def test_a_deco():
	assert parameters(profile("TP-Link Deco"), ALL) == [*PPP, *tr_181_wifi((1, 5))]


def test_an_xx230v_keeps_its_accounts_below_lines():
	voice = "Device.Services.VoiceService.1.VoiceProfile.1"
	assert parameters(profile("TP-Link XX230v"), ALL) == [
		*VLAN,
		*PPP,
		*tr_181_wifi((1, 3)),
		[f"{voice}.SIP.ProxyServer", "sip.gigafibre.example", "xsd:string"],
		[f"{voice}.SIP.RegistrarServer", "sip.gigafibre.example", "xsd:string"],
		[f"{voice}.SIP.UserAgentDomain", "sip.gigafibre.example", "xsd:string"],
		[f"{voice}.Line.1.DirectoryNumber", "4502722408", "xsd:string"],
		[f"{voice}.Line.1.SIP.AuthUserName", "4502722408", "xsd:string"],
		[f"{voice}.Line.1.SIP.AuthPassword", "s1p-secret", "xsd:string"],
		[f"{voice}.Line.1.SIP.URI", "4502722408", "xsd:string"],
		[f"{voice}.Line.1.Enable", "Enabled", "xsd:string"],
	]


@pytest.mark.parametrize("name", ["TP-Link XX430v", "TP-Link XX530v"])
def test_its_successors_keep_them_below_sip_clients(name):
	voice = "Device.Services.VoiceService.1"
	assert parameters(profile(name), ALL) == [
		*VLAN,
		*PPP,
		*tr_181_wifi((1, 3)),
		[f"{voice}.SIP.Network.1.ProxyServer", "sip.gigafibre.example", "xsd:string"],
		[f"{voice}.SIP.Network.1.RegistrarServer", "sip.gigafibre.example", "xsd:string"],
		[f"{voice}.SIP.Network.1.UserAgentDomain", "sip.gigafibre.example", "xsd:string"],
		[f"{voice}.CallControl.Line.1.DirectoryNumber", "4502722408", "xsd:string"],
		[f"{voice}.SIP.Client.1.AuthUserName", "4502722408", "xsd:string"],
		[f"{voice}.SIP.Client.1.AuthPassword", "s1p-secret", "xsd:string"],
		[f"{voice}.SIP.Client.1.RegisterURI", "sip:4502722408@sip.gigafibre.example", "xsd:string"],
		[f"{voice}.SIP.Client.1.Enable", True, "xsd:boolean"],
		[f"{voice}.CallControl.Line.1.Enable", True, "xsd:boolean"],
	]


def test_a_raisecom_speaks_tr_098():
	wan = "InternetGatewayDevice.WANDevice.1.WANConnectionDevice.1"
	wlan = "InternetGatewayDevice.LANDevice.1.WLANConfiguration"
	voice = "InternetGatewayDevice.Services.VoiceService.1.VoiceProfile.1"
	assert parameters(profile("Raisecom HT803G-W"), ALL) == [
		[f"{wan}.X_CT-COM_WANGponLinkConfig.VLANIDMark", 40, "xsd:unsignedInt"],
		[f"{wan}.WANPPPConnection.1.Username", "roy@gigafibre", "xsd:string"],
		[f"{wan}.WANPPPConnection.1.Password", "r4dius", "xsd:string"],
		[f"{wlan}.1.Enable", True, "xsd:boolean"],
		[f"{wlan}.1.SSID", "Gigafibre-Côté", "xsd:string"],
		[f"{wlan}.1.PreSharedKey.1.KeyPassphrase", "abcDEF234567", "xsd:string"],
		[f"{wlan}.5.Enable", True, "xsd:boolean"],
		[f"{wlan}.5.SSID", "Gigafibre-Côté", "xsd:string"],
		[f"{wlan}.5.PreSharedKey.1.KeyPassphrase", "abcDEF234567", "xsd:string"],
		[f"{voice}.SIP.ProxyServer", "sip.gigafibre.example", "xsd:string"],
		[f"{voice}.SIP.RegistrarServer", "sip.gigafibre.example", "xsd:string"],
		[f"{voice}.SIP.UserAgentDomain", "sip.gigafibre.example", "xsd:string"],
		[f"{voice}.Line.1.DirectoryNumber", "4502722408", "xsd:string"],
		[f"{voice}.Line.1.SIP.AuthUserName", "4502722408", "xsd:string"],
		[f"{voice}.Line.1.SIP.AuthPassword", "s1p-secret", "xsd:string"],
		[f"{voice}.Line.1.SIP.URI", "4502722408", "xsd:string"],
		[f"{voice}.Line.1.Enable", "Enabled", "xsd:string"],
		[f"{voice}.Line.2.Enable", "Disabled", "xsd:string"],
		[f"{wlan}.1.BeaconType", "11i", "xsd:string"],
		[f"{wlan}.5.BeaconType", "11i", "xsd:string"],
	]


@pytest.mark.parametrize("one", shipped(), ids=lambda one: one.name)
def test_nothing_is_pushed_where_nothing_is_told(one):
	assert parameters(one, NOTHING) == []


def test_a_part_that_is_not_told_is_left_as_the_device_has_it():
	only_wifi = Configuration(wifi=WIFI)
	assert parameters(profile("TP-Link XX230v"), only_wifi) == tr_181_wifi((1, 3))


def test_wifi_that_is_off_names_neither_network_nor_password():
	off = Wifi(False, "Gigafibre", "secret", "Gigafibre", "secret")
	assert parameters(profile("TP-Link Deco"), Configuration(wifi=off)) == [
		["Device.WiFi.SSID.1.Enable", False, "xsd:boolean"],
		["Device.WiFi.SSID.5.Enable", False, "xsd:boolean"],
	]


def test_each_band_may_have_a_network_of_its_own_and_its_objects_other_numbers():
	spelled = Profile("P", "TR-181", band_24=Band(1, 2), band_5=Band(3, 4))
	two = Wifi(True, "A", "password-a", "B", "password-b")
	assert parameters(spelled, Configuration(wifi=two)) == [
		["Device.WiFi.SSID.1.Enable", True, "xsd:boolean"],
		["Device.WiFi.SSID.1.SSID", "A", "xsd:string"],
		["Device.WiFi.AccessPoint.2.Security.KeyPassphrase", "password-a", "xsd:string"],
		["Device.WiFi.SSID.3.Enable", True, "xsd:boolean"],
		["Device.WiFi.SSID.3.SSID", "B", "xsd:string"],
		["Device.WiFi.AccessPoint.4.Security.KeyPassphrase", "password-b", "xsd:string"],
	]


def test_a_password_that_nobody_has_is_not_pushed_as_an_empty_one():
	open_network = Wifi(True, "A", None, "A", None)
	line = SipLine(1, None, "u1", None, None, True)
	told = parameters(
		profile("TP-Link XX230v"), Configuration(open_network, (line,), None, Radius("u", None))
	)
	assert not [path for path, _value, _type in told if "Pass" in path]
	assert [
		"Device.Services.VoiceService.1.VoiceProfile.1.Line.1.DirectoryNumber",
		"u1",
		"xsd:string",
	] in told


def test_a_line_that_is_off_is_switched_off_without_its_account():
	off = SipLine(1, "4502722408", "u1", None, "sip.example", False)
	told = parameters(profile("TP-Link XX430v"), Configuration(lines=(off,)))
	assert told == [
		["Device.Services.VoiceService.1.SIP.Client.1.Enable", False, "xsd:boolean"],
		["Device.Services.VoiceService.1.CallControl.Line.1.Enable", False, "xsd:boolean"],
	]


def test_a_fixed_parameter_goes_with_its_part():
	extras = (
		Extra("Device.Time.Enable", "true", "xsd:boolean"),
		Extra("Device.WiFi.X", "7", "xsd:unsignedInt", "WiFi"),
		Extra("Device.Voice.X", "v", "xsd:string", "Telephone"),
		Extra("Device.Gpon.X", "-1", "xsd:int", "GPON"),
		Extra("Device.Radius.X", "r", "xsd:string", "RADIUS"),
	)
	spelled = Profile("P", "TR-181", extras=extras)
	assert parameters(spelled, Configuration(wifi=WIFI)) == [
		["Device.Time.Enable", True, "xsd:boolean"],
		["Device.WiFi.X", 7, "xsd:unsignedInt"],
	]
	assert [path for path, *_ in parameters(spelled, ALL)] == [extra.path for extra in extras]


@pytest.mark.parametrize(
	("value", "kind"),
	[("yes", "xsd:boolean"), ("-1", "xsd:unsignedInt"), ("1.5", "xsd:int"), ("", "xsd:int")],
)
def test_a_value_of_another_type_is_refused(value, kind):
	with pytest.raises(ValueError):
		typed(value, kind)


@pytest.mark.parametrize(
	("brand", "model", "serials", "expected"),
	[
		("TP-Link", "XX230v", (), "TP-Link XX230v"),
		(None, "xx-530V v2", (), "TP-Link XX530v"),
		(None, "TP-Link XX430v(CA)", (), "TP-Link XX430v"),
		("TP-Link Deco", "X20", (), "TP-Link Deco"),
		("Raisecom", "HT803G-W", (), "Raisecom HT803G-W"),
		(None, "HT803G-WS2", (), "Raisecom HT803G-W"),
		(None, None, ("RCMG19E0ABCD",), "Raisecom HT803G-W"),
		(None, "", (None, None, "403F8CAABBCC"), "TP-Link Deco"),
		("TP-Link", "XX530v", ("RCMG19E0ABCD",), "TP-Link XX530v"),
		(None, None, ("TPLG0EB23F9B",), None),
		("Nokia", "G-2425G-A", ("ALCL00000001",), None),
	],
)
def test_which_family_a_device_is_of(brand, model, serials, expected):
	found = choose(shipped(), brand, model, serials)
	assert (found and found.name) == expected


def test_the_closest_pattern_wins():
	general = Profile("general", "TR-181", patterns=("XX*",))
	special = Profile("special", "TR-181", patterns=("*XX530v V2*",))
	for profiles in ([general, special], [special, general]):
		assert choose(profiles, None, "XX530v v2", ()).name == "special"
		assert choose(profiles, None, "XX230v", ()).name == "general"
