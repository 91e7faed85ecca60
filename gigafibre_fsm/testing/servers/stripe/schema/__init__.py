"""Stripe's own description of its requests and answers, as an oracle (schema.json, by build.py). It checks both ways:
what the app sends, and what the local server answers. What it does not know in an answer is let through, what it does
not know in a request is not.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
Schema = Mapping[str, object]
Problems = Iterator[str]


def request_problems(method: str, path: str, query: Mapping, form: Mapping) -> list[str]:
	schema = _operation(method, path)
	if schema is None:
		return [f"no such request: {method} {path}"]
	told, elsewhere = (query, form) if method == "GET" else (form, query)
	return [*_form(schema, told, ""), *(f"/{name}: in the wrong place" for name in elsewhere)]


def answer_problems(value: Mapping) -> list[str]:
	"""Of an object, a list of objects, or an error; its `object` says which it is."""
	return list(_answer(_schema_of(value), value, ""))


@cache
def fixtures() -> dict[str, dict]:
	return json.loads((FOLDER / "fixtures.json").read_text())


def version() -> str:
	return _description()["version"]


@cache
def _description() -> dict:
	return json.loads((FOLDER / "schema.json").read_text())


@cache
def _operations() -> list[tuple[re.Pattern, dict]]:
	return [
		(re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), methods)
		for path, methods in _description()["requests"].items()
	]


def _operation(method: str, path: str) -> dict | None:
	for pattern, methods in _operations():
		if pattern.fullmatch(path) and method.lower() in methods:
			return methods[method.lower()]
	return None


def _schema_of(value: Mapping) -> Schema:
	if "error" in value:
		return {"type": "object", "properties": {"error": {"$ref": "error"}}}
	if value.get("object") == "list":
		return {"type": "object", "required": ["data", "has_more", "url"]}
	if value.get("deleted"):
		return {"type": "object", "required": ["id", "object"]}
	return {"$ref": str(value.get("object"))}


def _form(schema: Schema, value: object, where: str) -> Problems:
	"""A value of a form: all leaves are texts, an empty one unsets, and unknown names are refused."""
	if "anyOf" in schema:
		yield from _best(schema["anyOf"], lambda one: list(_form(one, value, where)))
	elif schema.get("type") == "object":
		yield from _form_object(schema, value, where)
	elif schema.get("type") == "array":
		yield from _form_array(schema, value, where)
	else:
		yield from _form_leaf(schema, value, where)


def _form_object(schema: Schema, value: object, where: str) -> Problems:
	if value == "":
		return
	if not isinstance(value, Mapping):
		yield f"{where}: object expected"
		return
	known, others = schema.get("properties", {}), schema.get("additionalProperties")
	for name, child in value.items():
		inner = known.get(name, others)
		if inner is None:
			yield f"{where}/{name}: unknown parameter"
		else:
			yield from _form(inner, child, f"{where}/{name}")
	yield from (f"{where}/{name}: missing" for name in schema.get("required", ()) if name not in value)


def _form_array(schema: Schema, value: object, where: str) -> Problems:
	if isinstance(value, list):
		for number, child in enumerate(value):
			yield from _form(schema["items"], child, f"{where}[{number}]")
	elif value != "":
		yield f"{where}: array expected"


FORM_LEAVES = {"integer": r"-?\d+", "boolean": "true|false", "number": r"-?\d+(\.\d+)?"}


def _form_leaf(schema: Schema, value: object, where: str) -> Problems:
	if not isinstance(value, str):
		yield f"{where}: text expected"
	elif not re.fullmatch(FORM_LEAVES.get(schema.get("type"), "(?s:.*)"), value):
		yield f"{where}: {schema['type']} expected, got {value!r}"
	else:
		yield from _choices(schema, value, where)


def _answer(schema: Schema, value: object, where: str) -> Problems:
	if value is None and schema:
		yield from () if schema.get("nullable") else (f"{where}: null",)
	elif "$ref" in schema:
		yield from _answer(_description()["objects"][schema["$ref"]], value, where)
	elif "anyOf" in schema:
		yield from _best(schema["anyOf"], lambda one: list(_answer(one, value, where)))
	elif not isinstance(value, TYPES.get(schema.get("type"), object)) or _odd_boolean(schema, value):
		yield f"{where}: {schema['type']} expected, got {value!r}"
	else:
		yield from _inside(schema, value, where)


TYPES = {
	"object": Mapping,
	"array": list,
	"string": str,
	"integer": int,
	"boolean": bool,
	"number": int | float,
}


def _odd_boolean(schema: Schema, value: object) -> bool:
	return isinstance(value, bool) and schema.get("type") in ("integer", "number")


def _inside(schema: Schema, value: object, where: str) -> Problems:
	if isinstance(value, Mapping):
		yield from (f"{where}/{name}: missing" for name in schema.get("required", ()) if name not in value)
		known, others = schema.get("properties", {}), schema.get("additionalProperties", {})
		for name, child in value.items():
			yield from _answer(known.get(name, others), child, f"{where}/{name}")
	elif isinstance(value, list):
		for number, child in enumerate(value):
			yield from _answer(schema.get("items", {}), child, f"{where}[{number}]")
	elif isinstance(value, str):
		yield from _choices(schema, value, where)


def _choices(schema: Schema, value: str, where: str) -> Problems:
	if "enum" in schema and value not in schema["enum"]:
		yield f"{where}: {value!r} is none of {schema['enum']}"


def _best(schemas: list[Schema], problems_of: Callable[[Schema], list[str]]) -> list[str]:
	"""Those of the alternative that fits best."""
	return min((problems_of(schema) for schema in schemas), key=len)
