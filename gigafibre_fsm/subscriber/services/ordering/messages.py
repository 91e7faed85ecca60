"""Who is told of an order, and what: rows of the outbox, written with it."""

from frappe.utils import get_url_to_form

from gigafibre_fsm.domain.pricing.lines import Line
from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.gigafibre_fsm import outbox, wording
from gigafibre_fsm.subscriber.services.ordering import documents
from gigafibre_fsm.subscriber.services.ordering.documents import Draft
from gigafibre_fsm.subscriber.services.ordering.order import Order

CONFIRMED = "order_confirmed"
SIP_ACCOUNT = "sip_account"
NEW_INSTALLATION = "fsm_new_installation"


def count(order: Order) -> int:
	"""Of `rows`, before anything has a name."""
	return sum(map(bool, (order.person.phone, order.person.email))) + len(("Chat", "Realtime")) + order.lines


def rows(draft: Draft) -> list[dict]:
	found = [*_confirmations(draft), *_sip_accounts(draft), _realtime(draft)]
	return [{**row, "name": name} for row, name in zip(found, draft.names.messages, strict=True)]


def _confirmations(draft: Draft) -> list[dict]:
	person, language = draft.order.person, draft.order.language
	customers = _variables(draft, language)
	told = [
		("SMS", person.phone, customers, language),
		("Email", person.email, customers, language),
		("Chat", None, _variables(draft, languages.of_office()), languages.of_office()),
	]
	return [
		_row(draft, channel, CONFIRMED, recipient, variables, spoken)
		for channel, recipient, variables, spoken in told
		if recipient or channel == "Chat"
	]


def _row(
	draft: Draft, channel: str, event: str, recipient: str | None, variables: dict, language: str
) -> dict:
	return outbox.row(channel, event, recipient, "Project", draft.names.project, variables, language)


def _variables(draft: Draft, language: str) -> dict:
	order = draft.order
	return {
		"customer_name": order.person.name,
		"order_number": draft.names.project,
		"address": order.spot.place.address_line,
		"services": [_service(line, language) for line in documents.services(order)],
		"monthly_total": wording.money(order.quote.monthly_total, language),
		"one_time_total": wording.money(order.quote.one_time_total, language),
		"installation_date": wording.day(order.day, language) if order.day else "",
		"installation_slot": "",
		"source": order.caller.source,
		"desk_url": get_url_to_form("Project", draft.names.project),
	}


def _service(line: Line, language: str) -> dict:
	return {"label": documents.called(line), "amount": wording.money(line.amount, language)}


def _sip_accounts(draft: Draft) -> list[dict]:
	"""Without the password: the sender reads it from the line, where it is encrypted."""
	pairs = zip(draft.names.lines, draft.accounts, strict=True)
	return [
		outbox.row("SIP", SIP_ACCOUNT, account.username, "VoIP Line", line, {"username": account.username})
		for line, account in pairs
	]


def _realtime(draft: Draft) -> dict:
	order = draft.order
	variables = {
		"order": draft.names.project,
		"dispatch_job": draft.names.job,
		"customer_name": order.person.name,
		"address": order.spot.place.address_line,
		"scheduled_date": str(order.day or ""),
	}
	return outbox.row("Realtime", NEW_INSTALLATION, None, "Project", draft.names.project, variables)
