"""How good a signal is, in words; and a light level in dBm, whatever unit a maker reports it in."""

from math import log10

GOOD, WEAK, BAD = "good", "weak", "bad"
# A class B+ terminal works from -27 to -8 dBm; two decibels are kept for connectors that age.
RX_LOWEST, RX_SAFE, RX_HIGHEST = -27, -25, -8
# What a class B+ terminal sends.
TX_LOWEST, TX_HIGHEST = 0.5, 5
# A telephone call over WiFi needs about -67 dBm; below -75 pages stall.
WIFI_GOOD, WIFI_WEAK = -67, -75

# No light level is beyond these in dBm: such a number is in the smaller unit.
MOST_RX, MOST_TX = 60, 10
# By a piece of the path: how many of the maker's units are one dB.
UNITS = (("X_TP_", 10), ("OpticalSignalLevel", 1000), ("TransmitOpticalLevel", 1000))
# China Telecom's model and those after it: tenths of a microwatt.
IN_WATTS = ("X_CT-COM_", "X_CMCC_", "X_CU_")


def optical(rx: float | None, tx: float | None) -> str | None:
	"""The worse of both directions; None where the device does not tell."""
	words = [word for word in (_received(rx), _sent(tx)) if word]
	return max(words, key=(GOOD, WEAK, BAD).index, default=None)


def _received(rx: float | None) -> str | None:
	if rx is None:
		return None
	if rx < RX_LOWEST or rx > RX_HIGHEST:
		return BAD
	return WEAK if rx < RX_SAFE else GOOD


def _sent(tx: float | None) -> str | None:
	if tx is None:
		return None
	return GOOD if TX_LOWEST <= tx <= TX_HIGHEST else WEAK


def wifi(dbm: int | None) -> str | None:
	if dbm is None:
		return None
	if dbm >= WIFI_GOOD:
		return GOOD
	return WEAK if dbm >= WIFI_WEAK else BAD


def received_dbm(path: str, text: str) -> float | None:
	return _dbm(path, text, MOST_RX, watts_above=0)


def sent_dbm(path: str, text: str) -> float | None:
	return _dbm(path, text, MOST_TX, watts_above=MOST_TX)


def _dbm(path: str, text: str, most: float, watts_above: float) -> float | None:
	value = number(text)
	# Makers send 0 where there is no light, or no measurement.
	if not value:
		return None
	if any(piece in path for piece in IN_WATTS) and value > watts_above:
		return round(10 * log10(value / 10_000), 1)
	if abs(value) > most:
		value /= _units_per_db(path)
	return round(value, 1) if abs(value) <= MOST_RX else None


def _units_per_db(path: str) -> int:
	return next((units for piece, units in UNITS if piece in path), 1)


def number(text: str | None) -> float | None:
	"""`-19.50 dBm` is -19.5."""
	try:
		return float((text or "").lower().removesuffix("dbm").strip())
	except ValueError:
		return None
