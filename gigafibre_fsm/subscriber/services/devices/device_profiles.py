"""Device Profiles as values, kept in the process until one of them changes.

Whoever reads a device reads the stamp in the same statement: no worker tells a device what the profile said before.
"""

import frappe

from gigafibre_fsm.domain.devices.profiles import Band, Extra, Profile

STAMP = "(select concat(count(*), ' ', coalesce(max(modified), '')) from `tabDevice Profile`)"

_kept: dict[str, tuple[str, tuple[Profile, ...]]] = {}


def enabled(stamp: str) -> tuple[Profile, ...]:
	site = frappe.local.site
	known = _kept.get(site)
	if known and known[0] == stamp:
		return known[1]
	profiles = _read()
	_kept[site] = (stamp, profiles)
	return profiles


def _read() -> tuple[Profile, ...]:
	names = frappe.get_all("Device Profile", {"enabled": 1}, pluck="name", order_by="name")
	return tuple(_profile(frappe.get_doc("Device Profile", name)) for name in names)


def _profile(document) -> Profile:
	return Profile(
		name=document.name,
		data_model=document.data_model,
		patterns=_lines(document.models),
		serial_prefixes=_lines(document.serial_prefixes),
		band_24=_band(document.ssid_24, document.access_point_24),
		band_5=_band(document.ssid_5, document.access_point_5),
		passphrase=document.passphrase,
		voice=document.voice,
		voice_service=document.voice_service,
		voice_profile=document.voice_profile,
		voice_lines=document.voice_lines,
		vlan_path=document.vlan_path or None,
		ppp_path=document.ppp_path or None,
		extras=tuple(Extra(row.path, row.value or "", row.type, row.part) for row in document.parameters),
	)


def _band(ssid: int, access_point: int) -> Band | None:
	return Band(ssid, access_point) if ssid else None


def _lines(text: str | None) -> tuple[str, ...]:
	return tuple((text or "").splitlines())
