"""What is wrong with a value, by a schema of an OpenAPI description. As much of it as the local providers' ones use."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

TYPES = {
	"string": str,
	"integer": int,
	"number": (int, float),
	"boolean": bool,
	"array": list,
	"object": dict,
}


def violations(value: object, schema: Mapping, schemas: Mapping, place: str = "") -> Iterator[str]:
	if reference := schema.get("$ref"):
		yield from violations(value, schemas[reference.rpartition("/")[2]], schemas, place)
	elif value is None:
		if not schema.get("nullable"):
			yield f"{place} is null"
	elif not _is_of(schema.get("type"), value):
		yield f"{place} is no {schema['type']}: {value!r}"
	else:
		yield from _CHECKS.get(schema.get("type"), _nothing)(value, schema, schemas, place)


def _is_of(kind: str | None, value: object) -> bool:
	if isinstance(value, bool) and kind != "boolean":
		return False
	return kind is None or isinstance(value, TYPES[kind])


def _nothing(value: object, schema: Mapping, schemas: Mapping, place: str) -> Iterator[str]:
	yield from ()


def _string(value: str, schema: Mapping, schemas: Mapping, place: str) -> Iterator[str]:
	if "enum" in schema and value not in schema["enum"]:
		yield f"{place} is none of {schema['enum']}: {value!r}"
	if "pattern" in schema and not re.search(schema["pattern"], value):
		yield f"{place} is not like {schema['pattern']}: {value!r}"
	if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
		yield f"{place} has {len(value)} characters: {value!r}"
	read = _DATES.get(schema.get("format", ""))
	if read and not _is_date(value, read):
		yield f"{place} is no date: {value!r}"


def _is_date(value: str, read: Callable[[str], datetime]) -> bool:
	try:
		return bool(read(value))
	except ValueError:
		return False


def _iso(value: str) -> datetime:
	found = datetime.fromisoformat(value.replace("Z", "+00:00"))
	if not found.tzinfo:
		raise ValueError(value)
	return found


_DATES: dict[str, Callable[[str], datetime]] = {
	"date-time-rfc-2822": parsedate_to_datetime,
	"date-time": _iso,
}


def _number(value: float, schema: Mapping, schemas: Mapping, place: str) -> Iterator[str]:
	if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
		yield f"{place} is out of its range: {value!r}"


def _object(value: Mapping, schema: Mapping, schemas: Mapping, place: str) -> Iterator[str]:
	known = schema.get("properties")
	if known is None:
		return
	for name in schema.get("required", ()):
		if name not in value:
			yield f"{place}.{name} is missing"
	for name, part in value.items():
		if name in known:
			yield from violations(part, known[name], schemas, f"{place}.{name}")
		else:
			yield f"{place}.{name} is unknown"


def _array(value: list, schema: Mapping, schemas: Mapping, place: str) -> Iterator[str]:
	for number, part in enumerate(value):
		yield from violations(part, schema["items"], schemas, f"{place}[{number}]")


_CHECKS = {
	"string": _string,
	"integer": _number,
	"number": _number,
	"object": _object,
	"array": _array,
}
