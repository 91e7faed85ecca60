"""Twilio's status callbacks, and the state of a message that was asked for."""

from collections.abc import Mapping

from frappe import _

from gigafibre_fsm.domain.receipts import ACCEPTED, DELIVERED, UNDELIVERED, Receipt
from gigafibre_fsm.integrations.twilio.mapping import Message

KINDS = {
	**dict.fromkeys(("accepted", "scheduled", "queued", "sending", "sent"), ACCEPTED),
	**dict.fromkeys(("delivered", "read"), DELIVERED),
	**dict.fromkeys(("undelivered", "failed", "canceled"), UNDELIVERED),
}


def of_callback(fields: Mapping[str, str]) -> Receipt | None:
	"""Nothing where it is no report about a message."""
	return _receipt(
		fields.get("MessageSid") or fields.get("SmsSid") or "",
		fields.get("MessageStatus") or fields.get("SmsStatus") or "",
		fields.get("ErrorCode") or "",
	)


def of_message(message: Message) -> Receipt | None:
	return _receipt(message.sid, message.status, message.error_code)


def _receipt(sid: str, status: str, code: str) -> Receipt | None:
	kind = KINDS.get(status)
	if not sid or not kind:
		return None
	return Receipt(sid, kind, reason(code) if kind == UNDELIVERED else "")


def reason(code: str) -> str:
	"""In words where Twilio's code is a frequent one; always with the code, which Twilio's pages explain."""
	words = {
		"21610": _("the recipient has written STOP"),
		"30003": _("the phone is off or out of reach"),
		"30004": _("the recipient's carrier blocks it"),
		"30005": _("the number does not exist or is out of service"),
		"30006": _("the number is a landline"),
		"30007": _("the carrier took it for spam"),
		"30008": _("the carrier gives no reason"),
	}.get(code, _("no reason given"))
	said = f"{words}, {code}" if code else words
	return _("Twilio could not deliver it ({0}).").format(said)
