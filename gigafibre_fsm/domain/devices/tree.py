"""A device's parameters, `Device.Hosts.Host.3.HostName` → text, read as the rows of a table."""

import re
from collections.abc import Mapping
from functools import lru_cache

Parameters = Mapping[str, str]
Instance = tuple[int, ...]


def rows(parameters: Parameters, table: str) -> dict[Instance, dict[str, str]]:
	"""The rows below `table`, each by its instance numbers: `Device.WiFi.SSID.{i}.` has one number, nested ones more."""
	pattern = _pattern(table)
	found: dict[Instance, dict[str, str]] = {}
	for path, value in parameters.items():
		if match := pattern.match(path):
			instance = tuple(int(number) for number in match.groups())
			found.setdefault(instance, {})[path[match.end() :]] = value
	return dict(sorted(found.items()))


@lru_cache(maxsize=64)
def _pattern(table: str) -> re.Pattern:
	return re.compile(re.escape(table).replace(r"\{i\}", r"(\d+)"))


def first(row: Mapping[str, str], *leaves: str) -> str:
	"""The first of these leaves that says anything."""
	return next((row[leaf].strip() for leaf in leaves if row.get(leaf, "").strip()), "")


def is_true(text: str) -> bool:
	return text.strip().lower() in ("1", "true")
