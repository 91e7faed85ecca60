"""Mailjet's events, and the state of a message that was asked for."""

from collections.abc import Mapping

from frappe import _

from gigafibre_fsm.domain.receipts import ACCEPTED, BOUNCED, DELIVERED, SPAM, UNDELIVERED, Receipt
from gigafibre_fsm.integrations.mailjet.mapping import Message

LONGEST_REASON = 200
STATES = {
	**dict.fromkeys(("processed", "queued", "deferred"), ACCEPTED),
	**dict.fromkeys(("sent", "opened", "clicked", "unsub"), DELIVERED),
	"softbounced": BOUNCED,
	**dict.fromkeys(("bounce", "hardbounced", "blocked"), UNDELIVERED),
	"spam": SPAM,
}


def of_event(event: Mapping) -> Receipt | None:
	"""Nothing where it tells nothing of the delivery: opened, clicked, unsubscribed."""
	kind = _kind(event)
	message_id = event.get("MessageID")
	if not kind or not message_id:
		return None
	reason = _reason(event) if kind in (BOUNCED, UNDELIVERED) else ""
	return Receipt(str(message_id), kind, reason)


def of_message(message: Message) -> Receipt | None:
	kind = STATES.get(message.status)
	if not kind:
		return None
	lost = kind in (BOUNCED, UNDELIVERED)
	return Receipt(message.message_id, kind, _lost(message.status) if lost else "")


def _kind(event: Mapping) -> str | None:
	name = event.get("event")
	if name == "bounce":
		return UNDELIVERED if event.get("hard_bounce") else BOUNCED
	return {"sent": DELIVERED, "blocked": UNDELIVERED, "spam": SPAM}.get(str(name))


def _reason(event: Mapping) -> str:
	words = (event.get("error"), event.get("comment"))
	return _lost(", ".join(str(word) for word in words if word) or _("no reason given"))


def _lost(words: str) -> str:
	return _("Mailjet could not deliver it ({0}).").format(" ".join(words.split())[:LONGEST_REASON])
