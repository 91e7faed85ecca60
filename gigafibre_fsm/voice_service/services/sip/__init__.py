"""The SIP account of a line follows the line, through the outbox: docs/sip.md."""

from gigafibre_fsm.voice_service.services.sip.requesting import is_changed, remove, request

__all__ = ["is_changed", "remove", "request"]
