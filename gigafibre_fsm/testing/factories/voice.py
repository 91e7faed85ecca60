import hashlib

from frappe.model.document import Document

from gigafibre_fsm.testing.factories.base import customer_of, insert
from gigafibre_fsm.testing.factories.subscriber import make_service_location
from gigafibre_fsm.testing.factories.unique import unique_did, unique_number


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


def make_e911_request(**overrides) -> Document:
	"""As a person's question left it; the row of the outbox is the service's to write."""
	return insert(
		"E911 Request",
		overrides,
		voip_line=lambda: make_voip_line().name,
		did=unique_did,
		action="Register",
		status="Queued",
		reason="Le client a appelé.",
		requested_by="Administrator",
		requested_on="2026-11-20 10:00:00",
	)


def make_number_port(**overrides) -> Document:
	"""Of a number that is not the line's, with all that any of its statuses needs."""
	return insert(
		"Number Port",
		overrides,
		direction="In",
		did=unique_did,
		voip_line=lambda: make_voip_line().name,
		carrier="Cogeco",
		account_number="3344-556",
		authorisation=lambda: make_authorisation().file_url,
		port_date="2026-12-01",
		reject_reason="Le nom ne correspond pas.",
	)


def make_authorisation() -> Document:
	"""Each with its own content: Frappe keeps equal ones as one file."""
	content = f"Autorisation {unique_number()}"
	return insert("File", {}, file_name="autorisation.txt", is_private=1, content=content)


def make_address_judgement(**overrides) -> Document:
	return insert(
		"Address Judgement",
		overrides,
		pair=lambda: hashlib.sha256(str(unique_number()).encode()).hexdigest(),
		verdict="Same",
		note="Le client a confirmé.",
		service_address="123 rue Principale",
		e911_address="123 chemin Principal",
	)
