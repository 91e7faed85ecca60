"""Installations that are done but for the last word, and what the site and the providers hold of them afterwards."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass

from e2e.faults.forked import Forked
from e2e.faults.orders import Outbox, Ports, order_for
from e2e.faults.providers import Providers

COMPLETE = "/api/method/gigafibre_fsm.api.field.complete"
SERIALS = itertools.count(0x5A000001)
# Longer than a charge is taken to be in somebody's hands.
LONG_AGO = "date_sub(attempted_at, interval 10 minute)"


@dataclass(frozen=True)
class Installation:
	order: dict
	answer: dict

	@property
	def job(self) -> str:
		return self.answer["dispatch_job"]

	@property
	def project(self) -> str:
		return self.answer["order"]


class Installations:
	def __init__(
		self, site: Forked, submit: Callable, ports: Ports, providers: Providers, agent: dict[str, str]
	):
		self.site, self.submit, self.ports, self.providers, self.agent = site, submit, ports, providers, agent

	def next(self, card: str = "pm_card_visa") -> Installation:
		"""Ordered by a visitor, on the way, every device scanned."""
		order = order_for(self.ports.next())
		order["setup_intent"] = self.providers.card_of(order["customer"], card)
		answer = self.submit(order)
		assert answer["status"] == 200, answer
		placed = Installation(order, answer["body"]["message"])
		for name in placed.answer["equipment"]:
			self._set("Service Equipment", name, f"serial_number = 'TPLG{next(SERIALS):08X}'")
		self._set("Dispatch Job", placed.job, "status = 'In Progress', started_at = now()")
		return placed

	def _set(self, doctype: str, name: str, values: str) -> None:
		self.site.sql(query=f"update `tab{doctype}` set {values} where name = '{name}'")

	def complete(self, one: Installation, **fault) -> dict:
		body = {"job": one.job, "note": "Fait"}
		return self.site.request(path=COMPLETE, body=body, headers=self.agent, fault=fault)

	def completed(self, one: Installation) -> dict:
		answer = self.complete(one)
		assert answer.get("status") == 200, answer
		return answer["body"]["message"]

	# -- what became of it

	def value(self, doctype: str, where: str, field: str = "status") -> list:
		query = f"select distinct `{field}` from `tab{doctype}` where {where} order by 1"
		return [row[0] for row in self.site.sql(query=query)]

	def is_live(self, one: Installation) -> bool:
		found = (
			("Service Location", f"name = '{one.answer['service_location']}'"),
			("Service Subscription", f"project = '{one.project}'"),
			("VoIP Line", f"name = '{one.answer['voip_lines'][0]}'"),
		)
		return all(self.value(doctype, where) == ["Active"] for doctype, where in found)

	def invoices(self, one: Installation) -> list[list]:
		query = f"""select name, docstatus, outstanding_amount, grand_total from `tabSales Invoice`
			where project = '{one.project}'"""
		return self.site.sql(query=query)

	def attempt(self, invoice: str) -> dict:
		fields = ("status", "tries", "task", "action_url", "payment_entry")
		where = f"sales_invoice = '{invoice}' and purpose = 'Charge'"
		query = f"select {', '.join(fields)} from `tabPayment Attempt` where {where}"
		(row,) = self.site.sql(query=query)
		return dict(zip(fields, row, strict=True))

	def charges(self, one: Installation) -> list[dict]:
		"""Payments that Stripe knows of, of the customer who ordered."""
		stripe, email = self.providers.stripe, one.order["customer"]["email"]
		(held,) = stripe.store.newest_first("customer", lambda row: row["email"] == email)
		return stripe.store.newest_first("payment_intent", lambda row: row["customer"] == held["id"])

	def texts(self, one: Installation) -> list[str]:
		return self.providers.twilio.sent_to("+1" + one.order["customer"]["phone"])

	def deliver(self, outbox: Outbox) -> None:
		"""As the scheduler does it, with hours between its visits."""
		outbox.sweep()
		self.site.sql(
			query=f"update `tabPayment Attempt` set attempted_at = {LONG_AGO} where settled_at is null"
		)
		outbox.empty()
