from gigafibre_fsm.voice_service.doctype.voip_line.status import IN_SERVICE
from gigafibre_fsm.voice_service.services import address_reports
from gigafibre_fsm.voice_service.services.comparison import SAME

LIVE = "line.`status` <> 'Cancelled'"


def execute(filters: dict | None = None) -> tuple:
	"""Lines whose 911 address is not, or not surely, where the phone is; and those in service that the provider has not
	confirmed."""
	return address_reports.execute(filters, LIVE, _is_wrong)


def _is_wrong(row: dict) -> bool:
	unsynced = row["line_status"] in IN_SERVICE and row["e911_status"] != "Synced"
	return unsynced or row["verdict"] != SAME
