"""The documents of an order, as values: what goes into each, and how they point at one another."""

import json
from dataclasses import dataclass, field

from gigafibre_fsm.domain.orders import devices, names
from gigafibre_fsm.domain.orders.devices import ATA, ONT, ROUTER, TV_BOX
from gigafibre_fsm.domain.pricing import answer
from gigafibre_fsm.domain.pricing.lines import Line, Part
from gigafibre_fsm.subscriber.services.ordering.customers import NewCustomer
from gigafibre_fsm.subscriber.services.ordering.order import Order

TAGS = ("Fibre", "Installation")
# ERPNext's form fills these with the time of day when they are empty, and then asks whoever only looked to save.
FORM_TIMES = (
	"from_time",
	"to_time",
	"first_email",
	"second_email",
	"daily_time_to_send",
	"weekly_time_to_send",
)
FORM_TIME = "09:00:00"
KIND_OF_DEVICE = {ONT: "Internet", ROUTER: "Internet", TV_BOX: "TV", ATA: "Phone"}


@dataclass(frozen=True)
class Account:
	"""A SIP account: made here, pushed to the SIP server later, so that no order waits for it."""

	username: str
	password: str = field(repr=False)


@dataclass(frozen=True)
class Names:
	project: str
	job: str
	location: str
	subscriptions: tuple[str, ...]
	equipment: tuple[str, ...]
	lines: tuple[str, ...]
	tasks: tuple[str, ...]
	messages: tuple[str, ...]
	ports: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
	"""The order with its names and what else the transaction found out."""

	order: Order
	names: Names
	new_customer: NewCustomer | None
	project_name: str
	dids: tuple[str | None, ...]
	accounts: tuple[Account, ...]
	settings: dict

	@property
	def customer(self) -> str:
		return self.new_customer.name if self.new_customer else self.order.customer

	@property
	def kinds(self) -> tuple[str, ...]:
		return devices.devices(self.order.needs)

	def equipment_of(self, kind: str | None) -> str | None:
		"""The first device of a kind."""
		pairs = zip(self.kinds, self.names.equipment, strict=True)
		return next((name for of_kind, name in pairs if of_kind == kind), None)

	@property
	def carrier(self) -> str | None:
		"""The device that carries the phone: a new one, or the ONT that is there."""
		kind = devices.carries_phone(self.order.needs)
		return self.equipment_of(kind) or (self.order.ont if kind == ONT else None)

	def subscription_of(self, service_type: str) -> str | None:
		pairs = zip(self.order.quote.monthly, self.names.subscriptions, strict=True)
		return next((name for line, name in pairs if line.service_type == service_type), None)

	@property
	def owner(self) -> dict:
		return {"customer": self.customer, "service_location": self.names.location}


def location(draft: Draft) -> dict:
	order, place = draft.order, draft.order.spot.place
	drop = order.drop
	return {
		"doctype": "Service Location",
		"name": draft.names.location,
		"customer": draft.customer,
		"location_name": place.address_line,
		"status": "Pending Install",
		"connection_type": "FTTH" if drop else "VoIP",
		"address_line": place.address_line,
		"civic_number": place.civic_number,
		"civic_suffix": place.civic_suffix,
		"unit": place.unit,
		"street": place.street,
		"city": place.city,
		"province": place.province,
		"postal_code": place.postal_code,
		"country": place.country,
		"latitude": place.latitude or 0,
		"longitude": place.longitude or 0,
		"civic_address": order.spot.address_id,
		"contact_name": order.person.name,
		"contact_phone": order.person.phone,
		"fibre_drop": drop.name if drop else None,
		"fibre_id": drop.legacy_fibre_id if drop else 0,
		**(drop.plug if drop else {}),
	}


def subscriptions(draft: Draft) -> list[dict]:
	pairs = zip(draft.order.quote.monthly, draft.names.subscriptions, strict=True)
	return [_subscription(draft, line, name) for line, name in pairs]


def _subscription(draft: Draft, line: Line, name: str) -> dict:
	return {
		"doctype": "Service Subscription",
		"name": name,
		**draft.owner,
		"item": line.sku,
		"description": line.label,
		"service_type": line.service_type,
		"status": "Pending",
		"qty": line.qty,
		"rate": float(line.rate),
		"billing_interval": "Monthly",
		"commitment_months": 0 if line.part is Part.EMERGENCY else draft.order.request.commitment_months,
		"project": draft.names.project,
	}


def equipment(draft: Draft) -> list[dict]:
	return [_device(draft, kind, name) for kind, name in zip(draft.kinds, draft.names.equipment, strict=True)]


def _device(draft: Draft, kind: str, name: str) -> dict:
	device = {
		"doctype": "Service Equipment",
		"name": name,
		**draft.owner,
		"equipment_type": kind,
		"status": "En inventaire",
		"subscription": draft.subscription_of(KIND_OF_DEVICE[kind]),
	}
	if kind == ONT:
		device |= _gpon(draft)
	if kind == ROUTER:
		device |= _wifi(draft.order)
	if name == draft.carrier:
		device |= _sip(draft.accounts)
	return device


def _gpon(draft: Draft) -> dict:
	"""The profiles of the plan that was sold, where the catalogue knows them."""
	drop = draft.order.drop
	plan = next(line.sku for line in draft.order.quote.monthly if line.service_type == "Internet")
	line_profile, service_profile = draft.settings["profiles"][plan]
	return {
		**drop.plug,
		"fibre_line_profile": line_profile or drop.line_profile,
		"fibre_service_profile": service_profile or drop.service_profile,
	}


