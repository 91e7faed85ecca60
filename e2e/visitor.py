"""A guest who calls the API, and what a refusal looks like to them."""

import itertools
import json

import requests

METHOD = "/api/method/gigafibre_fsm.api"
TRACES = ("Traceback", 'File "', "frappe.", ".py", "pymysql")
VISITS = itertools.count(1)


class Visitor:
	"""A guest with an address of their own: the limits count by it."""

	def __init__(self, url: str):
		self.url = url
		self.headers = {"X-Forwarded-For": f"198.51.100.{next(VISITS)}", "Accept-Language": "en"}

	def get(self, method: str, headers: dict | None = None, **arguments) -> requests.Response:
		return requests.get(self._url(method), params=arguments, headers=self._with(headers), timeout=60)

	def post(self, method: str, headers: dict | None = None, **arguments) -> requests.Response:
		return requests.post(self._url(method), json=arguments, headers=self._with(headers), timeout=60)

	def _url(self, method: str) -> str:
		return f"{self.url}{METHOD}.{method}"

	def _with(self, headers: dict | None) -> dict:
		return {**self.headers, **(headers or {})}


def refusal(answer: requests.Response) -> tuple[int, str, str]:
	"""Status, kind and sentence; the sentence is where Frappe's own clients look for it too."""
	body = answer.json()
	assert not [trace for trace in TRACES if trace in answer.text.replace("frappe.exceptions", "")], (
		answer.text
	)
	shown = [json.loads(message)["message"] for message in json.loads(body["_server_messages"])]
	assert shown == [body["message"]]
	assert set(body) == {"exc_type", "message", "_server_messages"}
	return answer.status_code, body["exc_type"], body["message"]
