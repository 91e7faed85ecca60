"""A line that is saved, by whomever: in service only with a complete 911 address, and the provider hears what changed."""

from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.voice_service.doctype.e911_request.status import Action
from gigafibre_fsm.voice_service.doctype.voip_line.status import IN_SERVICE, REGISTERED, E911Status, Status
from gigafibre_fsm.voice_service.services.emergency import addresses, requests

UNREGISTERED = (E911Status.NOT_REGISTERED, E911Status.FAILED, E911Status.DEREGISTERED, "", None)
# What the provider is sent of a line.
SENT = (*addresses.DOOR, "first_name", "last_name", "info", "enhanced")


def before_save(line: Document) -> None:
	"""A record may start anywhere, since imports bring it as it stands."""
	before = line.get_doc_before_save()
	is_told = line.flags.pop("told_911", False)
	line.flags.tell_911 = line.flags.forget_911 = None
	if before:
		_go_live(line, before)
		if not is_told and _is_known(line, before):
			_follow_edits(line, before)


def _go_live(line: Document, before: Document) -> None:
	if line.status != Status.ACTIVE or before.status == Status.ACTIVE:
		return
	addresses.refuse_incomplete(addresses.of_line(line))
	if line.e911_status in UNREGISTERED:
		_tell(line, _("The line goes in service.", lang=languages.of_office()))


def _is_known(line: Document, before: Document) -> bool:
	return line.status != Status.CANCELLED and (line.status in IN_SERVICE or before.e911_status in REGISTERED)


def _follow_edits(line: Document, before: Document) -> None:
	"""By hand, where the operations of the line say it themselves."""
	if _is_put_elsewhere(line, before):
		line.update(addresses.of_place(line))
	is_renumbered = bool(line.did) and line.did != before.did
	is_changed = is_renumbered or addresses.differ(line, before, SENT)
	if is_changed and _is_complete(line, before):
		_tell(line, _("The line was edited.", lang=languages.of_office()))
	if before.did and before.did != line.did and before.e911_status in REGISTERED:
		line.flags.forget_911 = before.did


def _is_complete(line: Document, before: Document) -> bool:
	"""What an import left incomplete does not stand in the way of other edits; nobody makes it so."""
	lacking = addresses.missing(addresses.of_line(line))
	if set(lacking) - set(addresses.missing(addresses.of_line(before))):
		addresses.refuse_incomplete(addresses.of_line(line))
	return not lacking


def _is_put_elsewhere(line: Document, before: Document) -> bool:
	"""Not where a move ends, whose address was asked for when it began."""
	place = line.service_location
	return bool(place) and place not in (before.service_location, before.get("moving_to"))


def _tell(line: Document, reason: str) -> None:
	line.flags.tell_911 = reason
	line.update({"e911_status": E911Status.PENDING, "e911_error": None})


def after_save(line: Document) -> None:
	reason, former = line.flags.pop("tell_911", None), line.flags.pop("forget_911", None)
	if reason:
		requests.make(line, Action.REGISTER, reason, asked=addresses.of_line(line))
	if former:
		requests.make(
			line, Action.DEREGISTER, _("The line was edited.", lang=languages.of_office()), did=former
		)
