"""Where the service goes: an address of the register, a drop of ours, or a line that the caller wrote."""

from dataclasses import dataclass, field

import frappe
from frappe import _

from gigafibre_fsm.domain.addresses.record import Address, line
from gigafibre_fsm.domain.availability import AVAILABLE, NOT_COVERED
from gigafibre_fsm.domain.orders.party import Place
from gigafibre_fsm.domain.orders.reading import Malformed, Problem
from gigafibre_fsm.domain.orders.request import GivenAddress, street_of
from gigafibre_fsm.exceptions import NotOrderable
from gigafibre_fsm.fibre_plant.services import availability, reservation

PROVINCE, COUNTRY = "QC", "Canada"


@dataclass(frozen=True)
class Spot:
	place: Place
	address_id: str | None = None
	drop: availability.Drop | None = None
	max_speed: int | None = None
	zone: str | None = None
	state: str = field(default=NOT_COVERED)

	def refuse_unless_free(self) -> None:
		"""What is sold over fibre wants a free port."""
		if self.state == NOT_COVERED:
			frappe.throw(_("There is no fibre at this address yet."), NotOrderable)
		if self.state != AVAILABLE:
			reservation.refuse(self.state)


def find(given: GivenAddress) -> Spot:
	if given.address_id:
		return _served(availability.of_address(given.address_id, given.fibre_id))
	if given.fibre_id:
		return _served(availability.of_drop(given.fibre_id))
	return Spot(_written(given))


def _served(found: availability.Availability) -> Spot:
	return Spot(
		place=_place(found.address),
		address_id=found.address.address_id,
		drop=found.drop,
		max_speed=found.max_speed,
		zone=found.zone,
		state=found.state,
	)


def _place(address: Address) -> Place:
	number = str(address.civic_number) if address.civic_number is not None else None
	return Place(
		address_line=line(address),
		civic_number=number,
		civic_suffix=address.civic_suffix,
		unit=address.unit,
		street=address.street,
		city=address.city,
		province=PROVINCE,
		postal_code=address.postal_code,
		country=COUNTRY,
		latitude=address.latitude,
		longitude=address.longitude,
	)


def _written(given: GivenAddress) -> Place:
	"""Nothing is looked up here: another house than the one that was meant would be worse than none."""
	street = street_of(given.rue)
	for key, value in (("ville", given.ville), ("zip", given.zip)):
		if not value:
			raise Malformed(f"address.{key}", Problem.MISSING)
	return Place(
		address_line=given.rue,
		civic_number=street.civic_number,
		civic_suffix=street.civic_suffix,
		unit=None,
		street=street.street,
		city=given.ville,
		province=PROVINCE,
		postal_code=given.zip,
		country=COUNTRY,
		latitude=given.lat,
		longitude=given.lng,
	)
