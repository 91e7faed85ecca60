"""Oktopus (TR-369): its REST interface."""

from frappe import _

from gigafibre_fsm.integrations.auth import bare
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.finding import Finding
from gigafibre_fsm.integrations.http import HttpClient, Peer

LOGIN = ("oktopus_username", "oktopus_password")


class OktopusClient:
	def __init__(self, peer: Peer, user: str, password: str):
		self.peer = Peer(peer.name, peer.base_url, peer.url_label, peer.login_labels, secrets=(password,))
		self.user = user
		self._password = password

	@classmethod
	def from_settings(cls, credentials: Credentials) -> "OktopusClient":
		user, password = credentials.require(*LOGIN)
		return cls(credentials.peer("Oktopus", "oktopus_base_url", login=LOGIN), user, password)

	def device_count(self) -> int:
		# Pages of one device each: their number is the number of devices.
		answer = self._session().get("/api/device", params={"page_size": 1})
		answer.take("devices", list)
		return answer.take("pages", int)

	def _session(self) -> HttpClient:
		"""A client with a token of its own: they expire, and one call more is cheap."""
		login = {"email": self.user, "password": self._password}
		answer = HttpClient(self.peer).call("PUT", "/api/auth/login", json=login)
		token = answer.json()
		if not isinstance(token, str) or not token:
			raise answer.unlike()
		peer = self.peer
		return HttpClient(
			Peer(
				peer.name, peer.base_url, peer.url_label, peer.login_labels, bare(token), secrets=peer.secrets
			)
		)


def check_connection(credentials: Credentials) -> Finding:
	devices = OktopusClient.from_settings(credentials).device_count()
	return Finding(_("Oktopus accepts the login; devices it knows: {0}.").format(devices))
