"""The outbox's way to the SIP platform: the account becomes what its line is at this moment.

Nothing has to be found again after a lost answer: an account is looked for before it is made, so the same row sent twice
leaves the same account.
"""

from dataclasses import replace

import frappe
from frappe import _

from gigafibre_fsm.gigafibre_fsm import locks
from gigafibre_fsm.gigafibre_fsm.delivery.message import Message
from gigafibre_fsm.gigafibre_fsm.delivery.senders import claims
from gigafibre_fsm.integrations.errors import RetryableError
from gigafibre_fsm.integrations.sip.client import SipClient
from gigafibre_fsm.voice_service.services.sip import account
from gigafibre_fsm.voice_service.services.sip.account import REMOVAL


class SipAccounts:
	def __init__(self, client: SipClient):
		self.client = client

	def send(self, message: Message) -> str | None:
		username = message.recipient or message.variables.get("username")
		_hold(username)
		if message.event == REMOVAL:
			return self._remove_stray(username)
		return self._follow(username, message.reference_name)

	def find(self, message: Message) -> None:
		return None

	def _follow(self, username: str, line: str) -> str | None:
		stored = account.stored(line)
		wanted = stored and account.of(stored)
		if wanted and wanted.username == username:
			return self.client.ensure(replace(wanted, password=account.password(line)))
		self.client.remove(username, line, adopts=bool(stored and stored.legacy_pbx_id))
		return None

	def _remove_stray(self, username: str) -> None:
		"""Unless a line has taken the user meanwhile."""
		if not frappe.db.exists("VoIP Line", {"sip_username": username, "status": ("in", account.THERE)}):
			self.client.remove(username)


def sender() -> SipAccounts:
	credentials = claims.credentials()
	credentials.require("sip_domain")
	return SipAccounts(SipClient.from_settings(credentials))


def _hold(username: str) -> None:
	"""Two rows of an account at once could leave it as the older one found the line. Until the row is settled."""
	try:
		locks.hold(f"sip account {username}")
	except frappe.QueryTimeoutError:
		raise RetryableError(_("Another process is at this SIP account.")) from None
