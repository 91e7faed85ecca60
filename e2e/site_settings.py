"""FSM Settings for the length of a test over HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from e2e.browser.api import Api
from gigafibre_fsm.testing.servers.stripe import StripeServer

SETTINGS = quote("FSM Settings")


@contextmanager
def changed(api: Api, secrets: dict[str, str] | None = None, **values) -> Iterator[None]:
	"""Afterwards everything is as it was; the API does not tell secrets, which were empty before."""
	before, secrets = api.get(SETTINGS, SETTINGS), secrets or {}
	api.update(SETTINGS, SETTINGS, **values, **secrets)
	try:
		yield
	finally:
		kept = {field: before.get(field) for field in values}
		api.update(SETTINGS, SETTINGS, **kept, **dict.fromkeys(secrets, ""))


def of_stripe(stripe: StripeServer) -> dict:
	return {
		"stripe_enabled": 1,
		"stripe_base_url": stripe.url,
		"stripe_publishable_key": "pk_test_51GigafibreLocal",
	}
