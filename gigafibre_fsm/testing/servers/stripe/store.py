"""What the local Stripe remembers: every object once, others by their ids."""

import copy
import secrets
import string
import time
from collections.abc import Callable, Mapping

from gigafibre_fsm.testing.servers.stripe.schema import fixtures

PREFIXES = {
	"customer": "cus",
	"setup_intent": "seti",
	"payment_method": "pm",
	"payment_intent": "pi",
	"charge": "ch",
	"checkout.session": "cs_test",
	"event": "evt",
}
LETTERS = string.ascii_letters + string.digits
# Stripe's examples fill every field to show its form; an object as it is born has nothing there.
EMPTY = """after_expiration consent consent_collection customer_details discount invoice_creation last_payment_error
	last_setup_error next_action payment_method_configuration_details processing saved_payment_method_options shipping
	shipping_address_collection shipping_cost source transfer_data canceled_at collected_information
	phone_number_collection fraud_details""".split()
DEFAULT_PAGE, LONGEST_PAGE = 10, 100


class Missing(Exception):
	"""No such object: (what was asked for, its id, the parameter that named it)."""


def token(length: int = 24) -> str:
	return "".join(secrets.choice(LETTERS) for _number in range(length))


class Store:
	def __init__(self, live: bool):
		self.live = live
		self.objects: dict[str, dict] = {}

	def make(self, kind: str, **values) -> dict:
		"""A new object: Stripe's example of its kind, with nothing in it but `values`."""
		example = copy.deepcopy(fixtures()[kind])
		example |= {name: None for name in EMPTY if name in example}
		own = {"id": f"{PREFIXES[kind]}_{token()}", "created": int(time.time()), "livemode": self.live}
		made = example | own | {"metadata": {}} | values
		self.objects[made["id"]] = made
		return made

	def get(self, kind: str, name: str, parameter: str = "id") -> dict:
		found = self.objects.get(name)
		if not found or found["object"] != kind:
			raise Missing(kind, name, parameter)
		return found

	def newest_first(self, kind: str, wanted: Callable[[dict], bool] = lambda row: True) -> list[dict]:
		standing = (row for row in reversed(self.objects.values()) if not row.get("deleted"))
		return [row for row in standing if row["object"] == kind and wanted(row)]

	def page(self, kind: str, url: str, query: Mapping, wanted: Callable[[dict], bool]) -> dict:
		rows = self.newest_first(kind, lambda row: wanted(row) and _in_time(row, query.get("created")))
		if after := query.get("starting_after"):
			self.get(kind, after, "starting_after")
			rows = rows[[row["id"] for row in rows].index(after) + 1 :]
		limit = min(int(query.get("limit", DEFAULT_PAGE)), LONGEST_PAGE)
		return {"object": "list", "url": url, "has_more": len(rows) > limit, "data": rows[:limit]}

	def expanded(self, value: dict, paths: list[str]) -> dict:
		shown = copy.deepcopy(value)
		for path in paths:
			self._expand(shown, path.split("."))
		return shown

	def _expand(self, node: object, names: list[str]) -> None:
		if isinstance(node, list):
			for child in node:
				self._expand(child, names)
		elif isinstance(node, dict) and names:
			name, *rest = names
			if isinstance(node.get(name), str) and node[name] in self.objects:
				node[name] = copy.deepcopy(self.objects[node[name]])
			self._expand(node.get(name), rest)


COMPARISONS = {
	"gt": lambda row, limit: row > limit,
	"gte": lambda row, limit: row >= limit,
	"lt": lambda row, limit: row < limit,
	"lte": lambda row, limit: row <= limit,
}


def _in_time(row: dict, created: object) -> bool:
	if not created:
		return True
	limits = created if isinstance(created, dict) else {"gte": created, "lte": created}
	return all(COMPARISONS[name](row["created"], int(limit)) for name, limit in limits.items())
