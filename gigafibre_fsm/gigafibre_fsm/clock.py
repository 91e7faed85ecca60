"""Whose clocks the site's times are read on."""

from zoneinfo import ZoneInfo

from frappe.utils import get_system_timezone


def here() -> ZoneInfo:
	return ZoneInfo(get_system_timezone())
