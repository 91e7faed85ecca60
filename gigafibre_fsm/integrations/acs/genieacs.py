"""GenieACS's northbound interface (TR-069)."""

from dataclasses import dataclass

from frappe import _

from gigafibre_fsm.integrations.auth import HeaderAuth, anonymous, basic
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.finding import Finding
from gigafibre_fsm.integrations.http import HttpClient, Peer

LOGIN = ("genieacs_username", "genieacs_password")


@dataclass(frozen=True)
class Inventory:
	version: str
	devices: int


class GenieAcsClient:
	def __init__(self, peer: Peer):
		self.http = HttpClient(peer)

	@classmethod
	def from_settings(cls, credentials: Credentials) -> "GenieAcsClient":
		return cls(credentials.peer("GenieACS", "genieacs_base_url", _auth(credentials), LOGIN))

	def inventory(self) -> Inventory:
		answer = self.http.get("/devices/", params={"limit": 1, "projection": "_id"})
		answer.items()
		total = answer.headers.get("total", "")
		if not total.isdecimal():
			raise answer.unlike()
		return Inventory(answer.headers.get("GenieACS-Version", ""), int(total))


def _auth(credentials: Credentials) -> HeaderAuth:
	"""The interface itself has no login; a proxy before it may ask for one."""
	if not credentials.optional("genieacs_username"):
		return anonymous
	user, password = credentials.require(*LOGIN)
	return basic(user, password)


def check_connection(credentials: Credentials) -> Finding:
	inventory = GenieAcsClient.from_settings(credentials).inventory()
	return Finding(
		_("GenieACS {0} answers; devices it knows: {1}.").format(inventory.version, inventory.devices)
	)
