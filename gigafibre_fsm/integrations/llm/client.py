"""A language model behind an OpenAI-compatible endpoint."""

from frappe import _

from gigafibre_fsm.integrations.auth import anonymous, bearer
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.errors import ConfigurationError
from gigafibre_fsm.integrations.finding import Finding
from gigafibre_fsm.integrations.http import HttpClient, Peer

LOGIN = ("llm_api_key",)


class LanguageModelClient:
	def __init__(self, peer: Peer):
		self.http = HttpClient(peer)

	@classmethod
	def from_settings(cls, credentials: Credentials) -> "LanguageModelClient":
		# A model on our own server usually asks for no key.
		key = credentials.optional("llm_api_key")
		auth = bearer(key) if key else anonymous
		return cls(credentials.peer(_("the language model"), "llm_base_url", auth, LOGIN))

	def models(self) -> list[str]:
		rows = self.http.get("/models").take("data", list)
		return [str(row.get("id")) for row in rows if isinstance(row, dict)]


def check_connection(credentials: Credentials) -> Finding:
	client = LanguageModelClient.from_settings(credentials)
	(model,) = credentials.require("llm_model")
	if model not in client.models():
		raise ConfigurationError(
			_("The language model's server answers, but has no model « {0} »: check its spelling.").format(
				model
			)
		)
	return Finding(_("The language model « {0} » is there.").format(model))
