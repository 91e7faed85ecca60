"""The providers' first verbs, answered as each provider documents them."""

from gigafibre_fsm.testing.servers.base import LocalServer, Reply, Request


class SlackServer(LocalServer):
	PATH = "/services/T000000001/B000000001/X000000001"

	@property
	def webhook(self) -> str:
		return self.url + self.PATH

	def answer(self, request: Request) -> Reply:
		if request.path != self.PATH:
			return Reply.text("no_service", 404)
		if not dict(request.json() or {}).get("text"):
			return Reply.text("no_text", 400)
		return Reply.text("ok")


class TeamsServer(LocalServer):
	"""A workflow's webhook: the signature in the query is the secret."""

	PATH = "/workflows/0001/triggers/manual/paths/invoke"
	SIGNATURE = "teams-signature-0001"

	@property
	def webhook(self) -> str:
		return f"{self.url}{self.PATH}?api-version=2016-06-01&sig={self.SIGNATURE}"

	def answer(self, request: Request) -> Reply:
		if request.path != self.PATH or request.parameter("sig") != self.SIGNATURE:
			error = {"code": "DirectApiAuthorizationRequired", "message": "The request is not authorized."}
			return Reply.json({"error": error}, 401)
		attachments = dict(request.json() or {}).get("attachments") or []
		if [part.get("contentType") for part in attachments] != ["application/vnd.microsoft.card.adaptive"]:
			return Reply.json(
				{"error": {"code": "TriggerInputSchemaMismatch", "message": "Bad payload"}}, 400
			)
		return Reply(202)


class GenieAcsServer(LocalServer):
	"""The interface has no login of its own; `login` stands for a proxy before it."""

	def __init__(self, login: tuple[str, str] | None = None, devices: int = 7550):
		super().__init__()
		self.login, self.devices = login, devices

	def answer(self, request: Request) -> Reply:
		if self.login and request.basic_login() != self.login:
			return Reply(401, b"<html>401 Authorization Required</html>", {"WWW-Authenticate": "Basic"})
		version = {"GenieACS-Version": "1.2.14"}
		if request.path != "/devices/":
			return Reply(404, b"404 Not Found", version)
		if request.method != "GET":
			return Reply(405, b"405 Method Not Allowed", {"Allow": "GET, HEAD", **version})
		rows = [{"_id": "00259E-HG8245-48575443"}][: self.devices]
		return Reply.json(rows, total=str(self.devices), **version)


class OktopusServer(LocalServer):
	TOKEN = "oktopus.session.token"

	def __init__(self, email: str = "acs@gigafibre.example", password: str = "oktopus-password-0001"):
		super().__init__()
		self.email, self.password = email, password
		self.devices = 42

	def answer(self, request: Request) -> Reply:
		if (request.method, request.path) == ("PUT", "/api/auth/login"):
			return self._login(request)
		if request.headers.get("Authorization") != self.TOKEN:
			return Reply(401)
		if (request.method, request.path) != ("GET", "/api/device"):
			return Reply.text("404 page not found", 404)
		size = int(request.parameter("page_size", "20"))
		rows = [{"SN": "oktopus-0-ws"}][: self.devices]
		return Reply.json({"pages": self.devices // size, "page": 0, "size": size, "devices": rows})

	def _login(self, request: Request) -> Reply:
		if request.json() != {"email": self.email, "password": self.password}:
			return Reply.json("Invalid Credentials", 401)
		return Reply.json(self.TOKEN)


class SipServer(LocalServer):
	def __init__(self, key_id: str = "WO0001", secret: str = "sip-secret-0001"):
		super().__init__()
		self.key_id, self.secret = key_id, secret
		self.domains = ["sip.targo.ca"]

	def answer(self, request: Request) -> Reply:
		if (request.headers.get("accesskeyid"), request.bearer()) != (self.key_id, self.secret):
			return Reply.json({"code": 16, "message": "UNAUTHENTICATED"}, 401)
		if request.path != "/v1/domains":
			return Reply.json({"code": 5, "message": "NOT_FOUND"}, 404)
		rows = [{"ref": f"d-{number}", "domainUri": uri} for number, uri in enumerate(self.domains)]
		return Reply.json({"items": rows, "nextPageToken": ""})


class EmergencyServer(LocalServer):
	"""Locks the account after five failed logins, as a provider does."""

	MOST_FAILURES = 5

	def __init__(self, user: str = "gigafibre", password: str = "emergency-password-0001"):
		super().__init__()
		self.login = (user, password)
		self.failures = 0
		self.registrations: dict[str, dict] = {}

	def answer(self, request: Request) -> Reply:
		if self.failures >= self.MOST_FAILURES:
			return Reply.json({"code": "account_locked", "message": "Account locked"}, 403)
		if request.basic_login() != self.login:
			self.failures += 1
			return Reply.json({"code": "unauthorized", "message": "Login failed"}, 401)
		if (request.method, request.path) != ("GET", "/v1/registrations"):
			return Reply.json({"code": "not_found", "message": "No such resource"}, 404)
		limit = int(request.parameter("limit", "100"))
		rows = list(self.registrations.values())
		return Reply.json({"total": len(rows), "registrations": rows[:limit]})


class TraccarServer(LocalServer):
	def __init__(self, token: str = "traccar-token-0001", devices: int = 3):
		super().__init__()
		self.token, self.devices = token, devices

	def answer(self, request: Request) -> Reply:
		if request.path == "/api/server":
			return Reply.json({"id": 1, "version": "6.5"})
		if request.bearer() != self.token:
			return Reply.text("HTTP 401 Unauthorized - WebApplicationException", 401)
		if request.path != "/api/devices":
			return Reply.text("HTTP 404 Not Found", 404)
		return Reply.json([{"id": number, "name": f"Camion {number}"} for number in range(self.devices)])


class LanguageModelServer(LocalServer):
	def __init__(self, key: str = "llm-key-0001", models: tuple[str, ...] = ("small", "large")):
		super().__init__()
		self.key, self.models = key, models

	@property
	def base_url(self) -> str:
		return f"{self.url}/v1"

	def answer(self, request: Request) -> Reply:
		if self.key and request.bearer() != self.key:
			error = {"message": "Incorrect API key provided", "code": "invalid_api_key"}
			return Reply.json({"error": error}, 401)
		if request.path != "/v1/models":
			return Reply.json({"error": {"message": "Not found"}}, 404)
		rows = [{"id": name, "object": "model", "owned_by": "local"} for name in self.models]
		return Reply.json({"object": "list", "data": rows})
