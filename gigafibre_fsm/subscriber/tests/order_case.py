"""What the tests of ordering share: a covered address with a free port, and an order that fits it."""

import uuid

import frappe
from frappe.tests.utils import FrappeTestCase
from frappe.utils import getdate

from gigafibre_fsm.field_work.services import dates
from gigafibre_fsm.subscriber.services.ordering.order import Caller
from gigafibre_fsm.subscriber.services.ordering.submit import submit
from gigafibre_fsm.testing import factories

AGENT, WEBSITE = Caller(is_agent=True), Caller(is_agent=False)


def make_covered_address(**drop) -> tuple[str, str]:
	"""An address of the register and its drop."""
	street = factories.make_street(street=f"Rue {factories.unique_number()}", municipality="Val-des-Bouleaux")
	address = factories.make_civic_address(street=street.name, civic_number=12)
	return address.name, factories.make_fibre_drop(civic_address=address.name, **drop).name


def order_for(covered: str, **changes) -> dict:
	person = {
		"name": f"Marie Côté {factories.unique_number()}",
		"email": "marie@commande.example",
		"phone": "450 272-2408",
		"language": "fr",
	}
	order = {
		"idempotency_key": str(uuid.uuid4()),
		"address": {"address_id": covered},
		"customer": person,
		"services": [{"sku": "FTTH80I"}, {"sku": "TVBSTANDARD"}, {"sku": "TELEPMENS"}],
		"preferred_dates": [str(day) for day, _free in dates.offered(getdate())[:2]],
	}
	return {**order, **changes}


class OrderTestCase(FrappeTestCase):
	def setUp(self):
		self.address, self.drop = make_covered_address()

	def order(self, **changes) -> dict:
		return order_for(self.address, **changes)

	def place(self, **changes) -> dict:
		return submit(self.order(**changes), AGENT)

	def refused(self, kind: type[Exception], words: str, **changes) -> None:
		before = frappe.db.count("Project")
		with self.assertRaises(kind) as caught:
			self.place(**changes)
		self.assertIn(words, str(caught.exception))
		self.assertEqual(frappe.db.count("Project"), before)
