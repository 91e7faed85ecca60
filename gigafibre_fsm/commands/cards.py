"""What `gigafibre-fetch-cards` prints: how far it is, and the closing table."""

import sys
import time
from collections.abc import Callable

import click
from frappe import _

from gigafibre_fsm.receivables.services import fetching
from gigafibre_fsm.receivables.services.fetching import Account

EVERY = 5.0  # seconds, where the output is a file


def fetch(dry_run: bool) -> None:
	"""Ends with status 1 where somebody's card could not be asked about."""
	account = fetching.fetch(dry_run, _progress())
	click.echo("\n".join(["", *table(account, dry_run)]))
	if account.failed or account.stopped:
		sys.exit(1)


def _progress() -> Callable[[Account], None]:
	began = last = time.monotonic()

	def tell(account: Account) -> None:
		nonlocal last
		now = time.monotonic()
		if sys.stdout.isatty():
			click.echo(f"\r{line(account, now - began):<78}", nl=False)
		elif now - last > EVERY:
			last = now
			click.echo(line(account, now - began))

	return tell


def line(account: Account, passed: float) -> str:
	left = round(passed * (account.waiting - account.asked) / account.asked)
	return f"{account.asked:,} / {account.waiting:,}, " + _("{0} s left").format(left)


def table(account: Account, dry_run: bool) -> list[str]:
	rows = [
		(_("Customers without a card here"), account.waiting),
		(_("With a card at Stripe"), len(account.found[fetching.CARD])),
		(_("With an expired card alone"), len(account.found[fetching.EXPIRED])),
		(_("Without a card at Stripe"), len(account.found[fetching.NO_CARD])),
		(_("Deleted at Stripe"), len(account.found[fetching.GONE])),
		(_("Failed, see below"), len(account.failed)),
		(_("Not asked"), account.waiting - account.asked),
	]
	told = [f"{label:<34}{number:>8,}" for label, number in rows]
	return [*([_("Dry Run")] if dry_run else []), *told, *_troubles(account)]


def _troubles(account: Account) -> list[str]:
	lines = [f"{customer}: {_('Deleted at Stripe')}" for customer in account.found[fetching.GONE]]
	lines += [f"{customer}: {sentence}" for customer, sentence in account.failed]
	if account.stopped:
		lines.append(_("Stopped: {0} Run it again to ask about the rest.").format(account.stopped))
	return ["", *lines] if lines else []
