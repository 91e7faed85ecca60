from gigafibre_fsm.voice_service.doctype.voip_line.status import REGISTERED
from gigafibre_fsm.voice_service.services import address_reports

_STATUSES = ", ".join(f"'{status}'" for status in REGISTERED)
ORPHANS = f"line.`status` = 'Cancelled' and line.`did` <> '' and line.`e911_status` in ({_STATUSES})"


def execute(filters: dict | None = None) -> tuple:
	"""Numbers that the 911 provider still has, without a line that is live."""
	return address_reports.execute(filters, ORPHANS, bar="e911_status")
