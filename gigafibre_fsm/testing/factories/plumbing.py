import frappe
from frappe.model.document import Document
from frappe.utils import add_to_date, now

from gigafibre_fsm.testing.factories.base import insert
from gigafibre_fsm.testing.factories.unique import unique_number


def make_outbox_message(**overrides) -> Document:
	return insert(
		"Outbox Message",
		overrides,
		channel="SMS",
		event="order_confirmed",
		dedupe_key=lambda: f"test:{unique_number()}",
		recipient="+14505550100",
		payload="{}",
		status="Queued",
	)


def make_provider_event(**overrides) -> Document:
	return insert(
		"Provider Event",
		overrides,
		name=lambda: f"evt_{unique_number()}",
		provider="Stripe",
		event_type="payment_intent.succeeded",
		payload="{}",
	)


def make_message_template(**overrides) -> Document:
	return insert(
		"Message Template",
		overrides,
		event=lambda: f"event_{unique_number()}",
		channel="SMS",
		language="fr",
		body="Bonjour {{ customer_name }}",
	)


def make_legacy_import_run(**overrides) -> Document:
	return insert("Legacy Import Run", overrides, step="customers", status="Running", started_at=now)


def make_legacy_import_reject(**overrides) -> Document:
	return insert(
		"Legacy Import Reject",
		overrides,
		import_run=lambda: make_legacy_import_run().name,
		step="customers",
		source_table="account",
		legacy_id=lambda: str(unique_number()),
		reason="No name",
		row="{}",
	)


def make_legacy_import_row(**overrides) -> Document:
	return insert(
		"Legacy Import Row",
		overrides,
		name=lambda: f"account/{unique_number()}",
		source_table="account",
		outcome="Inserted",
	)


def make_assistant_request(**overrides) -> Document:
	return insert(
		"Assistant Request",
		overrides,
		text="What does this customer owe?",
		user=frappe.session.user,
		status="Proposed",
		intent="balance",
		expires_at=add_to_date(now(), minutes=10),
	)
