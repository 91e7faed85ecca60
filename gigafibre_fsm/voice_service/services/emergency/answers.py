"""What the 911 provider said of a number: written down on its request, and followed by the line.

The line is Synced only where the provider holds what the line says at this moment.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from gigafibre_fsm.domain.emergency import comparing
from gigafibre_fsm.domain.emergency.findings import Verdict, Written
from gigafibre_fsm.domain.emergency.following import Answer, after
from gigafibre_fsm.gigafibre_fsm import clock
from gigafibre_fsm.integrations.emergency import mapping
from gigafibre_fsm.integrations.emergency.records import PENDING, REJECTED, Address, Registration
from gigafibre_fsm.integrations.errors import PermanentError
from gigafibre_fsm.voice_service.doctype.e911_request.status import Action, Status
from gigafibre_fsm.voice_service.doctype.voip_line.status import E911Status
from gigafibre_fsm.voice_service.services.emergency import addresses, people, requests

Said = Registration | PermanentError | None


def apply(request: Document, said: Said, sent: dict | None = None) -> None:
	"""`said` is None where the provider holds nothing of the number."""
	line = frappe.get_doc("VoIP Line", request.voip_line, for_update=True)
	# It may have been superseded while the provider was asked.
	request = frappe.get_doc(requests.DOCTYPE, request.name, for_update=True)
	request.did = request.did or line.did
	answer = _answer(request, line, said)
	_write_down(request, answer, said, sent)
	if line.did == request.did:
		_follow(line, answer, said, but=request.name)


def looked_up(line_name: str, did: str, held: Registration | None) -> None:
	"""A look without a request: what the provider's people have decided is the answer to what they had."""
	line = frappe.get_doc("VoIP Line", line_name, for_update=True)
	if line.did != did:
		return
	answer = _held(line, held) if held else Answer.UNKNOWN
	for name in requests.changes(did, Status.SENT):
		_answer_late(frappe.get_doc(requests.DOCTYPE, name, for_update=True), answer, held)
	_follow(line, answer, held)


def reference(held: Registration) -> str:
	return held.reference or (held.updated_at.isoformat() if held.updated_at else "")


def _answer(request: Document, line: Document, said: Said) -> Answer:
	if isinstance(said, PermanentError):
		return Answer.REJECTED
	if said is None:
		return Answer.REMOVED if request.action == Action.DEREGISTER else Answer.UNKNOWN
	return _held(line, said)


def _held(line: Document, held: Registration) -> Answer:
	if held.status == PENDING:
		return Answer.PENDING
	if held.status == REJECTED:
		return Answer.REJECTED
	return (
		Answer.AS_HERE
		if _is_the_lines(held.address, mapping.address(addresses.of_line(line)))
		else Answer.OTHERWISE
	)


def _is_the_lines(held: Address, ours: Address) -> bool:
	"""Providers write a street in their own way."""
	return held == ours or comparing.compare(_written(held), _written(ours)).verdict == Verdict.SAME


def _written(address: Address) -> Written:
	return Written(
		civic_number=address.street_number,
		unit=address.suite,
		street=address.street_name,
		city=address.city,
		postal_code=address.postal_code,
	)


_STATUS = {Answer.PENDING: Status.SENT, Answer.REJECTED: Status.REFUSED}


def _write_down(request: Document, answer: Answer, said: Said, sent: dict | None) -> None:
	now = now_datetime()
	is_query = request.action == Action.QUERY
	status = Status.CONFIRMED if is_query else _STATUS.get(answer, Status.CONFIRMED)
	if request.status != Status.SUPERSEDED:
		request.status = status
	if sent is not None or not request.sent_on:
		request.update({"sent_on": now, "sent": frappe.as_json(sent) if sent else None})
	request.update({"answered_on": now, "answer": _in_words(answer, said)})
	if isinstance(said, Registration):
		request.reference = reference(said)
	request.save(ignore_permissions=True)


def _answer_late(request: Document, answer: Answer, held: Registration | None) -> None:
	if answer == Answer.UNKNOWN and request.action == Action.REGISTER:
		# Lost there: told again, once a day at most.
		requests.put_once(request, now_datetime().strftime("%Y-%m-%d"))
	elif answer in (Answer.AS_HERE, Answer.REJECTED) and request.action == Action.REGISTER:
		_write_down(request, answer, held, None)


def _in_words(answer: Answer, said: Said) -> str:
	if isinstance(said, PermanentError):
		return said.message
	words = {
		Answer.AS_HERE: _("Registered with the address of the line."),
		Answer.OTHERWISE: _("Registered with another address: {0}"),
		Answer.PENDING: _("Taken; the provider's people look at it."),
		Answer.REJECTED: _("Rejected: {0}"),
		Answer.UNKNOWN: _("The provider does not know this number."),
		Answer.REMOVED: _("The number is not registered any more."),
	}[answer]
	detail = said.reason if answer == Answer.REJECTED else _readable(said)
	return words.format(detail)


def _readable(said: Said) -> str:
	if not isinstance(said, Registration):
		return ""
	held = said.address
	suite = f", app. {held.suite}" if held.suite else ""
	return f"{held.street_number} {held.street_name}{suite}, {held.city} ({held.province}) {held.postal_code}"


def _follow(line: Document, answer: Answer, said: Said, but: str = "") -> None:
	before = line.e911_status
	queued = bool(requests.changes(line.did, Status.QUEUED, but=but))
	sent = bool(requests.changes(line.did, Status.SENT, but=but))
	line.e911_status = after(before, answer, queued, sent)
	if line.e911_status != before or answer == Answer.AS_HERE:
		line.update(_of_answer(line.e911_status, answer, said))
		line.flags.told_911 = True
		# What an import left behind on the line must not keep the answer from it.
		line.flags.ignore_links = line.flags.ignore_mandatory = True
		line.save(ignore_permissions=True)
		people.told(line, line.e911_error)
	if answer == Answer.AS_HERE and line.get("moving_to") and not queued:
		_arrive(line)


def _of_answer(status: str, answer: Answer, said: Said) -> dict:
	if status == E911Status.SYNCED:
		at = (
			said.updated_at.astimezone(clock.here()).replace(tzinfo=None)
			if said.updated_at
			else now_datetime()
		)
		return {"e911_synced_on": at, "e911_reference": reference(said), "e911_error": None}
	if status == E911Status.DEREGISTERED:
		return {"e911_synced_on": None, "e911_reference": None, "e911_error": None}
	return {"e911_error": _in_words(answer, said)}


def _arrive(line: Document) -> None:
	from gigafibre_fsm.voice_service.services import moving  # which asks of 911 itself

	moving.arrived(line)
