"""The 911 provider, by the contract of docs/contracts/emergency.yaml."""

from frappe import _

from gigafibre_fsm.integrations.auth import basic
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.emergency import lockout
from gigafibre_fsm.integrations.errors import ConfigurationError
from gigafibre_fsm.integrations.finding import Finding
from gigafibre_fsm.integrations.http import LOGIN_REFUSED, HttpClient, Peer

LOGIN = ("emergency_username", "emergency_password")


class EmergencyClient:
	def __init__(self, peer: Peer):
		self.http = HttpClient(peer)

	@classmethod
	def from_settings(cls, credentials: Credentials) -> "EmergencyClient":
		user, password = credentials.require(*LOGIN)
		return cls(
			credentials.peer(_("the 911 provider"), "emergency_base_url", basic(user, password), LOGIN)
		)

	def registration_count(self) -> int:
		return self.http.get("/v1/registrations", params={"limit": 1}).take("total", int)


def check_connection(credentials: Credentials) -> Finding:
	lockout.refuse(credentials)
	client = EmergencyClient.from_settings(credentials)
	try:
		count = client.registration_count()
	except ConfigurationError as error:
		if error.status in LOGIN_REFUSED:
			lockout.remember()
		raise
	return Finding(_("The 911 provider accepts the login; numbers registered: {0}.").format(count))
