"""Operations of a line as the 911 provider sees them, once the outbox has delivered what they wrote."""

import frappe

from gigafibre_fsm.testing import factories
from gigafibre_fsm.voice_service.services import ending, moving, renumbering
from gigafibre_fsm.voice_service.tests.emergency_case import REASON, EmergencyCase


class TestDelivered(EmergencyCase):
	def setUp(self):
		super().setUp()
		self.update()
		self.drain()

	def make(self, document):
		frappe.db.commit()  # a delivery works in its own transactions
		self.addCleanup(self.forget, document.doctype, document.name)
		return document

	def forget(self, doctype: str, name: str) -> None:
		frappe.db.rollback()
		frappe.db.delete(doctype, {"name": name})
		frappe.db.commit()  # what the test committed

	def done_by(self, operation, *given) -> list[str]:
		"""What the provider was asked for by it."""
		so_far = len(self.done())
		operation(self.line.name, *given, REASON)
		frappe.db.commit()  # as the request does
		self.drain()
		return self.done()[so_far:]

	def other_place(self, **values):
		customer = frappe.db.get_value("Service Location", self.line.service_location, "customer")
		return self.make(factories.make_service_location(customer=customer, **values))

	def test_a_line_moves_once_the_provider_has_its_new_address(self):
		there = self.other_place(civic_number="300")
		self.assertEqual(self.done_by(moving.move, there.name), ["PUT"])
		line = self.fresh()
		self.assertEqual((line.service_location, line.moving_to), (there.name, None))
		self.assertEqual((line.e911_status, self.held()["street_number"]), ("Synced", "300"))

	def test_a_line_whose_new_address_is_refused_stays_until_somebody_acts(self):
		before, there = self.line.service_location, self.other_place(civic_number="300")
		self.provider.refuses[self.line.did] = "The street number is not known."
		self.done_by(moving.move, there.name)
		line = self.fresh()
		self.assertEqual((line.service_location, line.moving_to), (before, there.name))
		self.assertEqual(line.e911_status, "Failed")
		self.provider.refuses.clear()
		self.done_by(moving.stay)
		self.assertEqual((self.fresh().moving_to, self.state()), (None, "Synced"))

	def test_the_new_number_is_there_before_the_old_one_goes(self):
		old, new = self.line.did, self.make(factories.make_phone_number()).name
		self.dids.add(new)
		self.assertEqual(self.done_by(renumbering.change, new), ["PUT", "DELETE"])
		self.assertEqual((self.held(old), self.held(new)["street_number"]), (None, "125"))
		self.assertEqual((self.fresh().did, self.state()), (new, "Synced"))

	def test_a_line_that_ends_leaves_nothing_there(self):
		self.assertEqual(self.done_by(ending.cancel), ["DELETE"])
		self.assertEqual((self.held(), self.state()), (None, "Deregistered"))
