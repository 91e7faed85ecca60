from frappe.model.document import Document

from gigafibre_fsm.testing.factories.base import customer_of, insert
from gigafibre_fsm.testing.factories.subscriber import make_service_location
from gigafibre_fsm.testing.factories.unique import unique_did


def make_phone_number(**overrides) -> Document:
	return insert("Phone Number", overrides, did=unique_did, status="Free")


def make_voip_line(**overrides) -> Document:
	"""With the 911 address of the location that the factory makes; not registered yet."""
	if "service_location" not in overrides:
		overrides["service_location"] = make_service_location().name
	overrides.setdefault("customer", customer_of(overrides, service_location="Service Location"))
	return insert(
		"VoIP Line",
		overrides,
		did=unique_did,
		status="Pending",
		e911_civic_number="100",
		e911_street="Rue Principale",
		e911_city="Val-des-Bouleaux",
		e911_state="QC",
		e911_zip="J0S 1A1",
	)
