"""What a person does with lines that a report shows: tell 911 the address of the place, take a registration away, or settle a
doubt. Line by line; what cannot be done is left, with the reason.
"""

from collections.abc import Callable, Iterable

import frappe
from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.domain.emergency.findings import Verdict
from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.gigafibre_fsm import chosen
from gigafibre_fsm.voice_service.doctype.voip_line.status import E911Status, Status
from gigafibre_fsm.voice_service.services import comparison, emergency, held, judgements
from gigafibre_fsm.voice_service.services.address_wording import Wording

MOST_AT_ONCE = 500


def update(names: Iterable[str], reason: str) -> dict:
	return _each(names, lambda line: emergency.update(line, None, reason))


def deregister(names: Iterable[str], reason: str) -> dict:
	return _each(names, lambda line: _deregister(line, reason))


def review(names: Iterable[str], verdict: Verdict, note: str) -> dict:
	return _each(names, lambda line: _review(line, verdict, note))


def _each(names: Iterable[str], act: Callable[[Document], object]) -> dict:
	answer = chosen.each(names, _line, act)
	return {**answer, "message": _told(len(answer["done"]), len(answer["left"]))}


def _line(name: str) -> Document:
	line = held.line(name)
	line.check_permission("write")
	return line


def _told(done: int, left: int) -> str:
	return (
		_("Lines done: {0}. Left as they are: {1}.").format(done, left)
		if left
		else _("Lines done: {0}.").format(done)
	)


def _deregister(line: Document, reason: str) -> None:
	if line.status != Status.CANCELLED:
		_refuse(_("Phone line {0} is not cancelled: 911 must know it.").format(held.called(line)))
	if not emergency.deregister(line, reason):
		_refuse(_("Phone line {0} is not registered for 911.").format(held.called(line)))


def _review(line: Document, verdict: Verdict, note: str) -> None:
	stored, finding = comparison.of_line(line)
	if finding.verdict != comparison.UNSURE and not finding.judged:
		_refuse(_("There is no doubt about the address of phone line {0}.").format(held.called(line)))
	wording = Wording()
	shown = {
		"did": line.did,
		"service_address": wording.address(stored.here, stored.here_rest),
		"e911_address": wording.address(stored.there, stored.there_rest),
		"parts": "; ".join(each.part for each in finding.differences),
	}
	judgements.remember(judgements.key(*stored.addresses), verdict, note, shown)
	_follow(line, verdict, note)


def _follow(line: Document, verdict: Verdict, note: str) -> None:
	"""« Same » says nothing of what the provider holds: it is asked, and its answer makes the line synced."""
	if verdict == Verdict.SAME and line.e911_status == E911Status.MISMATCH:
		emergency.ask(line, note)
	elif verdict == Verdict.DIFFERENT and line.e911_status == E911Status.SYNCED:
		line.update({"e911_status": E911Status.MISMATCH}).save(ignore_permissions=True)


def _refuse(sentence: str) -> None:
	frappe.throw(sentence, InvalidState)
