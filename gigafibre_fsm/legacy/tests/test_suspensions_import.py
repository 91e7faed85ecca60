"""13g on a site: who is suspended has a flag, what is over is told in the timeline."""

import time

import frappe
from frappe.utils import add_to_date, get_datetime, now_datetime

from gigafibre_fsm.legacy.tests.customer_data_case import CustomerDataCase
from gigafibre_fsm.legacy.tests.customer_data_rows import ANNE, LUC, MARCH_9, SUSPENSIONS, ZOE

LINE = "account_suspension"


class TestSuspensions(CustomerDataCase):
	step = "13g"
	tables = {LINE: SUSPENSIONS}

	def customer(self, account: int):
		return frappe.get_doc("Customer", f"C-{account}")

	def remarks(self, account: int) -> list:
		filters = {
			"reference_doctype": "Customer",
			"reference_name": f"C-{account}",
			"comment_type": "Info",
		}
		return frappe.get_all("Comment", filters, ["content", "creation", "owner"], order_by="creation")

	def test_every_row_is_accounted_for(self):
		self.assertEqual(self.account(LINE), (6, 4, 0, 0, 2))
		self.assertEqual(self.rejected(LINE), {3: "superseded", 6: "unknown account"})

	def test_the_open_one_is_the_flag(self):
		anne = self.customer(ANNE)
		self.assertEqual((anne.is_suspended, anne.suspension_reason), (1, "Non-paiement"))
		self.assertEqual(anne.suspended_since, get_datetime("2026-03-02 09:30:00"))
		self.assertIsNone(anne.suspended_until)

	def test_without_times_it_is_the_flag_alone(self):
		luc = self.customer(LUC)
		self.assertEqual((luc.is_suspended, luc.suspended_since, luc.suspension_reason), (1, None, None))

	def test_one_that_is_over_is_told_when_it_ended(self):
		zoe = self.customer(ZOE)
		self.assertEqual((zoe.is_suspended, zoe.suspended_since), (0, None))
		[remark] = self.remarks(ZOE)
		self.assertEqual(remark.creation, get_datetime("2026-03-02 09:30:00"))
		self.assertEqual(remark.owner, "Administrator")
		self.assertTrue(remark.content.endswith("<br>a &lt; b"), remark.content)
		self.assertIn("2011-03-13", remark.content)
		[remark] = self.remarks(ANNE)
		self.assertTrue(remark.content.endswith("<br>Vacances"), remark.content)

	def test_the_customer_is_opened_and_saved_without_change(self):
		for account in (ANNE, LUC, ZOE):
			with self.subTest(account):
				self.assertSavedWithoutChange("Customer", f"C-{account}")

	def test_a_second_run_does_nothing(self):
		self.assertEqual(self.account(LINE, self.again()), (6, 0, 0, 4, 2))
		self.assertEqual(len(self.remarks(ZOE)), 1)


class TestOneThatEnds(CustomerDataCase):
	step = "13g"
	tables = {LINE: SUSPENSIONS}

	def test_it_takes_the_flag_along_and_the_next_one_takes_over(self):
		customer = f"C-{ANNE}"
		self.legacy.execute("update account_suspension set date_end = %s where id = 1", MARCH_9)
		self.assertEqual(self.account(LINE, self.again()), (6, 1, 1, 3, 1))
		anne = frappe.get_doc("Customer", customer)
		self.assertEqual((anne.is_suspended, anne.suspension_reason), (1, "Oubliée"))
		self.legacy.execute("update account_suspension set date_end = %s where id = 3", MARCH_9)
		self.again()
		anne.reload()
		self.assertEqual((anne.is_suspended, anne.suspended_since, anne.suspension_reason), (0, None, None))
		remarks = frappe.db.count("Comment", {"reference_name": customer, "comment_type": "Info"})
		self.assertEqual(remarks, 3)
		self.assertEqual(self.account(LINE, self.again()), (6, 0, 0, 5, 1))


class TestOneThatEndsByItself(CustomerDataCase):
	step = "13g"
	tables = {LINE: SUSPENSIONS}

	def test_it_ends_when_its_day_has_come(self):
		ends = int(time.time()) + 3600
		self.legacy.execute("update account_suspension set date_end = %s where id = 4", ends)
		self.assertEqual(self.account(LINE, self.again()), (6, 0, 1, 3, 2))
		self.assertEqual(frappe.db.get_value("Customer", f"C-{LUC}", "is_suspended"), 1)
		with self.freeze_time(add_to_date(now_datetime(), hours=2)):
			self.assertEqual(self.account(LINE, self.again()), (6, 0, 1, 3, 2))
		self.assertEqual(frappe.db.get_value("Customer", f"C-{LUC}", "is_suspended"), 0)
