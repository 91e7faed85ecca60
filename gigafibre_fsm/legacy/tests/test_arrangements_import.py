"""13b on a site: arrangements are left as `insert()` would leave them."""

import frappe
from frappe.utils import get_datetime, getdate

from gigafibre_fsm.legacy.tests.customer_data_case import CustomerDataCase
from gigafibre_fsm.legacy.tests.customer_data_rows import ARRANGEMENTS, CARD, LUC

DOCTYPE, LINE = "Payment Arrangement", "accord_paiement"


class TestArrangements(CustomerDataCase):
	step = "13b"
	tables = {LINE: ARRANGEMENTS}

	def arrangement(self, legacy_id: int):
		return self.of(DOCTYPE, "legacy_accord_id", legacy_id)

	def test_every_row_is_accounted_for(self):
		self.assertEqual(self.account(LINE), (8, 3, 0, 0, 5))
		self.assertEqual(
			self.rejected(LINE),
			{
				4: "unknown account",
				5: "negative amount",
				6: "no date",
				7: "unknown status",
				3_000_000_000: "id out of range",
			},
		)

	def test_they_are_as_if_typed_in(self):
		for legacy_id in (1, 3):
			with self.subTest(legacy_id):
				name = self.arrangement(legacy_id).name
				self.assertAsInserted(DOCTYPE, name, LINE, legacy_id, ("customer_name", "creation"))

	def test_they_are_opened_and_saved_without_change(self):
		for legacy_id in (1, 2, 3):
			with self.subTest(legacy_id):
				self.assertSavedWithoutChange(DOCTYPE, self.arrangement(legacy_id).name)

	def test_they_are_printed(self):
		self.assertPrints(DOCTYPE, self.arrangement(1).name, "Payé jeudi", "150.25")

	def test_what_a_row_says(self):
		first = self.arrangement(1)
		self.assertEqual(first.creation, get_datetime("2026-03-02 09:30:00"))
		self.assertEqual(first.owner, "Administrator")
		self.assertEqual(first.note, "Payé jeudi\nsi tout va & bien")
		self.assertEqual(first.agreed_by, "Benoît Tech")
		self.assertEqual(frappe.db.get_value("Employee", first.agreed_by_employee, "legacy_staff_id"), 7301)
		self.assertNotIn(CARD, first.change_reason)

	def test_what_nobody_wrote_stays_empty(self):
		second, third = self.arrangement(2), self.arrangement(3)
		self.assertEqual((second.agreed_on, second.agreed_by), (None, "staff #7399"))
		self.assertEqual(second.cutoff_date, second.due_date)
		self.assertEqual((third.amount, third.agreed_by, third.status), (0, None, "Completed"))
		self.assertEqual(third.agreed_on, getdate("2026-03-02"))

	def test_a_second_run_does_nothing(self):
		before = frappe.db.count(DOCTYPE)
		self.assertEqual(self.account(LINE, self.again()), (8, 0, 0, 3, 5))
		self.assertEqual(frappe.db.count(DOCTYPE), before)

	def test_an_edited_one_is_left_until_its_row_changes(self):
		third = self.arrangement(3)
		third.update({"note": "Édité ici", "amount": 12}).save()
		frappe.db.commit()  # as a request had done
		self.assertEqual(self.account(LINE, self.again()), (8, 0, 0, 3, 5))
		self.assertEqual(self.arrangement(3).note, "Édité ici")
		self.legacy.execute("update accord_paiement set montant = 80, note = 'Nouvelle' where id = %s", 3)
		self.assertEqual(self.account(LINE, self.again()), (8, 0, 1, 2, 5))
		third.reload()
		self.assertEqual((third.note, third.amount, third.customer), ("Nouvelle", 80, f"C-{LUC}"))
		self.legacy.execute("update accord_paiement set montant = null, note = null where id = %s", 3)
		self.again()
		third.reload()
		self.assertEqual((third.note, third.amount), (None, 0))
