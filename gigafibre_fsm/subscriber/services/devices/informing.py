"""A device's regular sign of life."""

from gigafibre_fsm.gigafibre_fsm.transaction import whole
from gigafibre_fsm.subscriber.services.devices import presence
from gigafibre_fsm.subscriber.services.devices.finding import find


def inform(spelled: str, sign: presence.Sign) -> dict:
	device = find(spelled)
	if device:
		whole(lambda: presence.note(device, sign))
	return {"known": bool(device)}
