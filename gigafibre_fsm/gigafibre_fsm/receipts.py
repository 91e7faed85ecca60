"""What providers report of the messages they took: `docs/messages.md`.

A report names our row, because the row's name travels with the message (in the address of Twilio's callback, as
Mailjet's CustomID). So it finds its row even when it is faster than the answer to our own request, and it settles a
message whose answer was lost. Reports are not stored first, as events of Stripe are: one that is lost is made up for by
asking the provider, which `catch_up` does every hour.
"""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote, urlsplit

import frappe
from frappe.utils import get_url, now_datetime

from gigafibre_fsm.domain import receipts
from gigafibre_fsm.domain.receipts import ACCEPTED, DELIVERED, Receipt, Row
from gigafibre_fsm.gigafibre_fsm.delivery import channels
from gigafibre_fsm.gigafibre_fsm.doctype.outbox_message.outbox_message import OutboxMessage
from gigafibre_fsm.gigafibre_fsm.doctype.outbox_message.status import Status
from gigafibre_fsm.integrations.base_url import is_local
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.errors import ConfigurationError, ProviderError, RetryableError
from gigafibre_fsm.integrations.mailjet import receipts as mailjet_receipts
from gigafibre_fsm.integrations.mailjet.client import MailjetClient
from gigafibre_fsm.integrations.twilio import receipts as twilio_receipts
from gigafibre_fsm.integrations.twilio.client import TwilioClient

DOCTYPE = "Outbox Message"
TWILIO_METHOD = "/api/method/gigafibre_fsm.api.messages.twilio_status"
MAILJET_METHOD = "/api/method/gigafibre_fsm.api.messages.mailjet_event"
# A report that is not there by then will not come, and after days nobody asks any more.
SOON, LATE = timedelta(hours=1), timedelta(days=3)
MOST_AT_ONCE = 200


def callback_url(name: str) -> str | None:
	"""Where Twilio reports of this row; None where it could not reach this site, and would refuse the message."""
	url = get_url(f"{TWILIO_METHOD}?message={quote(name, safe='')}", allow_header_override=False)
	twilio = frappe.get_cached_doc("FSM Settings").twilio_base_url or ""
	reachable = not _is_here(url) or _is_here(twilio)
	return url if reachable else None


def tag(name: str) -> str:
	"""The row's name as Mailjet keeps it. A copy of this site, to try things out, may use the same account there."""
	return f"{name}@{frappe.local.site}"


def untagged(told: str) -> str | None:
	"""The row's name, if it is a row of this site."""
	name, _at, site = told.rpartition("@")
	return name if site == frappe.local.site else None


def _is_here(url: str) -> bool:
	return is_local(urlsplit(url).hostname or "")


def note(channel: str, name: str | None, receipt: Receipt) -> bool:
	"""Whether it changed anything. The row stays locked until the transaction ends."""
	# Looked for before it is locked: to lock what is not there would hold up all who write new rows.
	found = _named(channel, name) or _known(channel, receipt.provider_id)
	if not found:
		return False
	message = frappe.get_doc(DOCTYPE, found, for_update=True)
	status = receipts.status_after(_row(message), receipt)
	if status is None:
		return False
	_write(message, status, receipt)
	return True


def _named(channel: str, name: str | None) -> str | None:
	return frappe.db.get_value(DOCTYPE, {"name": name, "channel": channel}) if name else None


def _known(channel: str, provider_id: str) -> str | None:
	return frappe.db.get_value(DOCTYPE, {"provider_id": provider_id, "channel": channel})


def _row(message: OutboxMessage) -> Row:
	return Row(message.status, message.provider_id or "", message.delivery_status or "")


def _write(message: OutboxMessage, status: str, receipt: Receipt) -> None:
	now = now_datetime()
	if status != Status.CANCELLED:
		message.update({"status": status, "last_error": receipt.reason or None, "next_attempt_at": None})
	message.provider_id = receipt.provider_id
	message.in_doubt = 0
	message.sent_at = message.sent_at or now
	message.delivery_status = receipt.kind
	message.delivered_on = now if receipt.kind == DELIVERED else message.delivered_on
	message.save(ignore_permissions=True)


def catch_up() -> int:
	"""Asks for the reports that did not come: how many rows learned something."""
	return sum(_catch_up(channel, ask) for channel, ask in _ASKERS.items() if not channels.why_off(channel))


def _catch_up(channel: str, client: Callable[[], Callable[[str], Receipt | None]]) -> int:
	learned = 0
	try:
		ask = client()
		for name, provider_id in _unreported(channel):
			learned += _ask(channel, name, provider_id, ask)
	except (RetryableError, ConfigurationError) as error:
		# Of no use to go on; the next hour is soon enough.
		frappe.logger("gigafibre_fsm").warning(f"receipts of {channel}: {error.message}")
	return learned


def _ask(channel: str, name: str, provider_id: str, ask: Callable[[str], Receipt | None]) -> bool:
	try:
		receipt = ask(provider_id)
	except (RetryableError, ConfigurationError):
		raise
	except ProviderError:
		# The provider does not know it, or no more.
		return False
	learned = bool(receipt) and note(channel, name, receipt)
	frappe.db.commit()  # no row stays locked while the provider is asked about the next one
	return learned


def _unreported(channel: str) -> list[tuple[str, str]]:
	now = now_datetime()
	message = frappe.qb.DocType(DOCTYPE)
	return (
		frappe.qb.from_(message)
		.select(message.name, message.provider_id)
		.where((message.status == Status.SENT) & (message.channel == channel))
		.where((message.modified > now - LATE) & (message.sent_at[now - LATE : now - SOON]))
		.where(message.delivery_status.isnull() | message.delivery_status.isin(("", ACCEPTED)))
		.where(message.provider_id.isnotnull() & (message.provider_id != ""))
		.orderby(message.sent_at)
		.limit(MOST_AT_ONCE)
	).run()


def _credentials() -> Credentials:
	return Credentials(frappe.get_cached_doc("FSM Settings"))


def _twilio() -> Callable[[str], Receipt | None]:
	client = TwilioClient.from_settings(_credentials())
	return lambda sid: twilio_receipts.of_message(client.message(sid))


def _mailjet() -> Callable[[str], Receipt | None]:
	client = MailjetClient.from_settings(_credentials())

	def ask(message_id: str) -> Receipt | None:
		found = client.message(message_id)
		return mailjet_receipts.of_message(found) if found else None

	return ask


_ASKERS = {"SMS": _twilio, "Email": _mailjet}
