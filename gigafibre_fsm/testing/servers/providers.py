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
