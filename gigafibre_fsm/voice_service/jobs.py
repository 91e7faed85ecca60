"""What the scheduler calls."""

from gigafibre_fsm.voice_service.services.emergency import waiting
from gigafibre_fsm.voice_service.services.reconciliation import jobs as reconciliation


def ask_for_confirmations() -> None:
	"""Of 911 addresses that the provider's people look at."""
	waiting.ask_for_confirmations()


def queue_what_waits() -> None:
	"""911 changes that were written while the channel was off, or stopped by hand: they are mandatory."""
	waiting.queue_again()


def reconcile_telephone() -> None:
	"""Our lines beside the SIP platform's accounts and the 911 provider's registrations."""
	reconciliation.nightly()
