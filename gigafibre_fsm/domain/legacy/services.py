"""A service of the old system: one line that a customer pays for by the month or the year."""

from datetime import date, timedelta
from decimal import Decimal

from gigafibre_fsm.domain.legacy import ids, products, text, times
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.masking import without_card_numbers
from gigafibre_fsm.domain.legacy.outcome import OWN, Change, Reason, Record, Rejected

CANCELLED, ACTIVE, SUSPENDED = "Cancelled", "Active", "Suspended"
STATUSES = {0: CANCELLED, 1: ACTIVE, 2: SUSPENDED, 3: "Pending"}
YEARLY = 12
OTHER = "Other"
# Of the services that share a device, the one that it is for.
CARRIED_BY = {"ONT": "Internet", "Routeur": "Internet", "Décodeur TV": "TV", "Téléphone IP": "Phone"}


def becomes(row: dict, known: Known) -> list[Record | Change]:
	service_id = ids.fits(row["id"])
	place = known.location(row["delivery_id"])
	if not place:
		raise Rejected(Reason.UNKNOWN_DELIVERY, f"delivery {row['delivery_id']}")
	created = times.moment(row["date_orig"], known.now)
	status = STATUSES.get(row["status"])
	values = {
		"legacy_service_id": service_id,
		"customer": place["customer"],
		"customer_name": place["customer_name"],
		"service_location": place["name"],
		**_sold(row, known),
		"status": status or CANCELLED,
		"billing_interval": "Yearly" if row["payment_recurrence"] == YEARLY else "Monthly",
		**_dates(row, known, created.date() if created else None),
		**_radius(row),
		"creation": created or known.now,
	}
	warnings = () if status else (f"unknown status, taken for {CANCELLED}: {row['status']}",)
	record = Record("Service Subscription", values, warnings)
	return [record, *_on_device(row, values, known), *_at_place(row, place, known)]


def price_of_product(product: dict) -> Decimal:
	"""As a line of a bill: a discount takes off."""
	price = products.price(product) or Decimal()
	return -price if products.service_type(product) == products.DISCOUNT else price


def _sold(row: dict, known: Known) -> dict:
	item, comment = _item(row["product_id"], known), text.plain(row["comment"])
	missing = f"product #{row['product_id']}"
	price = row["price"]
	if price is None:
		price = known.extra["prices"].get(row["product_id"]) or 0
	return {
		"item": item["name"] if item else known.catch_all_item,
		"service_type": (item and item["service_type"]) or OTHER,
		"description": comment or (item["item_name"] if item else missing),
		"qty": float(row["qte"]),
		"rate": float(price),
	}


def _item(product_id: int, known: Known) -> dict | None:
	"""By its number; of two products with one SKU there is one Item, under the number of one of them."""
	return known.items.get(product_id) or known.extra["by_code"].get(known.extra["codes"].get(product_id))


def _dates(row: dict, known: Known, start: date | None) -> dict:
	"""The next invoice begins the day after what is billed."""
	next_invoice = times.day(row["date_next_invoice"], known.now)
	return {
		"start_date": start,
		"billed_until": next_invoice - timedelta(days=1) if next_invoice else None,
		"commitment_ends": times.day(row["date_end_contract"], known.now),
	}


def _radius(row: dict) -> dict:
	user = text.clean(row["radius_user"])
	password = without_card_numbers(row["radius_pwd"] or "") or None
	return {"radius_user": user, "radius_password": password if user else None}


def _on_device(row: dict, values: dict, known: Known) -> list[Change]:
	"""The device says to which service it belongs, and logs in as the service does."""
	device = known.device(row["device_id"])
	if not device or values["status"] == CANCELLED:
		return []
	changed = {}
	if _carries(device, values):
		changed["subscription"] = OWN
	if values["radius_user"]:
		changed |= {field: values[field] for field in ("radius_user", "radius_password")}
	return [Change("Service Equipment", device["name"], changed)] if changed else []


def _at_place(row: dict, place: dict, known: Known) -> list[Change]:
	"""A place is suspended with the last of its live services, and is not with the first that lives again."""
	if row["delivery_id"] in known.extra["suspended"]:
		status = SUSPENDED if place["status"] == ACTIVE else None
	else:
		before = known.subscription(row["id"])
		was_suspended = before and before["status"] == place["status"] == SUSPENDED
		status = ACTIVE if was_suspended else None
	return [Change("Service Location", place["name"], {"status": status})] if status else []


def _carries(device: dict, values: dict) -> bool:
	kind = CARRIED_BY.get(device["equipment_type"], values["service_type"])
	return device["customer"] == values["customer"] and kind == values["service_type"]
