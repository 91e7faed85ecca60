"""What the 911 provider is told of our lines: asked here, in the caller's transaction, sent by the outbox.

`docs/emergency-change.md` tells it for agents; the doctype E911 Request keeps who asked what and what came back.
"""

from gigafibre_fsm.voice_service.services.emergency.addresses import missing
from gigafibre_fsm.voice_service.services.emergency.asking import ask, ask_about
from gigafibre_fsm.voice_service.services.emergency.changing import (
	deregister,
	location_changed,
	location_imported,
	update,
)

__all__ = ["ask", "ask_about", "deregister", "location_changed", "location_imported", "missing", "update"]
