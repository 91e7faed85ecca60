"""The outbox's way to the 911 provider: one message at a time, and what the line says at that moment.

One at a time, because a provider locks the account after a few refused logins: whoever comes next must see that it was
refused. The newest request of a number counts, so an older one that is late does nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.gigafibre_fsm import locks
from gigafibre_fsm.gigafibre_fsm.delivery.message import Message
from gigafibre_fsm.gigafibre_fsm.delivery.outcome import NotNeeded
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.emergency import mapping
from gigafibre_fsm.integrations.emergency.client import EmergencyClient
from gigafibre_fsm.integrations.emergency.records import Address, Registration
from gigafibre_fsm.integrations.errors import ConfigurationError, PermanentError, RetryableError
from gigafibre_fsm.voice_service.doctype.e911_request.status import Action, Status
from gigafibre_fsm.voice_service.doctype.voip_line.status import Status as LineStatus
from gigafibre_fsm.voice_service.services.emergency import addresses, answers, asking, requests, strays

# Seconds; another message is with the provider.
TURN = 15


class Registrar:
	def __init__(self, client: EmergencyClient):
		self.client = client

	def send(self, message: Message) -> str | None:
		if message.event in (asking.EVENT, strays.EVENT):
			return self._of_no_request(message)
		_adopt(message)
		with _alone():
			request = _request(message)
			return self._deregister(request) if _removes(request) else self._register(request)

	def find(self, message: Message) -> str | None:
		"""After an answer that was lost: where the provider holds what is asked for, that is noted as its answer."""
		if message.event in (asking.EVENT, strays.EVENT):
			return None
		_adopt(message)
		with _alone():
			request = _request(message)
			held = self.client.query(request.did)
			if _removes(request):
				return None if held else _noted(request, None)
			return _noted(request, held) if held and held.address == _address(_line(request)) else None

	def _of_no_request(self, message: Message) -> str | None:
		with _alone():
			if message.event == strays.EVENT:
				return strays.send(self.client, message)
			return self._look(message)

	def _look(self, message: Message) -> str | None:
		held = self.client.query(message.recipient)
		if name := message.variables.get("request"):
			return _noted(frappe.get_doc(requests.DOCTYPE, name), held)
		answers.looked_up(message.reference_name, message.recipient, held)
		frappe.db.commit()  # the sender's own transaction
		return _reference(held)

	def _register(self, request: Document) -> str | None:
		line = _line(request)
		_refuse_incomplete(request, line)
		address = _address(line)
		sent = mapping.to_json(address)
		try:
			registration = self.client.register(request.did, address)
		except PermanentError as refusal:
			_note(request, refusal, sent)
			raise
		return _noted(request, registration, sent)

	def _deregister(self, request: Document) -> str:
		try:
			self.client.deregister(request.did)
		except PermanentError as refusal:
			_note(request, refusal, None)
			raise
		return _noted(request, None)


def sender() -> Registrar:
	settings = frappe.get_doc("FSM Settings")
	if not settings.emergency_enabled:
		raise ConfigurationError(_("The 911 provider is switched off in FSM Settings."))
	return Registrar(EmergencyClient.from_settings(Credentials(settings)))


@contextmanager
def _alone() -> Iterator[None]:
	"""Until what the provider said is committed, or given up by the caller. Reads see what is committed at their moment,
	and no row is locked while the provider is asked.
	"""
	try:
		locks.hold("911 provider")
	except frappe.QueryTimeoutError:
		sentence = _("Another message is with the 911 provider: this one waits for its turn.")
		raise RetryableError(sentence, after=TURN) from None
	try:
		yield
	except ConfigurationError:
		frappe.db.commit()  # that the login was refused, before another process has the lock
		raise


def _request(message: Message) -> Document:
	"""What the row is to do, if it is still to be done."""
	request = frappe.get_doc(requests.DOCTYPE, _name(message))
	_find_number(request)
	if request.status in (Status.SUPERSEDED, Status.CANCELLED) or _has_newer(request):
		_end(request, Status.SUPERSEDED)
		raise NotNeeded(_("A newer 911 request of the same number takes its place."))
	if not _is_still_its(request):
		_end(request, Status.CANCELLED)
		raise NotNeeded(
			_("The number is another line's now, or no line's: nothing to tell the 911 provider.")
		)
	return request


def _adopt(message: Message) -> None:
	"""A row that was written before there were requests gets one. Committed: nothing is locked while the provider is
	asked.
	"""
	if _name(message):
		return
	line = frappe.get_doc("VoIP Line", message.reference_name)
	did = message.recipient or line.did
	if did and requests.newest_change(did):
		raise NotNeeded(_("A newer 911 request of the same number takes its place."))
	requests.of_row(line, message.event, did, message.name)
	frappe.db.commit()  # see above


def _name(message: Message) -> str | None:
	return message.variables.get("request") or frappe.db.get_value(
		requests.DOCTYPE, {"outbox_message": message.name}
	)


def _find_number(request: Document) -> None:
	"""The line may have got one since."""
	request.did = request.did or frappe.db.get_value("VoIP Line", request.voip_line, "did")
	if not request.did:
		raise PermanentError(_("The line has no number yet."))


def _has_newer(request: Document) -> bool:
	newest = requests.newest_change(request.did)
	return bool(newest) and newest != request.name


def _is_still_its(request: Document) -> bool:
	"""A registration is its line's; a deregistration must find no other line that lives with the number."""
	alive = {"did": request.did, "status": ("!=", LineStatus.CANCELLED)}
	holder = frappe.db.get_value("VoIP Line", alive)
	return holder == request.voip_line or (_removes(request) and not holder)


def _end(request: Document, status: str) -> None:
	if request.status == Status.QUEUED:
		request.update({"status": status}).save(ignore_permissions=True)
	frappe.db.commit()  # the sender's own transaction


def _removes(request: Document) -> bool:
	return request.action == Action.DEREGISTER


def _line(request: Document) -> Document:
	return frappe.get_doc("VoIP Line", request.voip_line)


def _address(line: Document) -> Address:
	return mapping.address(addresses.of_line(line))


def _refuse_incomplete(request: Document, line: Document) -> None:
	if lacking := addresses.missing(addresses.of_line(line)):
		refusal = PermanentError(_("The 911 address lacks: {0}.").format(", ".join(lacking)))
		_note(request, refusal, None)
		raise refusal


def _noted(request: Document, held: Registration | None, sent: dict | None = None) -> str:
	_note(request, held, sent)
	return _reference(held) or request.did


def _note(request: Document, answer: Registration | PermanentError | None, sent: dict | None) -> None:
	answers.apply(request, answer, sent)
	frappe.db.commit()  # the provider has acted: that must not be forgotten


def _reference(held: Registration | None) -> str | None:
	return answers.reference(held) if held else None
