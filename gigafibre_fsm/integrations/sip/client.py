"""SIP accounts at Fonoster/Routr, through the REST gateway of docs/contracts/sip.yaml.

Fonoster itself speaks gRPC only; the gateway keeps its object and field names. An account there has two halves:
Credentials, and the Agent who uses them. Each half carries our mark, and is looked for before it is made.
"""

from collections.abc import Iterator
from dataclasses import replace

import frappe
from frappe import _

from gigafibre_fsm.integrations.auth import HeaderAuth
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.errors import ConfigurationError, PermanentError
from gigafibre_fsm.integrations.finding import Finding
from gigafibre_fsm.integrations.http import HttpClient, Peer
from gigafibre_fsm.integrations.sip import mapping
from gigafibre_fsm.integrations.sip.records import Account

LOGIN = ("sip_access_key_id", "sip_access_key_secret")
PAGE = 100
AGENTS, CREDENTIALS, DOMAINS = "/v1/agents", "/v1/credentials", "/v1/domains"
GONE, TAKEN = 404, 409


class SipClient:
	def __init__(self, peer: Peer, site: str, domain: str):
		self.http = HttpClient(peer)
		self.site = site
		# Of accounts that name none.
		self.domain = domain

	@classmethod
	def from_settings(cls, credentials: Credentials) -> "SipClient":
		key_id, secret = credentials.require(*LOGIN)
		auth = HeaderAuth({"accesskeyid": key_id, "Authorization": f"Bearer {secret}"}, (secret,))
		peer = credentials.peer(_("the SIP server"), "sip_base_url", auth, LOGIN)
		return cls(peer, frappe.local.site, credentials.optional("sip_domain"))

	def domains(self) -> list[str]:
		return [row["domainUri"] for row in self._domains()]

	def accounts(self) -> Iterator[Account]:
		"""All that this access key sees, whoever made them."""
		return map(mapping.account, self._list(AGENTS))

	def find(self, username: str) -> Account | None:
		rows = map(mapping.account, self._list(AGENTS, username))
		return next((row for row in rows if row.username == username), None)

	def ensure(self, account: Account) -> str:
		"""There as it is said here, made or changed; its ref. Told twice, it is there once."""
		wanted = replace(account, site=self.site)
		told = self._hiding(wanted)
		domain_ref = self._domain_ref(wanted.domain or self.domain)
		found = told.find(wanted.username)
		told._refuse(found, wanted)
		if found and found.credentials_ref and not wanted.enabled:
			# Switched off first, whatever becomes of the password.
			told._put_agent(found, wanted, domain_ref, found.credentials_ref)
		if found and not wanted.password:
			return found.ref
		credentials_ref = told._put_credentials(found, wanted)
		return told._put_agent(found, wanted, domain_ref, credentials_ref)

	def remove(self, username: str, line: str | None = None, adopts: bool = False) -> None:
		"""Gone, if it is ours: of `line` where one is named (or nobody's, where that line adopts), else of any line of
		this site, or nobody's.
		"""

		def is_ours(mark: tuple[str | None, str | None]) -> bool:
			return mark[0] in (self.site, None) if line is None else _is_of(mark, self.site, line, adopts)

		# The Agent first: without its Credentials it would stay, and could not register.
		for path in (AGENTS, CREDENTIALS):
			for row in list(self._list(path, username)):
				if row.get("username") == username and is_ours(mapping.owner(row)):
					self._delete(path, row.get("ref"))

	def _hiding(self, account: Account) -> "SipClient":
		"""A server may say in its error what it was sent."""
		peer = self.http.peer
		hiding = replace(peer, secrets=(*peer.secrets, account.password or ""))
		return SipClient(hiding, self.site, self.domain)

	def _refuse(self, found: Account | None, wanted: Account) -> None:
		if found and not _is_of((found.site, found.line), self.site, wanted.line, wanted.adopts):
			raise _taken(wanted)
		if not wanted.password and (wanted.enabled or not found):
			raise PermanentError(_("The line has no SIP password: type one and save."))

	def _put_credentials(self, found: Account | None, wanted: Account) -> str:
		ref = (found and found.credentials_ref) or self._left_behind(wanted)
		body = mapping.credentials(wanted)
		if ref and self._change(CREDENTIALS, ref, {**body, "ref": ref}):
			return ref
		return self.http.call("POST", CREDENTIALS, json=body).take("ref", str)

	def _left_behind(self, wanted: Account) -> str | None:
		"""By an earlier attempt that came no further."""
		rows = self._list(CREDENTIALS, wanted.username)
		ours = (row.get("ref") for row in rows if mapping.owner(row) == (self.site, wanted.line))
		return next(ours, None)

	def _put_agent(
		self, found: Account | None, wanted: Account, domain_ref: str, credentials_ref: str
	) -> str:
		body = mapping.agent(wanted, domain_ref, credentials_ref, found.others if found else {})
		if found and self._change(AGENTS, found.ref, _without_username(body, found.ref)):
			return found.ref
		try:
			return self.http.call("POST", AGENTS, json=body).take("ref", str)
		except PermanentError as error:
			if error.status != TAKEN:
				raise
		raise _taken(wanted)

	def _change(self, path: str, ref: str, body: dict) -> bool:
		"""Whether it was there to be changed."""
		return self._unless_gone("PUT", f"{path}/{ref}", json=body)

	def _delete(self, path: str, ref: str) -> None:
		self._unless_gone("DELETE", f"{path}/{ref}")

	def _unless_gone(self, method: str, path: str, **options) -> bool:
		try:
			self.http.call(method, path, **options)
		except PermanentError as error:
			if error.status != GONE:
				raise
			return False
		return True

	def _domain_ref(self, domain: str) -> str:
		refs = {row["domainUri"]: row.get("ref") for row in self._domains()}
		if domain not in refs:
			# One line's own domain is no trouble of the others.
			kind = ConfigurationError if domain == self.domain else PermanentError
			raise kind(_unknown_domain(domain, list(refs)))
		return refs[domain]

	def _domains(self) -> list[dict]:
		return [row for row in self._list(DOMAINS) if isinstance(row.get("domainUri"), str)]

	def _list(self, path: str, username: str | None = None) -> Iterator[dict]:
		wanted = {"fieldName": "username", "fieldValue": username} if username else {}
		token, seen = "", set()
		while token not in seen:
			seen.add(token)
			answer = self.http.get(path, params={"pageSize": PAGE, "pageToken": token, **wanted})
			yield from (row for row in answer.take("items", list) if isinstance(row, dict))
			token = answer.object().get("nextPageToken")
			if not token:
				return
		# It would go round for ever.
		raise answer.unlike()


def check_connection(credentials: Credentials) -> Finding:
	client = SipClient.from_settings(credentials)
	(domain,) = credentials.require("sip_domain")
	domains = client.domains()
	warning = "" if domain in domains else _unknown_domain(domain, domains)
	return Finding(_("The SIP server accepts the access key."), warning)


def _unknown_domain(domain: str, domains: list[str]) -> str:
	return _("It has no domain {0}, so no account could be made in it. It has: {1}.").format(
		domain, ", ".join(domains) or _("none")
	)


def _is_of(mark: tuple[str | None, str | None], site: str, line: str | None, adopts: bool) -> bool:
	return mark == (site, line) or (adopts and mark == (None, None))


def _without_username(body: dict, ref: str) -> dict:
	"""It can't be changed, and is not told."""
	return {"ref": ref, **{name: value for name, value in body.items() if name != "username"}}


def _taken(wanted: Account) -> PermanentError:
	return PermanentError(
		_("The SIP user {0} is somebody else's at the SIP server: give this line another one.").format(
			wanted.username
		),
		status=TAKEN,
	)
