"""Traccar: where the technicians' vehicles are."""

from contextlib import suppress

from frappe import _

from gigafibre_fsm.integrations.auth import bearer
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.finding import Finding
from gigafibre_fsm.integrations.http import HttpClient, Peer
from gigafibre_fsm.integrations.traccar import mapping

LOGIN = ("traccar_token",)
# Without it some of Traccar's lists come as XML.
JSON = {"Accept": "application/json"}


class TraccarClient:
	def __init__(self, peer: Peer):
		self.http = HttpClient(peer)

	@classmethod
	def from_settings(cls, credentials: Credentials) -> "TraccarClient":
		(token,) = credentials.require(*LOGIN)
		return cls(credentials.peer("Traccar", "traccar_base_url", bearer(token), LOGIN))

	def device_count(self) -> int:
		"""Of those that the token's user may see.

		`/api/server` answers anybody, and `/api/session` knows cookies but no bearer token: neither tells about ours.
		"""
		return len(self.http.get("/api/devices", headers=JSON).items())

	def positions(self) -> list[mapping.Position]:
		"""The last one of every vehicle that the token's user may see: that is what the list holds without parameters."""
		devices = self.http.get("/api/devices", headers=JSON)
		positions = self.http.get("/api/positions", headers=JSON)
		with suppress(KeyError, TypeError, ValueError, AttributeError):
			return mapping.positions(devices.items(), positions.items())
		raise positions.unlike()


def check_connection(credentials: Credentials) -> Finding:
	devices = TraccarClient.from_settings(credentials).device_count()
	warning = (
		"" if devices else _("It sees no vehicle: give the token's user access to the devices in Traccar.")
	)
	return Finding(_("Traccar accepts the token; vehicles it shows: {0}.").format(devices), warning)
