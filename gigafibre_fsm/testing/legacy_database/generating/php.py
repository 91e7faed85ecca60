"""PHP's serialize(), for what the legacy programs put into their columns, and what became of it since."""

from collections.abc import Callable, Mapping
from decimal import Decimal

# PHP writes floats with as many digits as bring them back (serialize_precision -1), as Python does.
Value = str | int | float | bool | None | Mapping | list


class Thing:
	"""An object of a class."""

	def __init__(self, name: str, properties: Mapping):
		self.name, self.properties = name, properties


class Shared:
	"""A reference to the value with this number, counted from one, the whole being the first."""

	def __init__(self, number: int):
		self.number = number


def serialize(value: "Value | Thing | Shared", charset: str = "utf-8") -> bytes:
	"""Lengths are counted in bytes of the charset."""
	for kind, write in WRITERS:
		if isinstance(value, kind):
			return write(value, charset)
	raise TypeError(type(value))


def _string(value: str, charset: str) -> bytes:
	text = value.encode(charset)
	return b's:%d:"%s";' % (len(text), text)


def _array(value: Mapping, charset: str) -> bytes:
	return b"a:%d:{%s}" % (len(value), _entries(value, charset))


def _list(value: list, charset: str) -> bytes:
	return _array(dict(enumerate(value)), charset)


def _thing(value: Thing, charset: str) -> bytes:
	name = value.name.encode(charset)
	entries = _entries(value.properties, charset)
	return b'O:%d:"%s":%d:{%s}' % (len(name), name, len(value.properties), entries)


def _entries(value: Mapping, charset: str) -> bytes:
	return b"".join(serialize(key, charset) + serialize(one, charset) for key, one in value.items())


def _float(value: float, charset: str) -> bytes:
	"""From 18 digits before the point, and from four zeros behind it, PHP writes powers of ten."""
	if value == 0 or 1e-4 <= abs(value) < 1e17:
		return f"d:{Decimal(repr(value)):f};".replace(".0;", ";").encode()
	mantissa, _exponent, power = repr(value).partition("e")
	return f"d:{mantissa if '.' in mantissa else mantissa + '.0'}E{int(power):+d};".encode()


WRITERS: tuple[tuple[type, Callable], ...] = (
	(bool, lambda value, charset: b"b:%d;" % value),
	(int, lambda value, charset: b"i:%d;" % value),
	(float, _float),
	(str, _string),
	(type(None), lambda value, charset: b"N;"),
	(Mapping, _array),
	(list, _list),
	(Thing, _thing),
	(Shared, lambda value, charset: b"R:%d;" % value.number),
)
