"""The first invoice of an order: the rest of the month at the prices that were sold, and what is paid once."""

import json
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

import frappe
from frappe.model.document import Document
from frappe.utils import get_last_day, getdate

from gigafibre_fsm.domain.pricing import invoice as rules
from gigafibre_fsm.domain.pricing.catalogue import Tax
from gigafibre_fsm.domain.pricing.lines import Line, Part
from gigafibre_fsm.domain.pricing.money import cents
from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.subscriber.doctype.service_subscription.status import Status
from gigafibre_fsm.subscriber.services import exemptions, first_invoice, taxes
from gigafibre_fsm.subscriber.services.installation import retired
from gigafibre_fsm.subscriber.services.installation.activation import MONTHLY


def key(project: str) -> str:
	"""Unique among all invoices: an order has one first invoice, whatever else happens."""
	return f"activation:{project}"


def known(project: str) -> str | None:
	return frappe.db.get_value("Sales Invoice", {"billing_key": key(project)})


def make(project: Document, subscriptions: Sequence[Document], day: date) -> str | None:
	"""Submitted. None where there is nothing to invoice, or where it was invoiced already."""
	monthly = [
		one for one in subscriptions if one.billing_interval == MONTHLY and one.status == Status.ACTIVE
	]
	once = _once(project)
	if known(project.name) or not (monthly or once):
		return None
	priced = _priced(monthly, once, day)
	language = languages.of_customer(frappe.db.get_value("Customer", project.customer, "language"))
	with languages.within(language):
		document = frappe.get_doc({**_values(project, priced), **_period(day), "language": language})
		document.flags.ignore_permissions = True
		# Written and submitted in one go: ERPNext would look up everything twice for a draft that nobody sees.
		return document.submit().name


def _values(project: Document, priced: rules.Invoice) -> dict:
	"""Dated on the day it is made, by the server's clock, whatever day the service began: the books of an earlier one may
	be closed.
	"""
	values = first_invoice.values(priced)
	return {
		**values,
		"items": retired.without_items(values["items"], values["company"], getdate()),
		"doctype": "Sales Invoice",
		"customer": project.customer,
		"project": project.name,
		"service_location": project.service_location,
		"posting_date": getdate(),
		"billing_key": key(project.name),
		# What is owed is the total to the cent, cash or not.
		"disable_rounded_total": 1,
	}


def _period(day: date) -> dict:
	return {"billing_period_start": day, "billing_period_end": get_last_day(day)}


def _priced(monthly: Sequence[Document], once: Sequence[dict], day: date) -> rules.Invoice:
	template = taxes.template()
	exempt = _exempt([*(one.item for one in monthly), *(line["sku"] for line in once)], template, day)
	return rules.first_invoice(
		[_monthly_line(one, exempt) for one in monthly],
		[_line(line, line["part"], exempt) for line in once],
		day,
		[Tax(row.code, row.percent) for row in template.rows],
	)


def _once(project: Document) -> list[dict]:
	quote = json.loads(project.order_quote or "{}").get("quote", {})
	parts = (("one_time", Part.INSTALLATION), ("credits", Part.FIRST_BOX))
	return [{**line, "part": part} for field, part in parts for line in quote.get(field, ())]


def _monthly_line(sold: Document, exempt: Collection[str]) -> Line:
	line = {"sku": sold.item, "label": sold.description or sold.item, "qty": sold.qty, "rate": sold.rate}
	return _line(line, Part.SERVICE, exempt)


def _line(line: dict, part: Part, exempt: Collection[str]) -> Line:
	quantity = Decimal(str(line["qty"]))
	return Line(
		sku=line["sku"],
		label=line["label"],
		service_type="",
		part=part,
		qty=int(quantity) if quantity == int(quantity) else quantity,
		rate=cents(Decimal(str(line["rate"]))),
		exempt=line["sku"] in exempt,
	)


def _exempt(items: list[str], template: taxes.Template, day: date) -> set[str]:
	groups = frappe.db.sql("select name, item_group from tabItem where name in %s", [items])
	return exemptions.of(dict(groups), template, day)
