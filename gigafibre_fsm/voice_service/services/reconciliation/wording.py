"""A finding in words. They are written down at night, in the office's language, and read by whoever comes first."""

from frappe import _

from gigafibre_fsm.domain.telephone.accounts import ENABLED, NO, NUMBER, OWNER, YES
from gigafibre_fsm.domain.telephone.records import Detail, Finding, Kind, Side
from gigafibre_fsm.domain.telephone.registrations import STATUS
from gigafibre_fsm.voice_service.services.address_wording import part_labels


def difference(finding: Finding) -> str:
	if finding.kind == Kind.MISSING_ACCOUNT:
		return _("The SIP platform has no account {0}.").format(finding.username)
	if finding.kind == Kind.ORPHANED_ACCOUNT:
		return _("No line in service has the account {0} of the SIP platform.").format(finding.username)
	if finding.kind == Kind.ORPHANED_REGISTRATION:
		sentence = _("No line here; 911 has the number at {0}.")
		return sentence.format(finding.details[0].there)
	if finding.kind == Kind.MISSING_REGISTRATION:
		return _missing(finding)
	return "; ".join(_part(detail, finding.side) for detail in finding.details)


def _missing(finding: Finding) -> str:
	if finding.details:
		return _("911 rejected the address: {0}").format(finding.details[0].there or _("none"))
	return _("911 does not have this number.")


def _part(detail: Detail, side: Side) -> str:
	here, there = _value(detail.part, detail.here), _value(detail.part, detail.there)
	if side == Side.SIP:
		return _("{0}: {1} here, {2} at the SIP platform").format(_label(detail.part), here, there)
	return _("{0}: {1} here, {2} at 911").format(_label(detail.part), here, there)


def _value(part: str, value: str) -> str:
	if part == STATUS:
		return _(value, context="VoIP Line") if value[:1].isupper() else _there(value)
	words = {YES: _("yes"), NO: _("no")}
	return words.get(value, value) or _("none")


def _there(status: str) -> str:
	words = {"registered": _("registered"), "pending": _("pending"), "rejected": _("rejected")}
	return words.get(status, status)


def _label(part: str) -> str:
	labels = {
		ENABLED: _("Account in service"),
		NUMBER: _("Number", context="Telephone Difference"),
		OWNER: _("Line", context="Telephone Difference"),
		STATUS: _("Status"),
		**{str(part): label for part, label in part_labels().items()},
	}
	# Else by the label of the line's field.
	return labels.get(part) or _(part, context="VoIP Line")
