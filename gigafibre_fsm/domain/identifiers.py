"""One canonical form for what people and scanners spell in many ways. Empty in, None out."""

import hashlib
import re

_SEPARATORS = re.compile(r"[\s:.\-]+")
_MAC = re.compile(r"[0-9A-F]{12}")
_GPON = re.compile(r"[A-Z]{4}[0-9A-F]{8}")
_GPON_IN_HEX = re.compile(r"((?:4[1-9A-F]|5[0-9A]){4})([0-9A-F]{8})")
_DID = re.compile(r"[2-9]\d{2}[2-9]\d{6}")
_POSTAL_CODE = re.compile(r"[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z]\d[ABCEGHJ-NPRSTV-Z]\d")
_NOT_DIGIT = re.compile(r"\D")


def _compact(text: str | None) -> str:
	return _SEPARATORS.sub("", text or "").upper()


def canonical_serial(text: str | None) -> str | None:
	"""`TPLG-0EB23F9B` and `54504C470EB23F9B` are both `TPLG0EB23F9B`; other serials only lose their separators."""
	compact = _compact(text)
	spelled_in_hex = _GPON_IN_HEX.fullmatch(compact)
	if spelled_in_hex:
		return bytes.fromhex(spelled_in_hex[1]).decode("ascii") + spelled_in_hex[2]
	return compact or None


def is_gpon_serial(serial: str | None) -> bool:
	return bool(_GPON.fullmatch(serial or ""))


def canonical_mac(text: str | None) -> str | None:
	"""Twelve upper-case hex digits.

	:raises ValueError: where there are other characters, or more or fewer digits.
	"""
	compact = _compact(text)
	if compact and not _MAC.fullmatch(compact):
		raise ValueError(text)
	return compact or None


def canonical_did(text: str | None) -> str | None:
	"""Ten digits of a North American number, a leading 1 dropped.

	:raises ValueError: where the digits are not such a number.
	"""
	if not (text or "").strip():
		return None
	digits = _NOT_DIGIT.sub("", text)
	if len(digits) == 11 and digits.startswith("1"):
		digits = digits[1:]
	if not _DID.fullmatch(digits):
		raise ValueError(text)
	return digits


def canonical_postal_code(text: str | None) -> str | None:
	"""`j0s1v0` is `J0S 1V0`; what is not a Canadian postal code is only tidied, since legacy rows hold others."""
	compact = _compact(text)
	if _POSTAL_CODE.fullmatch(compact):
		return f"{compact[:3]} {compact[3:]}"
	return " ".join((text or "").upper().split()) or None


def is_postal_code(code: str | None) -> bool:
	return bool(_POSTAL_CODE.fullmatch((code or "").replace(" ", "")))


def street_key(street: str, municipality: str | None) -> str:
	"""The name of a Street: the same in every load of the address register."""
	return hashlib.sha1(f"{street}|{municipality or ''}".encode(), usedforsecurity=False).hexdigest()[:12]
