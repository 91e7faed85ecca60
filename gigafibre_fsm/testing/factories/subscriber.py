from frappe.model.document import Document
from frappe.utils import now

from gigafibre_fsm.testing.factories.base import customer_of, insert
from gigafibre_fsm.testing.factories.erpnext import make_customer, make_item
from gigafibre_fsm.testing.factories.unique import unique_number, unique_serial


def make_service_location(**overrides) -> Document:
	number = str(unique_number())
	return insert(
		"Service Location",
		overrides,
		customer=lambda: make_customer().name,
		status="Pending Install",
		connection_type="FTTH",
		address_line=f"{number} rue Principale",
		civic_number=number,
		street="Rue Principale",
		city="Val-des-Bouleaux",
		province="QC",
		postal_code="J0S 1A1",
	)


def make_service_subscription(**overrides) -> Document:
	_give_location(overrides)
	return insert(
		"Service Subscription",
		overrides,
		item=lambda: make_item().name,
		service_type="Internet",
		status="Pending",
		qty=1,
		rate=49.95,
		billing_interval="Monthly",
	)


def make_service_equipment(**overrides) -> Document:
	"""In stock, of nobody, until a test says otherwise."""
	customer = customer_of(overrides, service_location="Service Location")
	return insert(
		"Service Equipment", overrides, equipment_type="ONT", status="En inventaire", customer=customer
	)


def _give_location(overrides: dict) -> None:
	if "customer" not in overrides and not overrides.get("service_location"):
		overrides["service_location"] = make_service_location().name
	overrides.setdefault("customer", customer_of(overrides, service_location="Service Location"))


def make_device_profile(**overrides) -> Document:
	return insert(
		"Device Profile",
		overrides,
		profile_name=lambda: f"Essai {unique_number()}",
		models=lambda: f"Essai-{unique_number()}",
		data_model="TR-181",
	)


def make_device_denial(**overrides) -> Document:
	return insert(
		"Device Denial",
		overrides,
		equipment=lambda: make_service_equipment().name,
		serial=unique_serial,
		reason="Not In Use",
		first_seen=now,
		last_seen=now,
		times=1,
	)
