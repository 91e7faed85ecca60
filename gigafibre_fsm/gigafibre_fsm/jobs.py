"""What the scheduler calls."""

from gigafibre_fsm.gigafibre_fsm import receipts
from gigafibre_fsm.gigafibre_fsm.delivery import run


def sweep_outbox() -> None:
	"""Delivers what no job delivered: Redis was away, a process died, a wait is over."""
	run.drain()


def ask_for_receipts() -> None:
	"""Twilio tells once, and Mailjet for a day: a site that was away has missed some."""
	receipts.catch_up()
