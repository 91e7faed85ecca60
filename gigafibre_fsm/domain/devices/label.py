"""Takes a label's text apart into its codes, whatever stands between and before them."""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from urllib.parse import parse_qsl, unquote, urlsplit

from gigafibre_fsm.domain.devices import makers
from gigafibre_fsm.domain.identifiers import canonical_serial, is_gpon_serial

LONGEST = 2000


class Said(Enum):
	"""What a value is; or was called, where it is nothing that we know."""

	GPON = "gpon"
	MAC = "mac"
	SERIAL = "serial"
	NOT_A_MAC = "not a mac"
	UNKNOWN = "unknown"


@dataclass(frozen=True)
class Part:
	value: str
	said: Said
	called: bool = False


_SERIAL_NAMES = r"S\s?/\s?N|S\.\s?N\.?|SN|SERIAL(?:[\s_-]*(?:NUMBER|NUM|NO))?|(?:NUM[ÉE]RO|NUM|NO)\.?\s*(?:DE\s*)?S[ÉE]RIE|S[ÉE]RIE"
_MAC_NAMES = r"(?:ADRESSE\s*)?MAC(?:[\s_-]*(?:ADDRESS|ADDR|ID|NO))?"
_RADIO = r"(?:WI-?FI|WLAN|BLUETOOTH|BLE|BT|2[.,]4\s?G(?:HZ)?|5\s?G(?:HZ)?)"
# What else stands on a label, and must not be taken for a part of a code.
_OTHER_NAMES = (
	r"MODEL(?:E|NAME)?|MOD[ÈE]LE|PRODUCT(?:CLASS)?|P\s?/\s?N|PART(?:\s?(?:NO|NUMBER))?|SSID(?:[_\s-]?5G)?|(?:WI-?FI|WIRELESS|SECURITY)?\s?"
	r"(?:KEY|PASSWORD|PWD)|MOT DE PASSE|CL[ÉE]|PIN|IMEI|HW|SW|FW|H/W|S/W|VER(?:SION)?|REV|DATE|EAN|UPC|LOT|USER(?:NAME)?|"
	r"POWER|INPUT|FCC ID|IC"
)
_NAME = re.compile(
	rf"(?<![A-Z0-9])(?:(?P<radio>{_RADIO}[\s_-]*{_MAC_NAMES})|(?P<mac>(?:(?:ETH(?:ERNET)?|LAN|WAN|BASE|DEVICE)[\s_-]*)?{_MAC_NAMES})"
	rf"|(?P<serial>(?:(?:X?GPON|PON|ONT|ONU|CWMP|DEVICE|STB)[\s_-]*)?(?:{_SERIAL_NAMES}))|(?P<other>{_OTHER_NAMES}))"
	r"(?:\s*[:=#]+\s*|\s+|$)",
	re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\n;,|&{}]+")
_DROPPED = re.compile(r"[\"'«»“”‘’*]+")
_BRACKETS = re.compile(r"[\[\]()<>]+")
_SPACING = re.compile(r"[\s:.\-_]+")
# What a bar code reader may put first: the kind of bar code.
_READER = re.compile(r"^\][A-Za-z][0-9A-Za-z]")
_WEB = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_MAC = re.compile(r"[0-9A-F]{12}")
_MAC_IN_PAIRS = re.compile(r"\w\w([:-])\w\w(?:\1\w\w){4}|\w{4}\.\w{4}\.\w{4}|\w\w(?: \w\w){5}")
_GLUED = re.compile(r"(?:S/?N|MAC)[:=]?(?=[0-9A-Z]{12})", re.IGNORECASE)
_OWN_NAME = re.compile(r"^[^\d:=][^:=]{0,24}[:=]\s*(?=\S)")
# Words of four letters that a number may follow: no maker is called so.
NO_MAKERS = frozenset("CODE DATE IMEI LINE NOTE PASS PORT ROOM SSID UNIT USER WIFI".split())
_PLAIN_SERIAL = re.compile(r"(?=(?:.*\d){4})[0-9A-Z]{6,32}")
LONG_WORD = 8


def tidied(text: str | None) -> str:
	"""One kind of dash, of space and of digit; nothing that a person does not see."""
	known = unicodedata.normalize("NFKC", (text or "")[:LONGEST])
	kept = "".join(_visible(character) for character in known)
	lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in _READER.sub("", kept.strip()).split("\n"))
	return "\n".join(filter(None, lines))


def _visible(character: str) -> str:
	category = unicodedata.category(character)
	if category == "Cf":
		return ""
	if category == "Cc":
		return " " if character == "\t" else "\n"
	return "-" if category == "Pd" or character == "−" else character


def is_wifi(tidy: str) -> bool:
	"""The code on a router's label that puts a telephone on its network."""
	return tidy.upper().startswith("WIFI:")


def is_web_address(tidy: str) -> bool:
	return bool(_WEB.match(tidy))


