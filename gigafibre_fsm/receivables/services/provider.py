"""How this module reaches Stripe, and what a caller hears when it cannot."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe import _

from gigafibre_fsm.exceptions import UpstreamError
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.errors import ConfigurationError, ProviderError
from gigafibre_fsm.integrations.stripe.client import StripeClient

LONGEST_KEY = 200


def settings():
	return frappe.get_cached_doc("FSM Settings")


def stripe() -> StripeClient:
	if not settings().stripe_enabled:
		raise ConfigurationError(_("Stripe is switched off in FSM Settings."))
	return StripeClient.from_settings(Credentials(settings()))


@contextmanager
def for_visitor() -> Iterator[None]:
	"""What is wrong with the provider or with our settings is none of a visitor's business."""
	try:
		yield
	except ProviderError as error:
		sentence = _("Cards cannot be taken right now. Try again in a few minutes, or call us.")
		raise UpstreamError(sentence) from error


@contextmanager
def for_agent() -> Iterator[None]:
	"""An agent can do something about it, or tell somebody who can."""
	try:
		yield
	except ProviderError as error:
		raise UpstreamError(error.message) from error


def key(*parts: object) -> str:
	"""An idempotency key. It begins with the site: a test site may share its Stripe account with another one."""
	plain = ":".join((frappe.local.site, *map(str, parts)))
	if len(plain) <= LONGEST_KEY and plain.isascii():
		return plain
	return hashlib.sha256(plain.encode()).hexdigest()
