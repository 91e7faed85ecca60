"""An order that can be placed: everything is checked and priced, nothing is written."""

from dataclasses import dataclass
from datetime import date

import frappe
from frappe import _

from gigafibre_fsm.domain.orders import devices
from gigafibre_fsm.domain.orders.party import Person
from gigafibre_fsm.domain.orders.request import EmergencyAddress, GivenCustomer, OrderRequest
from gigafibre_fsm.domain.pricing.catalogue import INTERNET, PHONE, TV
from gigafibre_fsm.domain.pricing.checks import Sold, count
from gigafibre_fsm.domain.pricing.quote import Quote
from gigafibre_fsm.exceptions import NotFound, NotOrderable
from gigafibre_fsm.fibre_plant.services.availability import Drop
from gigafibre_fsm.field_work.services.dates import Calendar
from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.receivables.services.cards import SavedCard
from gigafibre_fsm.subscriber.services.ordering.spot import Spot

# A device that is at the customer's, or on its way there.
STANDING = ("En inventaire", "Actif")
# A place that has the phone only is known by its address: the drop there is nobody's yet.
_SAME_PLACE = """
	select name from `tabService Location`
	where customer = %(customer)s and status <> 'Closed' and (
		fibre_drop = %(drop)s or civic_address = %(address)s
		or %(drop)s is null and %(address)s is null and address_line = %(line)s and postal_code = %(postal_code)s)
	order by creation limit 1"""


@dataclass(frozen=True)
class Caller:
	is_agent: bool

	@property
	def source(self) -> str:
		return "agent" if self.is_agent else "website"


@dataclass(frozen=True)
class Order:
	request: OrderRequest
	caller: Caller
	person: Person
	# An existing customer; and where this place is already served, its location and the ONT there.
	customer: str | None
	location: str | None
	ont: str | None
	spot: Spot
	sold: tuple[Sold, ...]
	quote: Quote
	card: SavedCard | None
	today: date
	calendar: Calendar | None
	phone_on_ont: bool

	@property
	def has_internet(self) -> bool:
		return count(self.sold, INTERNET) > 0

	@property
	def drop(self) -> Drop | None:
		"""The one that the order takes: a telephone or a TV box needs none of its own."""
		return self.spot.drop if self.has_internet else None

	@property
	def lines(self) -> int:
		return count(self.sold, PHONE)

	@property
	def needs(self) -> devices.Needs:
		boxes = self.request.tv_boxes if count(self.sold, TV) else 0
		return devices.Needs(self.has_internet, boxes, self.lines, self.phone_on_ont, bool(self.ont))

	@property
	def day(self) -> date | None:
		"""Of the installation; None where the customer is to be called."""
		return None if self.request.contact_me else self.request.preferred_dates[0]

	@property
	def language(self) -> str:
		return self.person.language or languages.spoken()

	@property
	def emergency_address(self) -> EmergencyAddress:
		given = self.request.phone.e911_address
		place = self.spot.place
		return given or EmergencyAddress(
			civic_number=place.civic_number or "",
			street=place.street or "",
			city=place.city or "",
			zip=place.postal_code or "",
			suffix=place.civic_suffix,
			unit=place.unit,
			state=place.province,
		)


def person_of(given: GivenCustomer) -> Person:
	if not given.id:
		return Person(given.name, given.email, given.phone, given.language or languages.spoken())
	fields = ["customer_name", "email_id", "mobile_no", "language", "is_commercial", "stripe_id"]
	known = frappe.db.get_value("Customer", given.id, fields, as_dict=True)
	if not known:
		frappe.throw(_("There is no customer {0}.").format(given.id), NotFound)
	return Person(
		known.customer_name,
		known.email_id,
		known.mobile_no,
		languages.of_customer(known.language),
		known.stripe_id,
		bool(known.is_commercial),
	)


def location_of(customer: str | None, spot: Spot) -> str | None:
	"""A place of this customer that is served, or will be: what is added there belongs to it."""
	if not customer:
		return None
	values = {
		"customer": customer,
		"drop": spot.drop and spot.drop.name,
		"address": spot.address_id,
		"line": spot.place.address_line,
		"postal_code": spot.place.postal_code,
	}
	found = frappe.db.sql(_SAME_PLACE, values)
	return found[0][0] if found else None


def ont_at(location: str | None) -> str | None:
	if not location:
		return None
	filters = {"service_location": location, "equipment_type": devices.ONT, "status": ("in", STANDING)}
	return frappe.db.get_value("Service Equipment", filters, order_by="creation desc")


def check_totals(request: OrderRequest, quote: Quote) -> None:
	"""What the customer saw is what they pay; both totals are said where they differ."""
	for name in ("monthly_total", "one_time_total"):
		shown, ours = getattr(request.shown, name), getattr(quote, name)
		if shown is not None and shown != ours:
			frappe.throw(
				_("shown.{0} is {1}, but the price is {2}: show the new price first.").format(
					name, shown, ours
				),
				NotOrderable,
			)
