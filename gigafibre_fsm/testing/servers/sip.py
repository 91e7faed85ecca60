"""A REST gateway before a SIP platform that keeps to docs/contracts/sip.yaml, and tells when a request of ours does not."""

from collections.abc import Callable
from itertools import count
from threading import RLock

from gigafibre_fsm.testing.servers.base import LocalServer, Reply, Request
from gigafibre_fsm.testing.servers.contract import Contract

ACCEPTED = 200, 204
# gRPC's words for what goes wrong.
INVALID, NOT_FOUND, EXISTS, EXHAUSTED, UNAVAILABLE, UNAUTHENTICATED = (
	(400, 3, "INVALID_ARGUMENT"),
	(404, 5, "NOT_FOUND"),
	(409, 6, "ALREADY_EXISTS"),
	(429, 8, "RESOURCE_EXHAUSTED"),
	(503, 14, "UNAVAILABLE"),
	(401, 16, "UNAUTHENTICATED"),
)


class SipServer(LocalServer):
	def __init__(self, key_id: str = "WO0001", secret: str = "sip-secret-0001"):
		super().__init__()
		self.key_id, self.secret = key_id, secret
		self.domains = ["sip.targo.ca"]
		# By ref; an agent knows its credentials by theirs.
		self.agents: dict[str, dict] = {}
		self.credentials: dict[str, dict] = {}
		# Users of other keys' Agents, which this one does not see.
		self.elsewhere: set[str] = set()
		# What it did, in order: also when the answer was lost.
		self.done: list[tuple[str, str]] = []
		# What was not as the contract says, of both sides.
		self.faults: list[str] = []
		self._contract = Contract("sip")
		self._ids = count(1)
		self._lock = RLock()

	# -- what a test does

	def hold(self, username: str, enabled: bool = True, extended: dict | None = None, **values) -> dict:
		"""An account that was there before."""
		credentials = self._keep(
			self.credentials, "c", {"name": username, "username": username, "password": "was-there-before"}
		)
		agent = {
			"name": username,
			"username": username,
			"enabled": enabled,
			"domainRef": "d-0",
			"credentialsRef": credentials["ref"],
			"extended": extended or {},
		}
		return self._keep(self.agents, "a", agent | values)

	def agent(self, username: str) -> dict | None:
		return next((row for row in self.agents.values() if row["username"] == username), None)

	def password(self, username: str) -> str | None:
		"""With which the Agent would register."""
		agent = self.agent(username)
		credentials = agent and self.credentials.get(agent["credentialsRef"])
		return credentials and credentials["password"]

	def made(self) -> list[str]:
		"""The paths of what was made, in order."""
		return [path for method, path in self.done if method == "POST"]

	# -- troubles

	def busy(self, request: Request) -> Reply:
		return refusal(UNAVAILABLE)

	def login_refused(self, request: Request) -> Reply:
		return refusal(UNAUTHENTICATED)

	def lose_answer(self, request: Request) -> Reply:
		"""Does what was asked, and the line is cut before the answer."""
		self.answer(request)
		return self.hang_up(request)

	def lose_answer_to(self, method: str, path: str) -> None:
		"""To the first such request; the others are answered."""

		def lose(request: Request) -> Reply:
			if (request.method, request.path) != (method, path):
				return self.answer(request)
			self.trouble = None
			return self.lose_answer(request)

		self.trouble = lose

	# -- what it answers

	def answer(self, request: Request) -> Reply:
		if (request.headers.get("accesskeyid"), request.bearer()) != (self.key_id, self.secret):
			return refusal(UNAUTHENTICATED)
		wrong = self._contract.wrong_in_request(request)
		self.faults += wrong
		with self._lock:
			reply = refusal(INVALID, "; ".join(wrong)) if wrong else self._route(request)
			if reply.status in ACCEPTED and request.method != "GET":
				self.done.append((request.method, request.path))
				self.publish()
		self.faults += self._contract.wrong_in_answer(request, reply)
		return reply

	def publish(self) -> None:
		"""For a platform behind it."""

	def _route(self, request: Request) -> Reply:
		kind, _, ref = request.path.removeprefix("/v1/").partition("/")
		if kind == "domains":
			return self._page(list(range(len(self.domains))), self._domain, request)
		store, prefix, shown = {
			"agents": (self.agents, "a", self._shown_agent),
			"credentials": (self.credentials, "c", self._shown_credentials),
		}[kind]
		if request.method == "GET":
			return self._page(_wanted(list(store.values()), request), shown, request)
		if request.method == "POST":
			return self._create(store, prefix, shown, dict(request.json() or {}))
		if ref not in store:
			return refusal(NOT_FOUND)
		if request.method == "DELETE":
			del store[ref]
			return Reply(204)
		store[ref] |= dict(request.json() or {})
		return Reply.json(shown(store[ref]))

	def _create(self, store: dict, prefix: str, shown: Callable, values: dict) -> Reply:
		if store is self.agents and (self.agent(values["username"]) or values["username"] in self.elsewhere):
			return refusal(EXISTS)
		return Reply.json(shown(self._keep(store, prefix, values)))

	def _keep(self, store: dict, prefix: str, values: dict) -> dict:
		with self._lock:
			ref = f"{prefix}-{next(self._ids):06}"
			store[ref] = {**values, "ref": ref}
			return store[ref]

	def _page(self, rows: list, shown: Callable, request: Request) -> Reply:
		"""A token is the place of the next row."""
		begin = int(request.parameter("pageToken") or 0)
		end = begin + int(request.parameter("pageSize", "20"))
		token = str(end) if end < len(rows) else ""
		return Reply.json({"items": [shown(row) for row in rows[begin:end]], "nextPageToken": token})

	def _domain(self, number: int) -> dict:
		uri = self.domains[number]
		return {"ref": f"d-{number}", "name": uri, "domainUri": uri}

	def _shown_credentials(self, row: dict) -> dict:
		return {name: value for name, value in row.items() if name != "password"}

	def _shown_agent(self, row: dict) -> dict:
		credentials = self.credentials.get(row["credentialsRef"])
		shown = {name: value for name, value in row.items() if not name.endswith("Ref")}
		return {
			**shown,
			"domain": self._domain(int(row["domainRef"].removeprefix("d-"))),
			"credentials": credentials and {name: credentials[name] for name in ("ref", "name", "username")},
		}


def _wanted(rows: list[dict], request: Request) -> list[dict]:
	name = request.parameter("fieldName")
	return [row for row in rows if not name or row.get(name) == request.parameter("fieldValue")]


def refusal(kind: tuple[int, int, str], message: str = "") -> Reply:
	status, code, word = kind
	return Reply.json({"code": code, "message": message or word}, status)
