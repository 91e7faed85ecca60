"""Stripe's objects, as this app reads them. Frozen values; what may not be shown is not in their repr."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum

from gigafibre_fsm.integrations.stripe.money import from_cents

Json = Mapping[str, object]


class Outcome(str, Enum):
	"""What a charge came to; the values are those of Payment Attempt."""

	SUCCEEDED = "Succeeded"
	PROCESSING = "Processing"
	NEEDS_ACTION = "Needs Action"
	DECLINED = "Declined"
	CANCELLED = "Cancelled"
	# Not confirmed yet: nothing was asked of the bank.
	NEW = "New"


@dataclass(frozen=True)
class Balance:
	live: bool
	currencies: tuple[str, ...]


@dataclass(frozen=True)
class Customer:
	id: str
	email: str
	name: str
	metadata: Mapping[str, str]
	deleted: bool


@dataclass(frozen=True)
class Card:
	"""A Payment Method; where Stripe gave only its id, the rest is empty."""

	id: str
	type: str = ""
	brand: str = ""
	last4: str = ""
	exp_month: int = 0
	exp_year: int = 0
	customer: str = ""
	# The same for the same card, whoever saved it and however often.
	fingerprint: str = ""

	@property
	def expiry(self) -> str:
		return f"{self.exp_month:02d}/{self.exp_year}" if self.exp_month else ""


@dataclass(frozen=True)
class SetupIntent:
	id: str
	status: str
	customer: str
	usage: str
	metadata: Mapping[str, str]
	payment_method: Card | None
	error_code: str
	decline_code: str
	client_secret: str = field(repr=False)

	@property
	def succeeded(self) -> bool:
		return self.status == "succeeded"


@dataclass(frozen=True)
class PaymentIntent:
	id: str
	status: str
	amount: Decimal
	amount_received: Decimal
	currency: str
	customer: str
	payment_method: str
	metadata: Mapping[str, str]
	created: int
	error_code: str
	decline_code: str
	next_action_url: str
	client_secret: str = field(repr=False)

	@property
	def outcome(self) -> Outcome:
		if self.status != "requires_payment_method":
			return OUTCOMES.get(self.status, Outcome.PROCESSING)
		if not self.error_code:
			return Outcome.NEW
		# The card is good, but the bank wants the customer: asking again without them is no use.
		wants_customer = AUTHENTICATION in (self.error_code, self.decline_code)
		return Outcome.NEEDS_ACTION if wants_customer else Outcome.DECLINED


AUTHENTICATION = "authentication_required"
OUTCOMES = {
	"succeeded": Outcome.SUCCEEDED,
	"requires_action": Outcome.NEEDS_ACTION,
	"requires_confirmation": Outcome.NEW,
	"canceled": Outcome.CANCELLED,
	"processing": Outcome.PROCESSING,
	# Held on the card and not taken; this app never asks for it, so a person did.
	"requires_capture": Outcome.PROCESSING,
}


@dataclass(frozen=True)
class CheckoutSession:
	id: str
	mode: str
	status: str
	payment_status: str
	url: str
	customer: str
	amount: Decimal | None
	expires_at: int
	payment_intent: str
	setup_intent: str
	metadata: Mapping[str, str]


def balance(data: Json) -> Balance:
	if not isinstance(data["livemode"], bool):
		raise TypeError("livemode")
	return Balance(
		data["livemode"], tuple(sorted({str(row["currency"]).upper() for row in data["available"]}))
	)


def customer(data: Json) -> Customer:
	return Customer(
		id=_id(data),
		email=_text(data, "email"),
		name=_text(data, "name"),
		metadata=_metadata(data),
		deleted=bool(data.get("deleted")),
	)


def card(data: object) -> Card | None:
	"""From the object, from its id alone where it was not expanded, or from nothing."""
	if isinstance(data, str):
		return Card(id=data)
	if not isinstance(data, Mapping):
		return None
	details = data.get("card")
	details = details if isinstance(details, Mapping) else {}
	return Card(
		id=_id(data),
		type=_text(data, "type"),
		brand=_text(details, "brand"),
		last4=_text(details, "last4"),
		exp_month=int(details.get("exp_month") or 0),
		exp_year=int(details.get("exp_year") or 0),
		customer=_reference(data, "customer"),
		fingerprint=_text(details, "fingerprint"),
	)


def setup_intent(data: Json) -> SetupIntent:
	error = _error(data, "last_setup_error")
	return SetupIntent(
		id=_id(data),
		status=str(data["status"]),
		customer=_reference(data, "customer"),
		usage=_text(data, "usage"),
		metadata=_metadata(data),
		payment_method=card(data.get("payment_method")),
		error_code=_text(error, "code"),
		decline_code=_text(error, "decline_code"),
		client_secret=_text(data, "client_secret"),
	)


def payment_intent(data: Json, error: Json | None = None) -> PaymentIntent:
	"""`error` is that of a refused request; it may say what the object in it does not."""
	currency = str(data["currency"])
	error = {**_error(data, "last_payment_error"), **(error or {})}
	return PaymentIntent(
		id=_id(data),
		status=str(data["status"]),
		amount=from_cents(int(data["amount"]), currency),
		amount_received=from_cents(int(data.get("amount_received") or 0), currency),
		currency=currency,
		customer=_reference(data, "customer"),
		payment_method=_reference(data, "payment_method") or _reference(error, "payment_method"),
		metadata=_metadata(data),
		created=int(data["created"]),
		error_code=_text(error, "code"),
		decline_code=_text(error, "decline_code"),
		next_action_url=_action_url(data),
		client_secret=_text(data, "client_secret"),
	)


def refused_payment_intent(asked: Json, data: Json) -> PaymentIntent:
	"""From the answer to a charge that the bank refused."""
	error = data["error"]
	if isinstance(error.get("payment_intent"), Mapping):
		return payment_intent(error["payment_intent"], error)
	# Refused before Stripe kept anything of it.
	unkept = {**asked, "id": "unkept", "status": "requires_payment_method", "created": 0}
	return replace(payment_intent(unkept, error), id="")


def checkout_session(data: Json) -> CheckoutSession:
	total = data.get("amount_total")
	return CheckoutSession(
		id=_id(data),
		mode=str(data["mode"]),
		status=_text(data, "status"),
		payment_status=_text(data, "payment_status"),
		url=_text(data, "url"),
		customer=_reference(data, "customer"),
		amount=None if total is None else from_cents(int(total), str(data["currency"])),
		expires_at=int(data["expires_at"]),
		payment_intent=_reference(data, "payment_intent"),
		setup_intent=_reference(data, "setup_intent"),
		metadata=_metadata(data),
	)


def event(data: Json) -> dict:
	if not isinstance(data["data"]["object"], Mapping) or not isinstance(data["type"], str):
		raise TypeError("event")
	_id(data)
	return dict(data)


def _id(data: Json) -> str:
	value = data["id"]
	if not isinstance(value, str) or not value:
		raise ValueError("An object without an id")
	return value


def _text(data: Json, name: str) -> str:
	value = data.get(name)
	return value if isinstance(value, str) else ""


def _reference(data: Json, name: str) -> str:
	"""The id of another object, expanded or not."""
	value = data.get(name)
	return _text(value, "id") if isinstance(value, Mapping) else _text(data, name)


def _metadata(data: Json) -> Mapping[str, str]:
	value = data.get("metadata")
	return dict(value) if isinstance(value, Mapping) else {}


def _error(data: Json, name: str) -> Json:
	value = data.get(name)
	return value if isinstance(value, Mapping) else {}


def _action_url(data: Json) -> str:
	action = _error(data, "next_action")
	return _text(_error(action, "redirect_to_url"), "url")