def parts(tidy: str) -> list[Part]:
	if is_web_address(tidy):
		return [*_of_web_address(tidy)]
	pairs = _of_object(tidy)
	if pairs is not None:
		return [part for name, value in pairs for part in _named(name, value)]
	lines = _BETWEEN.split(_BRACKETS.sub(" ", _DROPPED.sub("", tidy)))
	return [part for line in lines for part in _of_line(line.strip())]


def _of_web_address(text: str) -> Iterator[Part]:
	"""What its parameters are called; in the path only what cannot be anything else."""
	try:
		address = urlsplit(text)
	except ValueError:
		return
	for asked in (address.query, address.fragment):
		for name, value in parse_qsl(asked):
			yield from _named(name, value)
	for step in unquote(address.path).split("/"):
		if sure := _sure(step):
			yield sure


def _of_object(text: str) -> list[tuple[str, str]] | None:
	if not text.startswith(("{", "[")):
		return None
	try:
		return [*_flat("", json.loads(text))]
	except (ValueError, RecursionError):
		return None


def _flat(name: str, value) -> Iterator[tuple[str, str]]:
	if isinstance(value, dict):
		for key, inner in value.items():
			yield from _flat(str(key), inner)
	elif isinstance(value, list):
		for inner in value:
			yield from _flat(name, inner)
	elif value is not None:
		yield name, str(value)


def _named(name: str, value: str) -> Iterator[Part]:
	"""`serialNumber` and `mac_addr` are the words of a label too."""
	words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").strip()
	called = _NAME.fullmatch(words)
	if called and called.lastgroup in ("mac", "serial"):
		yield _called(called.lastgroup, value)
	elif not called and (sure := _sure(value)):
		yield sure


def _of_line(line: str) -> Iterator[Part]:
	"""`HW TC00000000` is a serial that was spelled with a space, and not a version of the hardware."""
	whole = _sure(line)
	if whole:
		yield whole
		return
	names = list(_NAME.finditer(line))
	starts = [*(name.start() for name in names), len(line)]
	before = line[: starts[0]].strip()
	if before:
		yield from _without_name(before)
	for name, end in zip(names, starts[1:], strict=True):
		rest = line[name.end() :].strip()
		if name.lastgroup in ("mac", "serial") and _sure(rest):
			yield _called(name.lastgroup, rest)
			return
		value = line[name.end() : end].strip()
		if value and name.lastgroup in ("mac", "serial"):
			yield _called(name.lastgroup, value)
		elif name.lastgroup == "other":
			yield from _runs(value.split(" ")[1:])


def _called(name: str, value: str) -> Part:
	"""A Deco's label may give its MAC address as its serial."""
	found = _sure(value) or _within(value)
	if found:
		return Part(found.value, found.said, called=True)
	compact = compacted(value)
	if name == "mac":
		is_mac = _MAC.fullmatch(compact)
		return Part(compact, Said.MAC if is_mac else Said.NOT_A_MAC, called=True)
	serial = plain_serial(value)
	return Part(serial or compact, Said.SERIAL if serial else Said.UNKNOWN, called=True)


def _without_name(text: str) -> Iterator[Part]:
	found = _sure(text) or _sure(_OWN_NAME.sub("", text))
	if found:
		yield found
		return
	words = text.split(" ")
	inside = [*_runs(words)]
	yield from inside or [Part(compacted(text), Said.UNKNOWN)]


def _within(value: str) -> Part | None:
	return next(_runs(value.split(" ")), None)


def _runs(words: list[str]) -> Iterator[Part]:
	"""Codes among words: `tplg 0eb2 3f9b 40:3f:8c:aa:bb:cc`."""
	start = 0
	while start < len(words):
		ends = range(min(len(words), start + 8), start, -1)
		found = next(((end, sure) for end in ends if (sure := _sure(" ".join(words[start:end])))), None)
		start = found[0] if found else start + 1
		if found:
			yield found[1]


def _sure(text: str) -> Part | None:
	"""A code that says by itself what it is."""
	bare = _GLUED.sub("", text.strip(), count=1) if _GLUED.match(text.strip()) else text.strip()
	compact = compacted(bare)
	if _MAC.fullmatch(compact):
		return Part(compact, Said.MAC) if _is_surely_mac(bare, compact) else None
	serial = canonical_serial(compact)
	is_gpon = is_gpon_serial(serial) and serial[:4] not in NO_MAKERS
	return Part(serial, Said.GPON) if is_gpon else None


def _is_surely_mac(text: str, compact: str) -> bool:
	"""Twelve decimal digits are also the bar code of a product."""
	return bool(not compact.isdigit() or _MAC_IN_PAIRS.fullmatch(text) or makers.kind_of(compact))


def compacted(text: str) -> str:
	return _SPACING.sub("", text).upper()


def plain_serial(text: str) -> str | None:
	"""A serial of no form that we know: letters and digits, four of them digits, in one long word or a few short ones."""
	words = text.split(" ")
	compact = compacted(words[0] if len(words[0]) >= LONG_WORD else text)
	return compact if _PLAIN_SERIAL.fullmatch(compact) and len(words) <= 4 else None
