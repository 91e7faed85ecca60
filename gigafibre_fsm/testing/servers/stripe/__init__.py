"""Stripe on this machine: `with StripeServer() as stripe:`, or a process of its own (see testing/servers/run.py)."""

from gigafibre_fsm.testing.servers.stripe.events import Endpoint, signature
from gigafibre_fsm.testing.servers.stripe.server import StripeServer

__all__ = ["Endpoint", "StripeServer", "signature"]
