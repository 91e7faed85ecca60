"""One colour for the 911 addresses of a line, a place or a customer: green, red, or gray where there is nothing to know."""

from frappe import _

from gigafibre_fsm.voice_service.doctype.voip_line.status import IN_SERVICE, REGISTERED, E911Status, Status
from gigafibre_fsm.voice_service.services import comparison
from gigafibre_fsm.voice_service.services.address_reports import verdict_label
from gigafibre_fsm.voice_service.services.address_wording import Wording
from gigafibre_fsm.voice_service.services.comparison import SAME, Finding, Line

GREEN, RED, GRAY = "green", "red", "gray"
# A line that moves belongs to both places until 911 knows the new one.
LINES_OF = {
	"VoIP Line": "line.`name` = %(name)s",
	"Service Location": "(line.`service_location` = %(name)s or line.`moving_to` = %(name)s) and line.`status` <> 'Cancelled'",
	"Customer": "line.`customer` = %(name)s and line.`status` <> 'Cancelled'",
}


def badge(doctype: str, name: str) -> dict:
	found = comparison.of_lines([LINES_OF[doctype]], {"name": name})
	wrong = [pair for pair in found if _is_wrong(*pair)]
	if wrong:
		return {"colour": RED, "text": _wrong(wrong, len(found))}
	if any(line.status in IN_SERVICE for line, _finding in found):
		return {"colour": GREEN, "text": _("911: registered where the phone is")}
	return {"colour": GRAY, "text": _("911: no line in service")}


def _is_wrong(line: Line, finding: Finding) -> bool:
	if line.status == Status.CANCELLED:
		return line.e911_status in REGISTERED
	unsynced = line.status in IN_SERVICE and line.e911_status != E911Status.SYNCED
	return unsynced or finding.verdict != SAME


def _wrong(wrong: list[tuple[Line, Finding]], all_of_them: int) -> str:
	if all_of_them > 1:
		return _("911: {0} of {1} lines to look at").format(len(wrong), all_of_them)
	[(line, finding)] = wrong
	if line.status == Status.CANCELLED:
		return _("911: still registered, without a line")
	if finding.verdict == SAME:
		return _("911: not confirmed by the provider")
	words = Wording().difference(finding.differences)
	verdict = verdict_label(finding.verdict)
	return (
		_("911 address: {0} ({1})").format(verdict, words) if words else _("911 address: {0}").format(verdict)
	)
