"""What must not be forgotten: changes that the provider's people look at, and changes that were never sent."""

from collections.abc import Callable

import frappe
from frappe import _
from frappe.database.database import savepoint
from frappe.utils import now_datetime

from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.gigafibre_fsm.delivery import channels
from gigafibre_fsm.voice_service.doctype.e911_request.status import Action
from gigafibre_fsm.voice_service.services.emergency import addresses, asking, requests

# Written while the channel was off, or stopped by hand.
_NOT_SENT = """
	select request.name from `tabE911 Request` request
	left join `tabOutbox Message` message on message.name = request.outbox_message
	where request.status = 'Queued' and coalesce(request.did, '') <> ''
	and (message.name is null or message.status = 'Cancelled') order by request.creation"""
_NOBODY_ASKS = """
	select line.name from `tabVoIP Line` line
	where line.e911_status = 'Pending' and line.status <> 'Cancelled' and coalesce(line.did, '') <> ''
	and not exists (select 1 from `tabE911 Request` request
		where request.did = line.did and request.action in ('Register', 'Deregister')
		and request.status in ('Queued', 'Sent'))
	order by line.name"""
_LOOKED_AT = """
	select distinct line.name from `tabE911 Request` request
	join `tabVoIP Line` line on line.name = request.voip_line and line.did = request.did
	where request.status = 'Sent' and request.action = 'Register'"""


def ask_for_confirmations() -> None:
	if channels.why_off(requests.CHANNEL):
		return
	hour = now_datetime().strftime("%Y-%m-%d %H")
	_each(_LOOKED_AT, lambda name: asking.ask(frappe.get_doc("VoIP Line", name), occasion=hour))


def queue_again() -> None:
	if channels.why_off(requests.CHANNEL):
		return
	day = now_datetime().strftime("%Y-%m-%d")
	_each(_NOT_SENT, lambda name: requests.put_once(frappe.get_doc(requests.DOCTYPE, name), day))
	_each(_NOBODY_ASKS, _register)


def _register(name: str) -> None:
	line = frappe.get_doc("VoIP Line", name, for_update=True)
	reason = _(
		"The line waited for the 911 provider, and nothing was on its way.", lang=languages.of_office()
	)
	requests.make(line, Action.REGISTER, reason, asked=addresses.of_line(line))


def _each(query: str, act: Callable[[str], None]) -> None:
	"""One that fails does not stop the rest."""
	for name in frappe.db.sql(query, pluck=True):
		with savepoint(catch=Exception):
			act(name)
			continue
		frappe.log_error(title=f"911: {name}")
