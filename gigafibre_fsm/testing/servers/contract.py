"""Holds what passes between this app and a provider against the contract of docs/contracts."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from gigafibre_fsm.testing.servers.base import Reply, Request
from gigafibre_fsm.testing.servers.openapi import violations

CONTRACTS = Path(__file__).parents[3] / "docs" / "contracts"
JSON = "application/json"


class Contract:
	def __init__(self, name: str):
		self.path = CONTRACTS / f"{name}.yaml"
		self.text = self.path.read_text(encoding="utf-8")
		self.description = yaml.safe_load(self.text)
		self.schemas = self.description["components"]["schemas"]

	def wrong_in_request(self, request: Request) -> list[str]:
		"""What is not as described, in words; nothing where it is."""
		operation = self._operation(request)
		if not operation:
			return [f"{request.method} {request.path} is not described"]
		return [*self._parameters(operation, request), *self._body(operation, request)]

	def wrong_in_answer(self, request: Request, reply: Reply) -> list[str]:
		operation = self._operation(request)
		responses = operation["responses"] if operation else {}
		if str(reply.status) not in responses:
			return [f"{reply.status} is not among the answers to {request.method} {request.path}"]
		schema = _json_schema(self._resolved(responses[str(reply.status)]))
		if not schema:
			return ["the answer has a body"] if reply.body else []
		return list(violations(json.loads(reply.body), schema, self.schemas, "answer"))

	def wrong_in(self, value: object, schema: str) -> list[str]:
		return list(violations(value, self.schemas[schema], self.schemas, schema))

	def _operation(self, request: Request) -> Mapping | None:
		for path, item in self.description["paths"].items():
			if _pattern(path).fullmatch(request.path):
				operation = item.get(request.method.lower())
				return operation and {
					**operation,
					"path": path,
					"parameters": [
						self._resolved(one)
						for one in (*item.get("parameters", ()), *operation.get("parameters", ()))
					],
				}
		return None

	def _parameters(self, operation: Mapping, request: Request) -> Iterator[str]:
		found = _pattern(operation["path"]).fullmatch(request.path)
		given = {
			**{name: values[0] for name, values in request.query.items()},
			**(found.groupdict() if found else {}),
		}
		described = {one["name"]: one for one in operation["parameters"] if one["in"] in ("query", "path")}
		yield from (f"{name} is no parameter of it" for name in given.keys() - described.keys())
		for name, one in described.items():
			if name in given:
				yield from violations(_typed(given[name], one["schema"]), one["schema"], self.schemas, name)
			elif one.get("required"):
				yield f"{name} is missing"

	def _body(self, operation: Mapping, request: Request) -> Iterator[str]:
		schema = _json_schema(operation.get("requestBody", {}))
		if not schema:
			yield from ["it has a body"] if request.body else []
			return
		if request.headers.get("Content-Type") != JSON:
			yield "its body is not said to be JSON"
		yield from violations(json.loads(request.body or b"null"), schema, self.schemas, "body")

	def _resolved(self, described: Mapping) -> Mapping:
		"""A response or parameter that several operations share."""
		if "$ref" not in described:
			return described
		_root, _components, section, name = described["$ref"].split("/")
		return self.description["components"][section][name]


def _pattern(path: str) -> re.Pattern:
	return re.compile(re.sub(r"{(\w+)}", r"(?P<\1>[^/]+)", path))


def _json_schema(described: Mapping) -> Mapping | None:
	return described.get("content", {}).get(JSON, {}).get("schema")


def _typed(value: str, schema: Mapping) -> object:
	"""A query has texts alone."""
	return int(value) if schema.get("type") == "integer" and value.isdecimal() else value
