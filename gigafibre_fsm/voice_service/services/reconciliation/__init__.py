"""Our lines, the SIP platform's accounts and the 911 provider's registrations beside one another.

`running.reconcile` compares and writes what it finds; `correcting` does what a person decides. Nothing is corrected without
one. `docs/telephone-reconciliation.md` tells it.
"""

from gigafibre_fsm.voice_service.services.reconciliation.correcting import accept, correct, reopen
from gigafibre_fsm.voice_service.services.reconciliation.running import reconcile

__all__ = ["accept", "correct", "reconcile", "reopen"]
