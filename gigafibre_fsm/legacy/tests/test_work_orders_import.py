"""13c on a site: work orders with their visits and lines are left as `insert()` would leave them."""

import re
from unittest.mock import patch

import frappe
from frappe.utils import get_datetime, now_datetime

from gigafibre_fsm.legacy.importers import work_orders
from gigafibre_fsm.legacy.tests.customer_data_case import CustomerDataCase
from gigafibre_fsm.legacy.tests.customer_data_rows import LUC, MARCH_9, WORK_ORDER_ITEMS, WORK_ORDERS

DOCTYPE, LINE, ITEMS = "Service Work Order", "bon_travail", "bon_travail_item"


class TestWorkOrders(CustomerDataCase):
	step = "13c"
	tables = {LINE: WORK_ORDERS, ITEMS: WORK_ORDER_ITEMS}

	def order(self, legacy_id: int):
		return self.of(DOCTYPE, "legacy_bon_travail_id", legacy_id)

	def test_every_row_is_accounted_for(self):
		self.assertEqual(self.account(LINE), (5, 3, 0, 0, 2))
		self.assertEqual(self.rejected(LINE), {4: "no date", 5: "unknown account"})
		self.assertEqual(self.account(ITEMS), (5, 3, 0, 0, 2))
		self.assertEqual(set(self.rejected(ITEMS)), {4, 5})

	def test_they_are_as_if_typed_in(self):
		derived = ("customer_name", "creation", "total_hours")
		for legacy_id in (1, 2, 3):
			with self.subTest(legacy_id):
				self.assertAsInserted(DOCTYPE, self.order(legacy_id).name, LINE, legacy_id, derived)

	def test_what_visits_and_lines_derive_is_what_the_controller_derives(self):
		before = self.order(1)
		order = frappe.copy_doc(before)
		order.legacy_bon_travail_id = 0
		for row, fieldname in [
			*((visit, "hours") for visit in order.visits),
			*((one, "amount") for one in order.items),
		]:
			row.set(fieldname, None)
		order.run_method("validate")
		self.assertEqual([one.hours for one in order.visits], [one.hours for one in before.visits])
		self.assertEqual([one.amount for one in order.items], [one.amount for one in before.items])
		self.assertEqual(order.total_hours, before.total_hours)

	def test_they_are_opened_and_saved_without_change(self):
		for legacy_id in (1, 2, 3):
			with self.subTest(legacy_id):
				self.assertSavedWithoutChange(DOCTYPE, self.order(legacy_id).name)

	def test_they_are_printed(self):
		self.assertPrints(DOCTYPE, self.order(1).name, "Prise remplacée", "114.98", "Câble gris")

	def test_their_names_are_of_the_series_of_this_year(self):
		self.assertTrue(re.fullmatch(rf"BT-{now_datetime().year}-\d{{5}}", self.order(1).name))
		typed_in = frappe.get_doc(
			{"doctype": DOCTYPE, "customer": self.order(1).customer, "work_date": "2026-03-02"}
		).insert()
		self.assertGreater(typed_in.name, self.order(3).name)

	def test_visits(self):
		order = self.order(1)
		self.assertEqual([visit.hours for visit in order.visits], [2.75, 2.0])
		self.assertEqual(order.visits[0].left_at, get_datetime("2026-03-03 01:15:00"))
		self.assertEqual([bool(visit.technician) for visit in order.visits], [True, False])
		self.assertEqual(order.total_hours, 4.75)
		self.assertEqual(order.note, "Prise remplacée\nau sous-sol\nvisit 2: staff #7399")

	def test_lines(self):
		order = self.order(1)
		self.assertEqual([line.idx for line in order.items], [1, 2])
		self.assertEqual([line.amount for line in order.items], [2.53, -12])
		catch_all = frappe.db.get_single_value("FSM Settings", "catch_all_item")
		self.assertEqual([line.item for line in order.items], ["C-POSE", catch_all])
		self.assertEqual([line.description for line in order.items], ["Câble gris", "x" * 255])

	def test_amounts_are_kept_as_they_were(self):
		first, second = self.order(1), self.order(2)
		self.assertEqual((first.subtotal, first.tps, first.tvq, first.total), (100, 5, 9.98, 114.98))
		self.assertEqual((second.subtotal, second.tvq, second.total), (-40, 0, 7))

	def test_hours_that_nobody_can_know_are_empty_and_told(self):
		second = self.order(2)
		self.assertEqual((second.visits[0].left_at, second.visits[0].hours, second.total_hours), (None, 0, 0))
		self.assertIn("visit 1: 13:00 – 12:00", second.note)
		self.assertTrue(any("hours left empty" in message for message in self.runs[self.step].messages))
		warning = frappe.db.get_value("Legacy Import Row", "bon_travail/2", "warning")
		self.assertEqual(warning, "hours left empty: visit 1: 13:00 – 12:00")

	def test_a_line_that_changed_changes_the_work_order(self):
		self.legacy.execute("update bon_travail_item set price = 2 where id = %s", 1)
		again = self.again()
		self.assertEqual(self.account(LINE, again), (5, 0, 1, 2, 2))
		self.assertEqual(self.account(ITEMS, again), (5, 0, 1, 2, 2))
		order = self.order(1)
		self.assertEqual([line.amount for line in order.items], [5, -12])
		self.assertEqual((len(order.visits), order.total), (2, 114.98))
		self.legacy.execute("update bon_travail_item set price = 1.01 where id = %s", 1)
		self.assertEqual(self.account(ITEMS, self.again()), (5, 0, 1, 2, 2))
		self.assertEqual(self.account(LINE, self.again()), (5, 0, 0, 3, 2))


class TestLinesOfSeveralBatches(CustomerDataCase):
	"""Written in another order than that of their work orders, some of which there are not."""

	step = "13c"
	of_orders = (7, None, 2, 9, 1, 2, 4, 99, 7, 2)
	tables = {
		LINE: [{"id": one, "account_id": LUC, "date": MARCH_9} for one in (2, 3, 4, 7, 8)],
		ITEMS: [
			{"id": one, "bon_id": order, "qte": "1.00", "price": "1.00", "desc": f"line {one}"}
			for one, order in enumerate(of_orders, start=1)
		],
	}

	@classmethod
	def setUpClass(cls):
		cls.enterClassContext(patch.object(work_orders.WorkOrders, "batch", 2))
		super().setUpClass()

	def test_each_is_with_its_order(self):
		self.assertEqual(self.account(LINE), (5, 5, 0, 0, 0))
		self.assertEqual(self.account(ITEMS), (10, 6, 0, 0, 4))
		self.assertEqual(set(self.rejected(ITEMS)), {2, 4, 5, 8})
		lines = {
			one: [line.description for line in self.of(DOCTYPE, "legacy_bon_travail_id", one).items]
			for one in (2, 3, 4, 7, 8)
		}
		self.assertEqual(
			lines, {2: ["line 3", "line 6", "line 10"], 3: [], 4: ["line 7"], 7: ["line 1", "line 9"], 8: []}
		)
