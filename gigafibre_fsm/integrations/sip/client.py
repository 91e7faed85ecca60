"""SIP accounts at Fonoster/Routr, through the REST gateway of docs/contracts/sip.yaml.

Fonoster itself speaks gRPC only; the gateway keeps its object and field names.
"""

from frappe import _

from gigafibre_fsm.integrations.auth import HeaderAuth
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.finding import Finding
from gigafibre_fsm.integrations.http import HttpClient, Peer

LOGIN = ("sip_access_key_id", "sip_access_key_secret")


class SipClient:
	def __init__(self, peer: Peer):
		self.http = HttpClient(peer)

	@classmethod
	def from_settings(cls, credentials: Credentials) -> "SipClient":
		key_id, secret = credentials.require(*LOGIN)
		auth = HeaderAuth({"accesskeyid": key_id, "Authorization": f"Bearer {secret}"}, (secret,))
		return cls(credentials.peer(_("the SIP server"), "sip_base_url", auth, LOGIN))

	def domains(self) -> list[str]:
		answer = self.http.get("/v1/domains", params={"pageSize": 100})
		rows = answer.take("items", list)
		return [
			row["domainUri"]
			for row in rows
			if isinstance(row, dict) and isinstance(row.get("domainUri"), str)
		]


def check_connection(credentials: Credentials) -> Finding:
	client = SipClient.from_settings(credentials)
	(domain,) = credentials.require("sip_domain")
	return Finding(_("The SIP server accepts the access key."), _unknown_domain(domain, client.domains()))


def _unknown_domain(domain: str, domains: list[str]) -> str:
	if domain in domains:
		return ""
	return _("It has no domain {0}, so no account could be made in it. It has: {1}.").format(
		domain, ", ".join(domains) or _("none")
	)
