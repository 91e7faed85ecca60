"""Payment methods, submitted invoices (paid, overdue), attempts, arrangements and a business quote."""

import frappe
from erpnext.accounts.doctype.payment_entry.payment_entry import get_payment_entry
from frappe.model.document import Document
from frappe.utils import add_days, add_months, get_first_day, get_last_day, nowdate, today

from gigafibre_fsm.setup.catalogue.site import find_company
from gigafibre_fsm.testing.demo import rows
from gigafibre_fsm.testing.demo.stories import Story, story
from gigafibre_fsm.testing.demo.subscribers import customer_of, location_of, rate_of

PAID, OVERDUE, ARRANGED = "marc-andre.cote", "nathalie.fortin", "guy.pelletier"
CARDS = {
	PAID: ("visa", "4242", "Active"),
	OVERDUE: ("mastercard", "4444", "Expired"),
	"lucie.bergeron": ("visa", "1881", "Active"),
}


def load() -> None:
	for key, card in CARDS.items():
		_load_card(story(key), *card)
	_load_bank_draft(story("fromagerie"))
	_pay(_load_invoice(story(PAID)))
	overdue = _load_invoice(story(OVERDUE))
	_load_invoice(story(ARRANGED))
	_load_attempt(story(OVERDUE), overdue)
	_load_arrangements()
	_suspend(story(OVERDUE))
	_load_quote(story("fromagerie"))


def _load_card(each: Story, brand: str, last4: str, status: str) -> None:
	rows.ensure(
		"Payment Method",
		{"customer": customer_of(each), "provider": "Stripe"},
		status=status,
		is_auto=int(status == "Active"),
		is_default=int(status == "Active"),
		stripe_customer_id=f"cus_demo{each.fibre_id}",
		stripe_payment_method_id=f"pm_demo{each.fibre_id}",
		card_brand=brand,
		card_last4=last4,
		card_expiry="2024-08" if status == "Expired" else "2029-11",
	)


def _load_bank_draft(each: Story) -> None:
	rows.ensure(
		"Payment Method",
		{"customer": customer_of(each), "provider": "Bank Draft"},
		status="Active",
		is_auto=1,
		is_default=1,
		bank_name="Caisse du Rang Double",
		institution_code="815",
		branch_code="90001",
		account_number="0001234",
		amount_limit=500,
		mandate_reference=f"PPA-{each.fibre_id}",
		mandate_date=add_months(today(), -each.months),
	)


def _load_invoice(each: Story) -> Document:
	key = f"demo-{each.key}"
	name = rows.find("Sales Invoice", {"billing_key": key})
	invoice = frappe.get_doc("Sales Invoice", name) if name else _make_invoice(each, key)
	if invoice.docstatus == 0:
		invoice.submit()
	return invoice


def _make_invoice(each: Story, key: str) -> Document:
	first_day = _billed_month()
	invoice = frappe.get_doc(
		{
			"doctype": "Sales Invoice",
			"company": find_company(),
			"customer": customer_of(each),
			"set_posting_time": 1,
			"posting_date": first_day,
			"due_date": add_days(first_day, 20),
			"selling_price_list": frappe.db.get_single_value("FSM Settings", "price_list"),
			"taxes_and_charges": frappe.db.get_single_value("FSM Settings", "tax_template"),
			"service_location": location_of(each),
			"billing_key": key,
			"billing_period_start": first_day,
			"billing_period_end": get_last_day(first_day),
			"items": [_line(sku) for sku in each.services],
		}
	)
	invoice.append_taxes_from_master()
	return invoice.insert(ignore_permissions=True)


def _billed_month():
	"""Last month, or this one where the books begin with it."""
	last_month = get_first_day(today(), d_months=-1)
	year = {"year_start_date": ("<=", last_month), "year_end_date": (">=", last_month)}
	return last_month if frappe.db.exists("Fiscal Year", year) else get_first_day(today())


def _line(sku: str) -> dict:
	return {"item_code": sku, "qty": 1, "rate": rate_of(sku), "price_list_rate": rate_of(sku)}


def _pay(invoice: Document) -> None:
	if not invoice.outstanding_amount:
		return
	payment = get_payment_entry("Sales Invoice", invoice.name)
	payment.update({"reference_no": f"pi_{invoice.billing_key}", "reference_date": nowdate()})
	payment.insert(ignore_permissions=True)
	payment.submit()


def _load_attempt(each: Story, invoice: Document) -> None:
	rows.ensure(
		"Payment Attempt",
		{"attempt_key": f"invoice:{invoice.name}"},
		customer=invoice.customer,
		payment_method=rows.find("Payment Method", {"customer": invoice.customer}),
		sales_invoice=invoice.name,
		amount=invoice.grand_total,
		status="Declined",
		provider="Stripe",
		provider_id=f"pi_demo{each.fibre_id}",
		decline_code="expired_card",
		attempted_at=f"{invoice.due_date} 09:00:00",
		settled_at=f"{invoice.due_date} 09:00:02",
	)


def _load_arrangements() -> None:
	"""One that runs, and one that was not kept."""
	for key, status, due in ((ARRANGED, "Open", 6), (OVERDUE, "Broken", -12)):
		customer = customer_of(story(key))
		rows.ensure(
			"Payment Arrangement",
			{"customer": customer},
			status=status,
			amount=50 if status == "Open" else 150,
			agreed_on=add_days(today(), due - 14),
			due_date=add_days(today(), due),
			cutoff_date=add_days(today(), due + 7),
			method="Portal" if status == "Open" else "Phone",
			note="Le client paie après sa prochaine paie.",
		)


def _suspend(each: Story) -> None:
	customer = frappe.get_doc("Customer", customer_of(each))
	if not customer.is_suspended:
		customer.update(
			{
				"is_suspended": 1,
				"suspended_since": add_days(today(), -5),
				"suspension_reason": "Entente de paiement non respectée",
			}
		)
		customer.save(ignore_permissions=True)


def _load_quote(each: Story) -> None:
	rows.ensure(
		"Quotation",
		{"quote_title": "Lien de relève pour l'usine"},
		quotation_to="Customer",
		party_name=customer_of(each),
		company=find_company(),
		order_type="Sales",
		transaction_date=today(),
		valid_till=add_days(today(), 30),
		service_location=location_of(each),
		customer_po="BC-2207",
		selling_price_list=frappe.db.get_single_value("FSM Settings", "price_list"),
		taxes_and_charges=frappe.db.get_single_value("FSM Settings", "tax_template"),
		taxes=_tax_rows(),
		items=[
			{"item_code": "FTTH1500I", "qty": 1, "rate": 109.95, "charge_type": "Monthly"},
			{
				"item_code": "DIVERS",
				"description": "Construction de 180 m de fibre",
				"qty": 1,
				"rate": 2450,
				"charge_type": "One-time",
			},
		],
	)


def _tax_rows() -> list[dict]:
	template = frappe.get_doc(
		"Sales Taxes and Charges Template", frappe.db.get_single_value("FSM Settings", "tax_template")
	)
	fields = ("charge_type", "account_head", "rate", "description", "cost_center")
	return [{field: row.get(field) for field in fields} for row in template.taxes]
