from gigafibre_fsm.voice_service.services import address_reports

# A line that waits for its number has none to show.
EVERY_NUMBER = "line.`did` <> ''"


def execute(filters: dict | None = None) -> tuple:
	"""Every number: whose it is, where it rings, what 911 knows of it, and whether that is one place."""
	return address_reports.execute(filters, EVERY_NUMBER)
