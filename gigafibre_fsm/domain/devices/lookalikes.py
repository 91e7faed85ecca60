"""What a text that is no device's code looks like, so that the error can say it."""

import re
from dataclasses import dataclass
from enum import Enum

from gigafibre_fsm.domain.devices import makers
from gigafibre_fsm.domain.devices.label import Part, Said
from gigafibre_fsm.domain.identifiers import canonical_did, is_gpon_serial

SHOWN = 60


class Looks(Enum):
	EMPTY = "empty"
	WIFI = "wifi"
	WEB_ADDRESS = "web address"
	PHONE = "phone number"
	PRODUCT = "product"
	PARCEL = "parcel"
	IMEI = "imei"
	DIGITS = "twelve digits"
	SHORT_MAC = "mac too short"
	LONG_MAC = "mac too long"
	SHORT_GPON = "gpon too short"
	LONG_GPON = "gpon too long"
	LETTERS = "letters for digits"
	SEVERAL = "several"
	NOTHING = "nothing known"


@dataclass(frozen=True)
class Unreadable:
	looks: Looks
	seen: str = ""
	# How many digits there are, or how it should have been spelled.
	detail: str = ""

	@property
	def shown(self) -> str:
		one_line = " ".join(self.seen.split())
		return one_line if len(one_line) <= SHOWN else one_line[: SHOWN - 1] + "…"


_TAKEN_FOR = str.maketrans("OQILSZ", "001152")
_PARCELS = re.compile(r"1Z[0-9A-Z]{16}|[A-Z]{2}\d{9}[A-Z]{2}|\d{16}|\d{20,34}")
_NO_LETTER = re.compile(r"[^0-9A-Za-z]+")
_HEX = re.compile(r"[0-9A-F]+")
_PAIRED = re.compile(r"\w{1,2}(?:[:-]\w{1,2}){3,7}")


def of_value(part: Part) -> Unreadable | None:
	"""A value that a label calls a code, or that begins as one, and that is none."""
	if part.said in (Said.GPON, Said.MAC):
		return None
	if makers.is_ont_maker(part.value):
		return _of_gpon(part.value)
	return _of_mac(part.value) if part.said is Said.NOT_A_MAC else None


def of_bare(text: str) -> Unreadable | None:
	compact = _NO_LETTER.sub("", text).upper()
	if compact.isdigit():
		return _of_digits(text, compact)
	if _PARCELS.fullmatch(compact):
		return Unreadable(Looks.PARCEL, text)
	if makers.is_ont_maker(compact):
		return _of_gpon(compact)
	return _of_mac(compact) if _PAIRED.fullmatch(text) or _is_nearly_mac(compact) else None


def _is_nearly_mac(compact: str) -> bool:
	if makers.kind_of(compact):
		return abs(len(compact) - 12) <= 2
	return len(compact) in (11, 13) and bool(_HEX.fullmatch(compact))


def _of_digits(text: str, digits: str) -> Unreadable:
	if len(digits) in (10, 11) and _is_phone(digits):
		return Unreadable(Looks.PHONE, text)
	if len(digits) in (8, 12, 13, 14) and _ends_in_its_check_digit(digits):
		return Unreadable(Looks.PRODUCT, text)
	if len(digits) == 12:
		return Unreadable(Looks.DIGITS, text)
	if len(digits) == 15 and _is_imei(digits):
		return Unreadable(Looks.IMEI, text)
	return Unreadable(Looks.PARCEL if _PARCELS.fullmatch(digits) else Looks.NOTHING, text)


def _is_phone(digits: str) -> bool:
	try:
		return bool(canonical_did(digits))
	except ValueError:
		return False


def _ends_in_its_check_digit(digits: str) -> bool:
	"""EAN-8, UPC-A, EAN-13, GTIN-14: weights 3 and 1 from the right."""
	weighted = (int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(digits[:-1])))
	return (sum(weighted) + int(digits[-1])) % 10 == 0


def _is_imei(digits: str) -> bool:
	doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
	return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def _of_gpon(compact: str) -> Unreadable | None:
	tail = compact[4:]
	if len(tail) == 8:
		return _corrected(compact, compact[:4] + tail.translate(_TAKEN_FOR))
	return Unreadable(Looks.SHORT_GPON if len(tail) < 8 else Looks.LONG_GPON, compact, str(len(tail)))


def _of_mac(compact: str) -> Unreadable | None:
	if len(compact) == 12:
		return _corrected(compact, compact.translate(_TAKEN_FOR))
	return Unreadable(Looks.SHORT_MAC if len(compact) < 12 else Looks.LONG_MAC, compact, str(len(compact)))


def _corrected(compact: str, corrected: str) -> Unreadable:
	is_code = is_gpon_serial(corrected) or (len(corrected) == 12 and _HEX.fullmatch(corrected))
	return Unreadable(Looks.LETTERS, compact, corrected) if is_code else Unreadable(Looks.NOTHING, compact)
