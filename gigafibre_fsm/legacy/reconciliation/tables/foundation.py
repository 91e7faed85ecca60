"""Customers, staff, products, places, devices, services and drops."""

from frappe import _

from gigafibre_fsm.domain.identifiers import canonical_postal_code
from gigafibre_fsm.domain.legacy import devices, drops
from gigafibre_fsm.legacy.reconciliation.values import (
	Table,
	Value,
	customer,
	if_given,
	money,
	secret,
	whole,
	words,
	yes,
)

PRICE = """(select p.price_list_rate from `tabItem Price` p join tabSingles s on s.value = p.price_list
	where s.doctype = 'FSM Settings' and s.field = 'price_list' and p.item_code = d.name
	and coalesce(p.customer, '') = '' order by p.creation limit 1)"""
PLACE = "(select s.legacy_delivery_id from `tabService Location` s where s.name = d.service_location)"
SERVICE_STATUS = """case l.status when 1 then 'Active' when 2 then 'Suspended' when 3 then 'Pending'
	else 'Cancelled' end"""
DISCOUNT = "p.price < 0 or lower(p.category) regexp 'rabais|discount|credit|crédit|promo'"
# A place is suspended where none of its live services is active.
IS_SUSPENDED = """coalesce((select sum(s.status = 1) = 0 from service s
	where s.delivery_id = l.id and s.status in (1, 2)), 0)"""
PLACE_STATUS = f"""case l.status when 1 then if({IS_SUSPENDED}, 'Suspended', 'Active')
	when 3 then 'Pending Install' else 'Closed' end"""


def tables() -> list[Table]:
	return [_accounts(), _staff(), _products(), _places(), _devices(), _services(), _drops()]


def _accounts() -> Table:
	return Table(
		"account",
		"Customer",
		(
			Value(_("Closed"), "l.status = 2", "d.disabled", yes),
			Value(_("Commercial"), "l.commercial", "d.is_commercial", yes),
			Value(_("VIP customers"), "l.vip", "d.is_vip", yes),
			Value(
				_("Of a company"), "trim(coalesce(l.company, '')) <> ''", "d.customer_type = 'Company'", yes
			),
			Value(
				_("Customers at Stripe"),
				"if(trim(l.stripe_id) like 'cus\\\\_%%', trim(l.stripe_id), '')",
				"d.stripe_id",
				words,
				same=if_given,
			),
		),
	)


def _staff() -> Table:
	return Table("staff", "Employee", (Value(_("Active"), "l.active", "d.status = 'Active'", yes),))


def _products() -> Table:
	return Table(
		"product",
		"Item",
		(
			Value(_("Price"), "abs(l.price)", f"abs({PRICE})", money, summed=True),
			Value(_("Active"), "l.active", "d.disabled = 0", yes),
		),
	)


def _places() -> Table:
	return Table(
		"delivery",
		"Service Location",
		(
			customer(_("Customer")),
			Value(_("Status"), PLACE_STATUS, "d.status"),
			Value(_("Postal Code"), "l.zip", "d.postal_code", words, read=_postal_code),
		),
	)


def _devices() -> Table:
	return Table(
		"device",
		"Service Equipment",
		(
			Value(_("Serial Number"), "l.sn", "d.serial_number", words, read=_serial),
			Value(_("MAC Address"), "l.mac", "d.mac_address", words, read=_mac),
			Value(_("Service Location"), _known_place("l.delivery_id"), PLACE, whole),
		),
	)


def _services() -> Table:
	status = Value(_("Status"), SERVICE_STATUS, "d.status")
	password = "if(trim(coalesce(l.radius_user, '')) <> '', l.radius_pwd, '')"
	return Table(
		"service",
		"Service Subscription",
		(
			status,
			Value(_("Service Location"), "l.delivery_id", PLACE, whole),
			Value(
				_("Recurring price"), _rate(), "round(d.qty * d.rate, 2)", money, summed=True, by=status.label
			),
			Value(_("Yearly"), "l.payment_recurrence = 12", "d.billing_interval = 'Yearly'", yes),
			secret(_("RADIUS passwords"), password, "Service Subscription", "radius_password"),
		),
	)


def _rate() -> str:
	"""A service without a price of its own costs what its product costs; a line of a discount takes off."""
	price = f"(select if({DISCOUNT}, -abs(p.price), p.price) from product p where p.id = l.product_id)"
	return f"round(l.qte * coalesce(l.price, {price}), 2)"


def _drops() -> Table:
	port = "concat_ws('/', {0}.frame, {0}.slot, {0}.port, {0}.{1})"
	is_whole = """trim(coalesce(l.info_connect, '')) <> '' and l.frame is not null and l.slot is not null
		and l.port is not null and l.ontid is not null"""
	return Table(
		"fibre",
		"Fibre Drop",
		(
			Value(
				_("Ports on the OLT"),
				f"if({is_whole}, concat(trim(l.info_connect), ' ', {port.format('l', 'ontid')}), '')",
				f"if(coalesce(d.olt, '') <> '', concat(d.olt, ' ', {port.format('d', 'ont_id')}), '')",
				words,
			),
			Value(_("Connected"), "l.sn", "d.ont_serial", words, read=_drop_serial),
			Value(_("Reserved"), "trim(l.sn) like 'RESERVED%%'", "coalesce(d.reserved_note, '') <> ''", yes),
			Value(_("Without a box"), "l.boitier_pas_install", "d.box_installed = 0", yes),
			Value(_("Postal Code"), "l.zip", "d.postal_code", words, read=_postal_code),
		),
	)


def _known_place(column: str) -> str:
	return f"if(exists(select 1 from delivery x where x.id = {column}), {column}, 0)"


def _serial(written) -> str:
	return devices.serial(written) or ""


def _mac(written) -> str:
	return devices.mac(written) or ""


def _drop_serial(written) -> str:
	return drops.serial(written) or ""


def _postal_code(written) -> str:
	return canonical_postal_code((written or "").strip()) or ""
