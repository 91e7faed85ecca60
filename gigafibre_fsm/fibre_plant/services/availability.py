"""Whether an address can have fibre: one query on the drops as they are now, nothing kept from before."""

from dataclasses import dataclass

import frappe
from frappe import _

from gigafibre_fsm.domain import availability as rules
from gigafibre_fsm.domain.addresses.record import Address
from gigafibre_fsm.exceptions import NotFound, NotOrderable

_DROP = """d.name as `drop`, d.legacy_fibre_id, d.state, d.olt, d.frame, d.slot, d.port, d.ont_id, d.max_speed,
	d.pricing_zone, d.unit as own_unit, d.line_profile, d.service_profile, o.olt_name"""
_ADDRESS = """a.name as address_id, a.civic_number, a.civic_suffix, a.unit, s.street, s.municipality as city,
	a.postal_code, a.latitude, a.longitude"""
# The drops of the whole building: same street, civic number and suffix, whatever the unit.
_BY_ADDRESS = f"""
	select {_ADDRESS}, {_DROP}, b.name as linked_id, b.unit as linked_unit
	from `tabCivic Address` a
	join `tabStreet` s on s.name = a.street
	left join (`tabCivic Address` b join `tabFibre Drop` d on d.civic_address = b.name
		left join `tabOLT` o on o.name = d.olt)
		on b.street = a.street and b.civic_number = a.civic_number
		and coalesce(b.civic_suffix, '') = coalesce(a.civic_suffix, '')
	where a.name = %s"""
_BY_DROP = f"""
	select {_ADDRESS}, {_DROP}, a.unit as linked_unit, d.civic_number as own_number, d.civic_suffix as own_suffix,
		d.street as own_street, d.city as own_city, d.postal_code as own_postal_code,
		d.latitude as own_latitude, d.longitude as own_longitude
	from `tabFibre Drop` d
	left join `tabCivic Address` a on a.name = d.civic_address
	left join `tabStreet` s on s.name = a.street
	left join `tabOLT` o on o.name = d.olt
	where {{condition}}"""


@dataclass(frozen=True)
class Drop:
	"""The document behind a `fibre_id`, as an order plugs it in."""

	name: str
	fibre_id: int | str
	legacy_fibre_id: int
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
class Availability:
	state: str
	address: Address
	fibre_id: int | str | None = None
	olt_port: str | None = None
	ont_id: int | None = None
	max_speed: int | None = None
	zone: str | None = None
	drop: Drop | None = None

	@property
	def available(self) -> bool:
		return self.state == rules.AVAILABLE


def of_address(address_id: str, fibre_id: str | int | None = None, building: bool = False) -> Availability:
	"""Of the best drop that serves the address, or of `fibre_id` where that is one of them.

	`building`: any of its units may be meant.
	"""
	rows = frappe.db.sql(_BY_ADDRESS, address_id, as_dict=True)
	if not rows:
		frappe.throw(_("There is no address {0}.").format(address_id), NotFound)
	unit = None if building else rows[0].unit
	candidates = rules.serving([_rules_drop(row) for row in rows if row["drop"]], unit)
	by_name = {row["drop"]: row for row in rows}
	if fibre_id not in (None, ""):
		return _answer(_the_one(fibre_id, [by_name[drop.name] for drop in candidates]))
	best = rules.best(candidates)
	if best is None:
		return Availability(rules.NOT_COVERED, _address(rows[0]))
	if building and by_name[best.name].linked_id != address_id:
		# An address and a drop that belong together: an order will name both.
		return of_address(by_name[best.name].linked_id, best.name)
	return _answer(by_name[best.name])


def address(address_id: str) -> Address:
	return of_address(address_id).address


def of_drop(fibre_id: str | int) -> Availability:
	rows = frappe.db.sql(_BY_DROP.format(condition=_condition(fibre_id)), str(fibre_id).strip(), as_dict=True)
	if not rows:
		frappe.throw(_("There is no fibre drop {0}.").format(fibre_id), NotFound)
	return _answer(rows[0])


def _condition(fibre_id: str | int) -> str:
	"""Numbers are the old system's; names of ours always have letters."""
	return "d.legacy_fibre_id = %s" if _is_legacy(fibre_id) else "d.name = %s"


def _is_legacy(fibre_id: str | int) -> bool:
	return str(fibre_id).strip().isdecimal()


def _the_one(fibre_id: str | int, rows: list):
	wanted = str(fibre_id).strip()
	for row in rows:
		if wanted in (row["drop"], str(row.legacy_fibre_id or "")):
			return row
	of_drop(fibre_id)  # says so where there is no such drop at all
	frappe.throw(_("The fibre drop {0} does not serve this address.").format(fibre_id), NotOrderable)


def _rules_drop(row) -> rules.Drop:
	return rules.Drop(row["drop"], row.state, row.linked_unit, row.own_unit, row.max_speed or 0)


def _answer(row) -> Availability:
	return Availability(
		row.state,
		_address(row) if row.address_id else _address_of_drop(row),
		_fibre_id(row),
		f"{row.frame}/{row.slot}/{row.port}" if row.olt else None,
		row.ont_id if row.olt else None,
		row.max_speed or None,
		row.pricing_zone,
		_drop(row),
	)


def _drop(row) -> Drop:
	return Drop(
		name=row["drop"],
		fibre_id=_fibre_id(row),
		legacy_fibre_id=row.legacy_fibre_id,
		olt_name=row.olt_name,
		olt_ip=row.olt,
		frame=row.frame,
		slot=row.slot,
		port=row.port,
		ont_id=row.ont_id,
		line_profile=row.line_profile,
		service_profile=row.service_profile,
	)


def _fibre_id(row) -> int | str:
	return row.legacy_fibre_id or row["drop"]


def _address(row) -> Address:
	return Address(
		row.address_id,
		row.civic_number,
		row.civic_suffix or None,
		row.unit or None,
		row.street,
		row.city,
		row.postal_code or None,
		row.latitude or None,
		row.longitude or None,
	)


def _address_of_drop(row) -> Address:
	"""Not linked to the register yet: what the old system knew of the place."""
	number = str(row.own_number or "").strip()
	return Address(
		None,
		int(number) if number.isdecimal() else None,
		row.own_suffix or None,
		row.own_unit or None,
		row.own_street or "",
		row.own_city or "",
		row.own_postal_code or None,
		row.own_latitude or None,
		row.own_longitude or None,
	)
