"""A site that is connected to a local Stripe. What these tests do commits, as payments do; it is taken away after each."""

import json
import time
from urllib.parse import urlsplit

import frappe
from frappe.model.document import Document
from frappe.tests.utils import FrappeTestCase
from frappe.utils import now
from frappe.utils.background_jobs import get_redis_connection_without_auth

from gigafibre_fsm.gigafibre_fsm.tests.delivery_case import queue_at
from gigafibre_fsm.receivables.services import stripe_events
from gigafibre_fsm.testing import factories
from gigafibre_fsm.testing.servers.stripe import StripeServer, signature

WEBHOOK_SECRET = "whsec_0123456789abcdef0123456789abcdef"
SETTINGS = {
	"stripe_enabled": 1,
	"stripe_publishable_key": "pk_test_51GigafibreLocal",
	"twilio_enabled": 1,
	"mailjet_enabled": 1,
}
OWN_DATABASE = "/9"
# What a payment leaves behind.
MADE = (
	"Payment Attempt",
	"Payment Method",
	"Payment Entry",
	"Payment Entry Reference",
	"Sales Invoice",
	"Sales Invoice Item",
	"Payment Schedule",
	"GL Entry",
	"Payment Ledger Entry",
	"Website Checkout",
	"Provider Event",
	"Outbox Message",
	"Task",
	"Project",
	"Item",
	"Item Default",
	"Customer",
	"Contact",
	"Contact Email",
	"Contact Phone",
	"Dynamic Link",
	"User",
	"Has Role",
	"Version",
	"Comment",
	"Error Log",
)


class StripeCase(FrappeTestCase):
	def setUp(self):
		super().setUp()
		self.enterContext(queue_at(own_queue()))
		self.began = now()
		self.before = {doctype: set(frappe.get_all(doctype, pluck="name")) for doctype in MADE}
		self.addCleanup(self.forget)
		self.stripe = StripeServer()
		self.stripe.__enter__()
		self.addCleanup(self.stripe.__exit__)
		self.connect()

	def connect(self) -> None:
		settings = frappe.get_doc("FSM Settings")
		before = {field: settings.get(field) for field in (*SETTINGS, "stripe_base_url", "stripe_account")}
		self.addCleanup(self.settle_back, before)
		self.configure(
			**SETTINGS,
			stripe_base_url=self.stripe.url,
			stripe_secret_key=self.stripe.key,
			stripe_webhook_secret=WEBHOOK_SECRET,
			stripe_account=bank_account(),
		)

	def settle_back(self, before: dict) -> None:
		frappe.db.rollback()
		self.configure(**before, stripe_secret_key="", stripe_webhook_secret="")

	def configure(self, **values) -> None:
		settings = frappe.get_doc("FSM Settings")
		settings.update(values)
		settings.flags.ignore_mandatory = True
		settings.save()
		frappe.clear_messages()
		frappe.db.commit()  # the code under test begins transactions of its own

	def forget(self) -> None:
		frappe.db.rollback()
		for doctype in MADE:
			made = set(frappe.get_all(doctype, pluck="name")) - self.before[doctype]
			frappe.db.delete(doctype, {"name": ("in", list(made) or [""])})
		frappe.db.commit()  # as if nothing had been
		self.assertTrue(frappe.local.conf.redis_queue.endswith(OWN_DATABASE))
		get_redis_connection_without_auth().flushdb()

	def customer(self, **values) -> Document:
		made = factories.make_customer(
			**{"email_id": "anne@exemple.ca", "mobile_no": "+14502722408", "language": "fr", **values}
		)
		frappe.db.commit()  # see configure
		return made

	def invoice(self, customer: str, amount: float = 114.98) -> Document:
		invoice = factories.make_sales_invoice(
			customer=customer, items=[{"item_code": factories.make_item().name, "qty": 1, "rate": amount}]
		)
		invoice.submit()
		frappe.db.commit()  # see configure
		return invoice

	def saved_card(self, customer: Document, card: str = "pm_card_visa", **values) -> Document:
		"""A card that Stripe holds for the customer and that pays by itself."""
		held = self.at_stripe(customer)
		saved = self.stripe.save_card(held, card)
		method = factories.make_payment_method(
			**{
				"customer": customer.name,
				"is_auto": 1,
				"is_default": 1,
				"stripe_customer_id": held,
				"stripe_payment_method_id": saved["id"],
				"card_brand": saved["card"]["brand"],
				"card_last4": saved["card"]["last4"],
				"card_expiry": f"{saved['card']['exp_month']:02d}/{saved['card']['exp_year']}",
				**values,
			}
		)
		frappe.db.commit()  # see configure
		return method

	def at_stripe(self, customer: Document) -> str:
		known = frappe.db.get_value("Customer", customer.name, "stripe_id")
		if known:
			return known
		made = self.stripe.store.make("customer", email=customer.email_id, name=customer.customer_name)
		frappe.db.set_value("Customer", customer.name, "stripe_id", made["id"])
		frappe.db.commit()  # see configure
		return made["id"]

	def events(self, kind: str) -> list[dict]:
		return [event for event in self.stripe.events.all() if event["type"] == kind]

	def receive(self, event: dict, secret: str = WEBHOOK_SECRET, at: float | None = None) -> bool:
		"""As the webhook does it, without a server of ours in between: those tests are in e2e/."""
		payload = json.dumps(event).encode()
		is_new = stripe_events.receive(payload, signature(payload, secret, at or time.time()))
		frappe.db.commit()  # as the end of the request
		return is_new

	def deliver(self, kind: str) -> list[str]:
		"""Stores and applies all of Stripe's events of a kind; their statuses afterwards."""
		names = [event["id"] for event in self.events(kind)]
		for event in self.events(kind):
			self.receive(event)
			stripe_events.apply(event["id"])
		return [frappe.db.get_value("Provider Event", name, "status") for name in names]

	def charges_asked(self) -> int:
		return len(self.stripe.calls("POST", "/v1/payment_intents"))

	def outbox(self, event: str) -> dict[str, dict]:
		rows = frappe.get_all(
			"Outbox Message",
			filters={"event": event, "creation": (">=", self.began)},
			fields=["channel", "recipient", "payload", "status", "reference_name"],
		)
		return {row.channel: row for row in rows}

	def assert_faithful(self) -> None:
		self.assertEqual(self.stripe.violations, [])


def own_queue() -> str:
	"""Another database of the same Redis: what is in it can be forgotten after each test."""
	return urlsplit(frappe.local.conf.redis_queue)._replace(path=OWN_DATABASE).geturl()


def bank_account() -> str:
	company = frappe.get_cached_doc("FSM Settings").company
	known = frappe.db.get_value("Account", {"company": company, "account_type": "Bank", "is_group": 0})
	return known or frappe.db.get_value(
		"Account", {"company": company, "account_type": "Cash", "is_group": 0}
	)


def age(attempt: str, **ago) -> None:
	"""As if this try had begun earlier."""
	began = frappe.utils.add_to_date(now(), **{unit: -amount for unit, amount in ago.items()})
	frappe.db.set_value("Payment Attempt", attempt, "attempted_at", began, update_modified=False)
	frappe.db.commit()  # see StripeCase.configure
