import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.fibre_plant.page.link_review.link_review import (
	accept,
	decline,
	get_drop,
	get_queue,
	undo,
)
from gigafibre_fsm.testing.factories import make_civic_address, make_fibre_drop, make_olt, make_user


class TestLinkReviewPage(FrappeTestCase):
	def setUp(self):
		self.olt = make_olt().name
		self.drop = make_fibre_drop(olt=self.olt, city="STE-PHILO").name
		self.address = make_civic_address().name
		frappe.db.set_value("Fibre Drop", self.drop, {"civic_address": None, "match_method": "None"})

	def tearDown(self):
		frappe.set_user("Administrator")

	def queue(self) -> list[str]:
		return [drop["name"] for drop in get_queue(olt=self.olt)["drops"]]

	def test_the_queue_comes_with_what_the_filters_offer(self):
		answer = get_queue(olt=self.olt)
		self.assertEqual((answer["total"], len(answer["drops"])), (1, 1))
		offered = {
			filter: [choice["value"] for choice in answer["choices"][filter]] for filter in ("cities",)
		}
		self.assertEqual(offered, {"cities": ["STE-PHILO"]})
		self.assertIn(self.olt, [choice["value"] for choice in answer["choices"]["olts"]])

	def test_accepted_and_declined_drops_leave_the_queue_and_undo_brings_them_back(self):
		for decide in (lambda: accept(self.drop, self.address), lambda: decline(self.drop)):
			decide()
			self.assertEqual(self.queue(), [])
			undo(self.drop)
			self.assertEqual(self.queue(), [self.drop])

	def test_only_a_manager_decides(self):
		for role in ("FSM Agent", "FSM Dispatcher", "FSM Technician"):
			frappe.set_user(make_user(role).name)
			for decide in (lambda: accept(self.drop, self.address), lambda: decline(self.drop)):
				self.assertRaises(frappe.PermissionError, decide)
			frappe.set_user("Administrator")
		self.assertEqual(self.queue(), [self.drop])

	def test_a_technician_reads_neither_queue_nor_candidates(self):
		frappe.set_user(make_user("FSM Technician").name)
		for read in (get_queue, lambda: get_drop(self.drop)):
			self.assertRaises(frappe.PermissionError, read)