def _wifi(order: Order) -> dict:
	return {
		"wifi_enabled": 1,
		"wifi_ssid": order.request.ssid or names.ssid(order.person.name),
		"wifi_password": names.wifi_password(),
	}


def _sip(accounts: tuple[Account, ...]) -> dict:
	first, *others = accounts
	return {
		"sip_line": 1,
		"sip_username": first.username,
		"sip_password": first.password,
		"sip_lines": [
			{"line": number, "sip_username": one.username, "sip_password": one.password, "enabled": 1}
			for number, one in enumerate(others, start=2)
		],
	}


def lines(draft: Draft) -> list[dict]:
	trios = zip(draft.names.lines, draft.dids, draft.accounts, strict=True)
	return [_line(draft, name, did, account) for name, did, account in trios]


def _line(draft: Draft, name: str, did: str | None, account: Account) -> dict:
	order, emergency = draft.order, draft.order.emergency_address
	first_name, last_name = names.first_and_last(order.person.name)
	return {
		"doctype": "VoIP Line",
		"name": name,
		**draft.owner,
		"did": did,
		"status": "Pending",
		"subscription": draft.subscription_of("Phone"),
		"equipment": draft.carrier,
		"sip_username": account.username,
		"sip_password": account.password,
		"sip_domain": draft.settings["sip_domain"],
		"language": order.language,
		"e911_status": "Not Registered",
		"e911_civic_number": emergency.civic_number,
		"e911_suffix": emergency.suffix,
		"e911_unit": emergency.unit,
		"e911_street": emergency.street,
		"e911_city": emergency.city,
		"e911_state": emergency.state,
		"e911_zip": emergency.zip,
		"e911_first_name": first_name,
		"e911_last_name": last_name,
		"e911_class": "BUS" if order.person.is_commercial else "RES",
	}


def number_ports(draft: Draft) -> list[dict]:
	"""The number that is brought along is the first line's, from the start: the port only follows its way."""
	return [_number_port(draft, name) for name in draft.names.ports]


def _number_port(draft: Draft, name: str) -> dict:
	phone = draft.order.request.phone
	return {
		"doctype": "Number Port",
		"name": name,
		"direction": "In",
		"status": "To Submit",
		"did": phone.port_number,
		"voip_line": draft.names.lines[0],
		"customer": draft.customer,
		"carrier": phone.current_carrier,
		"account_number": phone.account_number,
	}


def job(draft: Draft) -> dict:
	order = draft.order
	return {
		"doctype": "Dispatch Job",
		"name": draft.names.job,
		**draft.owner,
		"project": draft.names.project,
		"job_type": "Installation",
		"status": "Scheduled" if order.day else "To Schedule",
		"scheduled_date": order.day,
		"preferred_dates": [{"date": day} for day in order.request.preferred_dates],
		"required_tags": [{"tag": tag} for tag in TAGS if tag != "Fibre" or order.has_internet],
		"equipment_list": [
			{"equipment": name, "equipment_type": kind, "required": 1}
			for kind, name in zip(draft.kinds, draft.names.equipment, strict=True)
		],
		"notes": notes(order),
		"latitude": order.spot.place.latitude or 0,
		"longitude": order.spot.place.longitude or 0,
	}


def notes(order: Order) -> str:
	"""What was sold, for somebody on a ladder; then what the customer wrote."""
	sold = map(called, services(order))
	return "\n".join([*sold, *(["", order.request.notes] if order.request.notes else [])])


def services(order: Order) -> list[Line]:
	return [line for line in order.quote.monthly if line.part is Part.SERVICE]


def called(line: Line) -> str:
	return f"{line.qty} × {line.label}" if line.qty > 1 else line.label


def project(draft: Draft, shown: dict) -> dict:
	order = draft.order
	drop = order.drop
	return {
		"doctype": "Project",
		"name": draft.names.project,
		"project_name": draft.project_name,
		"company": draft.settings["company"],
		"customer": draft.customer,
		"project_template": draft.settings["project_template"],
		"expected_start_date": order.day or order.today,
		"fsm_order_key": order.request.idempotency_key,
		"fsm_source": order.caller.source,
		"service_location": draft.names.location,
		"fibre_drop": drop.name if drop else None,
		"order_monthly_total": float(order.quote.monthly_total),
		"order_one_time_total": float(order.quote.one_time_total),
		"order_quote": json.dumps(
			{
				"digest": order.request.digest,
				"quote": answer.of_quote(order.quote, _Codes()),
				"answer": shown,
			},
			ensure_ascii=False,
		),
		"stripe_setup_intent": order.card and order.card.setup_intent,
		"dispatch_job": draft.names.job,
		**dict.fromkeys(FORM_TIMES, FORM_TIME),
	}


class _Codes(dict):
	"""What is stored speaks no language: a message stays its code."""

	def __missing__(self, code: str) -> str:
		return code


def shown(draft: Draft, tasks: list[str]) -> dict:
	"""The answer, kept with the order: whoever asks again gets the same."""
	order = draft.order
	drop = order.drop
	return {
		"order": draft.names.project,
		"customer": draft.customer,
		"service_location": draft.names.location,
		"subscriptions": list(draft.names.subscriptions),
		"equipment": list(draft.names.equipment),
		"voip_lines": list(draft.names.lines),
		"tasks": tasks,
		"dispatch_job": draft.names.job,
		"fibre_id": drop.fibre_id if drop else None,
		"olt_port": drop.olt_port if drop else None,
		"monthly_total": float(order.quote.monthly_total),
		"one_time_total": float(order.quote.one_time_total),
	}
