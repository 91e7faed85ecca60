from frappe.model.document import Document
from frappe.utils import add_days, now, today

from gigafibre_fsm.testing.factories.base import customer_of, insert
from gigafibre_fsm.testing.factories.erpnext import make_customer
from gigafibre_fsm.testing.factories.unique import unique_number


def make_website_checkout(**overrides) -> Document:
	return insert(
		"Website Checkout",
		overrides,
		email="anne@exemple.ca",
		contact_name="Anne Roy",
		setup_intent=lambda: f"seti_{unique_number()}",
		stripe_customer_id=lambda: f"cus_{unique_number()}",
	)


def make_payment_method(**overrides) -> Document:
	return insert(
		"Payment Method",
		overrides,
		customer=lambda: make_customer().name,
		provider="Stripe",
		status="Active",
		stripe_customer_id=lambda: f"cus_{unique_number()}",
		stripe_payment_method_id=lambda: f"pm_{unique_number()}",
		card_brand="visa",
		card_last4="4242",
	)


def make_payment_attempt(**overrides) -> Document:
	customer = customer_of(overrides, payment_method="Payment Method", sales_invoice="Sales Invoice")
	return insert(
		"Payment Attempt",
		overrides,
		attempt_key=lambda: f"invoice:{unique_number()}",
		customer=lambda: customer or make_customer().name,
		amount=114.98,
		currency="CAD",
		status="New",
		attempted_at=now,
	)


def make_payment_arrangement(**overrides) -> Document:
	return insert(
		"Payment Arrangement",
		overrides,
		customer=lambda: make_customer().name,
		status="Open",
		amount=150,
		agreed_on=today,
		due_date=lambda: add_days(today(), 7),
		cutoff_date=lambda: add_days(today(), 14),
	)
