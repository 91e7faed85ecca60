"""An order as a caller sends it (docs/checkout.md), read into values: who, where, what, when."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from gigafibre_fsm.domain.contacts import canonical_email, canonical_phone
from gigafibre_fsm.domain.identifiers import canonical_did, canonical_postal_code, is_postal_code
from gigafibre_fsm.domain.orders.reading import Malformed, Problem, Reader
from gigafibre_fsm.domain.pricing.request import Service

LANGUAGES = ("fr", "en")
MOST_DATES = 3
MOST_SERVICES = 40
LEAST_KEY = 8
LONGEST_NOTES = 2000
LONGEST_SSID_BYTES = 32
_KEY = re.compile(r"[\x21-\x7e]+")
_CIVIC = re.compile(r"(\d{1,6})[\s-]*([A-Za-z]|1/[234]|3/4)?(?=[\s,])[\s,]+(.+)")
# « 4e Rang » is a street without a number, « 4E rue Principale » a house.
_ORDINAL = re.compile(r"\d+e\s+[^\W\d]+(\s+(nord|sud|est|ouest))?", re.IGNORECASE)
# A name of a person goes into documents' names, where Frappe takes none of these.
_NOT_IN_NAMES = re.compile(r"[<>]")


@dataclass(frozen=True)
class GivenAddress:
	address_id: str | None = None
	fibre_id: str | None = None
	rue: str | None = None
	ville: str | None = None
	zip: str | None = None
	lat: float | None = None
	lng: float | None = None


@dataclass(frozen=True)
class GivenCustomer:
	id: str | None = None
	name: str | None = None
	email: str | None = None
	phone: str | None = None
	language: str | None = None


@dataclass(frozen=True)
class EmergencyAddress:
	civic_number: str
	street: str
	city: str
	zip: str
	suffix: str | None = None
	unit: str | None = None
	state: str = "QC"


@dataclass(frozen=True)
class GivenPhone:
	e911_address: EmergencyAddress | None = None
	port_number: str | None = None
	current_carrier: str | None = None
	account_number: str | None = None


@dataclass(frozen=True)
class Shown:
	monthly_total: Decimal | None = None
	one_time_total: Decimal | None = None


@dataclass(frozen=True)
class OrderRequest:
	idempotency_key: str
	address: GivenAddress
	customer: GivenCustomer
	services: tuple[Service, ...]
	tv_boxes: int = 1
	commitment_months: int = 0
	special_discount_reason: str | None = None
	preferred_dates: tuple[date, ...] = ()
	contact_me: bool = False
	ssid: str | None = None
	phone: GivenPhone = GivenPhone()
	shown: Shown = Shown()
	setup_intent: str | None = None
	notes: str | None = None

	@property
	def digest(self) -> str:
		"""What tells a repeated call from another order under the same key."""
		text = json.dumps(asdict(self), sort_keys=True, default=str)
		return hashlib.sha256(text.encode()).hexdigest()


def read(body: object) -> OrderRequest:
	""":raises Malformed: with the first field that cannot be taken."""
	order = Reader(body)
	request = OrderRequest(
		idempotency_key=_key(order),
		address=_address(order),
		customer=_customer(order),
		services=_services(order),
		tv_boxes=_or(order.number("tv_boxes", 0, 99), 1),
		commitment_months=_or(order.number("commitment_months", 0, 120), 0),
		special_discount_reason=order.text("special_discount_reason"),
		preferred_dates=_dates(order),
		contact_me=order.yes("contact_me"),
		ssid=_ssid(order),
		phone=_phone(order),
		shown=_shown(order),
		setup_intent=order.text("setup_intent"),
		notes=order.lines("notes", LONGEST_NOTES),
	)
	order.close()
	if not request.preferred_dates and not request.contact_me:
		raise Malformed("preferred_dates", Problem.MISSING)
	return request


def _or(value, default):
	return default if value is None else value


def _key(order: Reader) -> str:
	key = order.needed("idempotency_key", order.text)
	if len(key) < LEAST_KEY:
		order.refuse("idempotency_key", Problem.TOO_SHORT, least=LEAST_KEY)
	if not _KEY.fullmatch(key):
		order.refuse("idempotency_key", Problem.BAD_CHARACTERS)
	return key


def _address(order: Reader) -> GivenAddress:
	given = order.needed("address", order.object)
	address = GivenAddress(
		given.text("address_id"),
		given.text("fibre_id"),
		given.text("rue"),
		given.text("ville"),
		given.canonical("zip", _postal_code, Problem.BAD_POSTAL_CODE),
		given.coordinate("lat", 90),
		given.coordinate("lng", 180),
	)
	given.close()
	if not (address.address_id or address.fibre_id or address.rue):
		given.refuse("address_id", Problem.NOWHERE)
	return address


def _postal_code(text: str) -> str | None:
	code = canonical_postal_code(text)
	if not is_postal_code(code):
		raise ValueError(text)
	return code


def _customer(order: Reader) -> GivenCustomer:
	given = order.needed("customer", order.object)
	if given.get("id") is not None:
		customer = GivenCustomer(id=given.text("id"))
	else:
		customer = GivenCustomer(
			name=_person(given),
			email=given.needed("email", given.canonical, canonical_email, Problem.BAD_EMAIL),
			phone=given.needed("phone", given.canonical, canonical_phone, Problem.BAD_PHONE),
			language=given.choice("language", LANGUAGES),
		)
	given.close()
	return customer


def _person(given: Reader) -> str:
	name = given.needed("name", given.text, 100)
	if _NOT_IN_NAMES.search(name):
		given.refuse("name", Problem.BAD_CHARACTERS)
	return name


def _services(order: Reader) -> tuple[Service, ...]:
	given = order.objects("services", MOST_SERVICES)
	if not given:
		order.refuse("services", Problem.MISSING)
	return tuple(_service(one) for one in given)


def _service(given: Reader) -> Service:
	given.text("type")  # said by some callers for themselves: the catalogue knows it
	service = Service(given.needed("sku", given.text), _or(given.number("qty", 1, 99), 1))
	given.close()
	return service


def _dates(order: Reader) -> tuple[date, ...]:
	days = order.dates("preferred_dates", MOST_DATES)
	if len(set(days)) != len(days):
		order.refuse("preferred_dates", Problem.REPEATED)
	return days


def _ssid(order: Reader) -> str | None:
	given = order.object("wifi")
	if given is None:
		return None
	ssid = given.text("ssid")
	given.close()
	if ssid and len(ssid.encode()) > LONGEST_SSID_BYTES:
		given.refuse("ssid", Problem.TOO_MANY_BYTES, most=LONGEST_SSID_BYTES)
	if ssid and not ssid.isprintable():
		given.refuse("ssid", Problem.BAD_CHARACTERS)
	return ssid


def _phone(order: Reader) -> GivenPhone:
	given = order.object("phone")
	if given is None:
		return GivenPhone()
	phone = GivenPhone(
		_emergency(given),
		given.canonical("port_number", canonical_did, Problem.BAD_PHONE),
		given.text("current_carrier"),
		given.text("account_number"),
	)
	given.close()
	return phone


def _emergency(phone: Reader) -> EmergencyAddress | None:
	given = phone.object("e911_address")
	if given is None:
		return None
	address = EmergencyAddress(
		civic_number=given.needed("civic_number", given.text, 10),
		street=given.needed("street", given.text, 84),
		city=given.needed("city", given.text, 38),
		zip=given.needed("zip", given.canonical, _postal_code, Problem.BAD_POSTAL_CODE),
		suffix=given.text("suffix", 10),
		unit=given.text("unit", 30),
		state=given.text("state", 2) or "QC",
	)
	given.close()
	return address


def _shown(order: Reader) -> Shown:
	given = order.object("shown")
	if given is None:
		return Shown()
	shown = Shown(given.amount("monthly_total"), given.amount("one_time_total"))
	given.close()
	return shown


@dataclass(frozen=True)
class Street:
	civic_number: str
	civic_suffix: str | None
	street: str


def street_of(rue: str | None) -> Street:
	"""`123-A, rue Principale`: where no register says it, the caller's own line does.

	:raises Malformed: without a number nobody finds the house, and no ambulance either.
	"""
	found = _CIVIC.fullmatch(rue or "")
	if not found or _ORDINAL.fullmatch(rue):
		raise Malformed("address.rue", Problem.NO_CIVIC_NUMBER)
	return Street(found[1], found[2] and found[2].upper(), found[3])
