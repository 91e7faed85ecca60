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

_DROP = """
	select d.legacy_fibre_id, d.state, o.olt_name, d.olt as olt_ip, d.frame, d.slot, d.port, d.ont_id,
		d.line_profile, d.service_profile
	from `tabFibre Drop` d
	left join tabOLT o on o.name = d.olt
	where d.name = %s"""
PROVINCE, COUNTRY = "QC", "Canada"


@dataclass(frozen=True)
class Drop:
	name: str
	fibre_id: int | str
	legacy_fibre_id: int
	state: str
	olt_name: str | None
	olt_ip: str | None
	frame: int
	slot: int
	port: int
	ont_id: int
	line_profile: str | None
	service_profile: str | None

	@property
	def olt_port(self) -> str:
		return f"{self.frame}/{self.slot}/{self.port}"

	@property
	def plug(self) -> dict:
		"""As locations and equipment carry it."""
		return {
			"olt_name": self.olt_name,
			"olt_ip": self.olt_ip,
			"olt_frame": self.frame,
			"olt_slot": self.slot,
			"olt_port": self.port,
			"ont_id": self.ont_id,
		}


@dataclass(frozen=True)
class Spot:
	place: Place
	address_id: str | None = None
	drop: Drop | None = None
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
		drop=_drop(found) if found.drop else None,
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


def _drop(found: availability.Availability) -> Drop:
	[row] = frappe.db.sql(_DROP, found.drop, as_dict=True)
	return Drop(name=found.drop, fibre_id=found.fibre_id, **row)


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
