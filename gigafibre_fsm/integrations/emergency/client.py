"""The 911 provider, by the contract of docs/contracts/emergency.yaml.

Every verb may be repeated: the same address registered twice is one registration, and a number that is not there any more
is deregistered.
"""

from collections.abc import Iterator
from itertools import pairwise

import frappe
from frappe import _

from gigafibre_fsm.integrations.answer import Answer
from gigafibre_fsm.integrations.auth import basic
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.emergency import lockout, mapping
from gigafibre_fsm.integrations.emergency.records import Address, Registration
from gigafibre_fsm.integrations.errors import ConfigurationError, PermanentError, ProviderError
from gigafibre_fsm.integrations.finding import Finding
from gigafibre_fsm.integrations.http import LOGIN_REFUSED, HttpClient, Peer

ALL = "/v1/registrations"
PAGE = 1000
# Its 404 says this; the 404 of a server at a wrong address does not.
NOT_REGISTERED = "not_registered"
UNSERVED = 422


class EmergencyClient:
	def __init__(self, peer: Peer):
		self.http = HttpClient(peer)

	@classmethod
	def from_settings(cls, credentials: Credentials) -> "EmergencyClient":
		user, password = credentials.require(*lockout.LOGIN)
		peer = credentials.peer(
			_("the 911 provider"), "emergency_base_url", basic(user, password), lockout.LOGIN
		)
		lockout.refuse(peer.login_labels)
		return cls(peer)

	def register(self, phone: str, address: Address) -> Registration:
		"""Also another address of a number that is registered. May come back as pending."""
		_refuse_too_long(address)
		return self._one(self._ask("PUT", _path(phone), json=mapping.to_json(address)), phone)

	def query(self, phone: str) -> Registration | None:
		answer = self._ask("GET", _path(phone), known=(404,))
		if answer.status != 404:
			return self._one(answer, phone)
		if answer.object().get("code") != NOT_REGISTERED:
			raise _refusal(self.http, answer, maybe_done=False)
		return None

	def deregister(self, phone: str) -> None:
		answer = self._ask("DELETE", _path(phone))
		if answer.status != 204:
			raise _perhaps_done(answer.unlike())

	def registrations(self) -> Iterator[Registration]:
		"""Everything that is registered, by ascending number, whatever changes while it is read."""
		after = ""
		while page := self._page(after):
			yield from page
			after = page[-1].phone

	def registration_count(self) -> int:
		return self._ask("GET", ALL, params={"limit": 1}).take("total", int)

	def _page(self, after: str) -> list[Registration]:
		answer = self._ask("GET", ALL, params={"limit": PAGE, **({"after": after} if after else {})})
		rows = [_read(answer, row) for row in answer.take("registrations", list)]
		numbers = [after, *(row.phone for row in rows)]
		if any(one >= next_one for one, next_one in pairwise(numbers)):
			# Pages that overlap, or are not in order, would be read for ever or leave numbers out.
			raise answer.unlike()
		return rows

	def _one(self, answer: Answer, phone: str) -> Registration:
		try:
			found = _read(answer, answer.object())
			if found.phone != phone:
				raise answer.unlike()
		except ProviderError as error:
			raise _perhaps_done(error) from None
		return found

	def _ask(self, method: str, path: str, known: tuple[int, ...] = (), **options) -> Answer:
		lockout.refuse(self.http.peer.login_labels)
		answer = self.http.ask(method, path, **options)
		if answer.is_success or answer.status in known:
			return answer
		if answer.status in LOGIN_REFUSED:
			lockout.remember()
		raise _refusal(self.http, answer, maybe_done=method != "GET" and answer.status >= 500)


def _path(phone: str) -> str:
	if not mapping.PHONE.fullmatch(phone):
		raise PermanentError(_("« {0} » is no number of ten digits.").format(phone))
	return f"{ALL}/{phone}"


def _read(answer: Answer, row: object) -> Registration:
	try:
		return mapping.registration(row)
	except mapping.Unlike:
		pass
	raise answer.unlike()


def _refusal(http: HttpClient, answer: Answer, maybe_done: bool) -> ProviderError:
	error = http.refusal(answer)
	error.maybe_done = maybe_done
	details = {"status": answer.status, "reason": error.reason}
	if answer.status == UNSERVED:
		sentence = _("The 911 provider does not take this address: {0}.")
		return PermanentError(sentence.format(error.reason or answer.status), **details)
	if answer.status in (404, 405):
		# Another server, or another path of it: no address of a customer is to blame.
		return ConfigurationError(error.message, **details)
	return error


def _perhaps_done(error: ProviderError) -> ProviderError:
	"""A success that cannot be read."""
	error.maybe_done = True
	return error


def _refuse_too_long(address: Address) -> None:
	found = mapping.first_too_long(address)
	if not found:
		return
	label = _(frappe.get_meta("VoIP Line").get_label(found.fieldname), context="VoIP Line")
	sentence = _("{0} is too long for the 911 provider: {1} characters, and it takes {2} at most.")
	raise PermanentError(sentence.format(label, found.length, found.limit))


def check_connection(credentials: Credentials) -> Finding:
	count = EmergencyClient.from_settings(credentials).registration_count()
	return Finding(_("The 911 provider accepts the login; numbers registered: {0}.").format(count))
