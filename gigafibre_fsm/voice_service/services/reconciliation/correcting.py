"""What a person decides about differences: each by itself, as far as it can be done."""

from collections.abc import Callable, Iterable

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from gigafibre_fsm.domain.telephone.records import Kind
from gigafibre_fsm.exceptions import InvalidRequest, InvalidState
from gigafibre_fsm.gigafibre_fsm import chosen
from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.gigafibre_fsm.delivery import channels
from gigafibre_fsm.voice_service.doctype.telephone_difference.status import Status
from gigafibre_fsm.voice_service.doctype.voip_line.status import E911Status
from gigafibre_fsm.voice_service.doctype.voip_line.status import Status as LineStatus
from gigafibre_fsm.voice_service.services import emergency, sip
from gigafibre_fsm.voice_service.services.emergency import strays
from gigafibre_fsm.voice_service.services.emergency.addresses import DOOR, PREFIX
from gigafibre_fsm.voice_service.services.reconciliation.under_way import CHANNELS

DOCTYPE = "Telephone Difference"
MOST_AT_ONCE = 500


def correct(names: Iterable[str]) -> dict:
	"""By rows of the outbox: the provider is told after the commit, and the next reconciliation looks whether it did."""
	return _each(names, _correct)


def accept(names: Iterable[str], note: str) -> dict:
	return _each(names, lambda difference: _accept(difference, note))


def reopen(names: Iterable[str]) -> dict:
	return _each(names, _reopen)


def check_right() -> None:
	"""Nobody writes a difference as such: whoever may change lines decides about them, by these ways alone."""
	frappe.has_permission("VoIP Line", "write", throw=True)


def _each(names: Iterable[str], act: Callable[[Document], None]) -> dict:
	check_right()
	return chosen.each(names, lambda name: frappe.get_doc(DOCTYPE, name, for_update=True), act)


def _correct(difference: Document) -> None:
	_refuse_unless_open(difference)
	if off := channels.why_off(CHANNELS[difference.side]):
		frappe.throw(off, InvalidState)
	CORRECTIONS[difference.kind](difference, _reason(difference))
	_decide(difference, Status.CORRECTED)


def _accept(difference: Document, note: str) -> None:
	_refuse_unless_open(difference)
	if not difference.may_stay:
		frappe.throw(
			_("911 must know where a phone in service is: correct this, or mend the line."), InvalidState
		)
	_decide(difference, Status.ACCEPTED, note)


def _decide(difference: Document, status: str, note: str | None = None) -> None:
	decided = {"corrected_by": frappe.session.user, "corrected_on": now_datetime(), "note": note}
	difference.update({"status": status, **decided}).save(ignore_permissions=True)


def _refuse_unless_open(difference: Document) -> None:
	if difference.status != Status.OPEN:
		status = _(difference.status, context=DOCTYPE)
		frappe.throw(_("It is {0}: there is nothing to decide.").format(status), InvalidState)


def _reopen(difference: Document) -> None:
	if difference.status != Status.ACCEPTED:
		frappe.throw(_("Only what was accepted can be opened again."), InvalidState)
	difference.update({"status": Status.OPEN, "corrected_by": None, "corrected_on": None, "note": None})
	difference.save(ignore_permissions=True)


def _reason(difference: Document) -> str:
	language = languages.of_office()
	kind = _(difference.kind, lang=language, context=DOCTYPE)
	return _("Telephone reconciliation, {0}: {1}", lang=language).format(difference.name, kind)


# -- one for each kind


def _follow_line(difference: Document, reason: str) -> None:
	sip.request(_line(difference), reason)


def _remove_account(difference: Document, reason: str) -> None:
	sip.remove(difference.sip_username, difference, reason)


def _register(difference: Document, reason: str) -> None:
	"""What the line says; that of its place where it says nothing."""
	line = _line(difference)
	says = {key: line.get(PREFIX + key) for key in DOOR}
	emergency.update(line, None if emergency.missing(line.as_dict()) else says, reason)


def _deregister(difference: Document, reason: str) -> None:
	_refuse_while_needed(difference.did)
	if difference.voip_line:
		emergency.deregister(_line(difference), reason, did=difference.did)
	else:
		strays.remove(difference.did, difference, reason)


def _refuse_while_needed(did: str) -> None:
	"""By what is so now: since the lists were read, a line may have been registered with it."""
	needs_it = {"status": ("!=", LineStatus.CANCELLED), "e911_status": ("!=", E911Status.DEREGISTERED)}
	line = frappe.db.get_value("VoIP Line", {"did": did, **needs_it}, for_update=True)
	if line:
		frappe.throw(
			_("Phone line {0} has the number {1}: 911 must know it.").format(line, did), InvalidState
		)


def _settle(difference: Document, reason: str) -> None:
	"""A line that takes for confirmed what the provider still looks at waits again, and is asked about until it is."""
	line = _line(difference)
	if line.e911_status == E911Status.SYNCED:
		_register(difference, reason)
	else:
		emergency.ask(line, reason)


CORRECTIONS = {
	Kind.MISSING_ACCOUNT: _follow_line,
	Kind.DIFFERENT_ACCOUNT: _follow_line,
	Kind.ORPHANED_ACCOUNT: _remove_account,
	Kind.MISSING_REGISTRATION: _register,
	Kind.DIFFERENT_REGISTRATION: _register,
	Kind.ORPHANED_REGISTRATION: _deregister,
	Kind.UNCONFIRMED: _settle,
}


def _line(difference: Document) -> Document:
	if not difference.voip_line or not frappe.db.exists("VoIP Line", difference.voip_line):
		frappe.throw(_("The line is not there any more."), InvalidRequest)
	return frappe.get_doc("VoIP Line", difference.voip_line, for_update=True)
