"""Frappe's REST interface as a test uses it: to bring about what a story starts from, and to read what came of it."""

import json
from types import TracebackType

import requests


class Api:
	def __init__(self, url: str, user: str, password: str):
		self.url = url
		self.session = requests.Session()
		self.session.headers["Accept"] = "application/json"
		self.made: list[tuple[str, str]] = []
		self._call("POST", "/api/method/login", json={"usr": user, "pwd": password})

	def __enter__(self) -> "Api":
		return self

	def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
		"""What was made is deleted, the newest first; what something else still points to stays."""
		for doctype, name in reversed(self.made):
			self.session.delete(f"{self.url}/api/resource/{doctype}/{name}", timeout=60)
		self.session.close()

	def make(self, doctype: str, **values) -> dict:
		doc = self._call("POST", f"/api/resource/{doctype}", json=values)["data"]
		self.made.append((doctype, doc["name"]))
		return doc

	def list(self, doctype: str, **filters) -> list[str]:
		parameters = {"filters": json.dumps(filters), "limit_page_length": 20}
		rows = self._call("GET", f"/api/resource/{doctype}", params=parameters)["data"]
		return [row["name"] for row in rows]

	def get(self, doctype: str, name: str) -> dict:
		return self._call("GET", f"/api/resource/{doctype}/{name}")["data"]

	def update(self, doctype: str, name: str, **values) -> dict:
		return self._call("PUT", f"/api/resource/{doctype}/{name}", json=values)["data"]

	def method(self, path: str, **arguments):
		return self._call("POST", f"/api/method/{path}", json=arguments).get("message")

	def _call(self, verb: str, path: str, **kwargs) -> dict:
		answer = self.session.request(verb, self.url + path, timeout=60, **kwargs)
		assert answer.ok, f"{verb} {path}: {answer.status_code} {answer.text[-600:]}"
		return answer.json()
