"""Values nobody else has: not another test, not a row that an earlier run left behind."""

import itertools
import time

# Runs differ by their start, so that rows committed by a race test of an earlier run are not met again.
_numbers = itertools.count(time.time_ns() // 10_000_000 % 6_000_000)


def unique_number() -> int:
	"""At most seven digits, so that it fits into a telephone number."""
	return 2_000_000 + next(_numbers) % 7_999_999


def unique_did() -> str:
	return f"418{unique_number()}"


def unique_mac() -> str:
	return f"403F8C{unique_number():06X}"


def unique_serial() -> str:
	return f"TPLG{unique_number():08X}"


def unique_ip() -> str:
	number = unique_number()
	return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
