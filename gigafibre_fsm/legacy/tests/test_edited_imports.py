"""Rows that somebody edits in ERPNext, rows that change in the legacy database, and sites that hold data already."""

import frappe

from gigafibre_fsm.legacy.tests.import_case import ImportCase


class TestEdited(ImportCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.import_all(cls)

	def arrangement(self, number: int):
		return frappe.get_doc("Payment Arrangement", {"legacy_accord_id": number})

	def plain(self, table: str, place: int = 0) -> int:
		"""A row without dirt."""
		dirty = {one for (name, _kind), ids in self.manifest.planted.items() if name == table for one in ids}
		rows = self.legacy.rows(f"select id from {table} order by id")
		return [row["id"] for row in rows if row["id"] not in dirty][place]

	def edit(self, number: int, note: str) -> None:
		document = self.arrangement(number)
		document.update({"note": note}).save()
		frappe.db.commit()  # as the desk does

	def test_what_was_edited_stays_until_the_legacy_row_changes(self):
		number = self.plain("accord_paiement")
		self.edit(number, "Vu avec la cliente.")
		run = self.import_step("13b")
		self.assertEqual((run.counts.inserted, run.counts.updated), (0, 0))
		self.assertEqual(self.arrangement(number).note, "Vu avec la cliente.")
		self.legacy.execute("update accord_paiement set note = 'Payé.' where id = %s", number)
		run = self.import_step("13b")
		self.assertEqual((run.counts.inserted, run.counts.updated), (0, 1))
		self.assertEqual(self.arrangement(number).note, "Payé.")
		self.assertVersionKeeps(self.arrangement(number).name, "Vu avec la cliente.")

	def assertVersionKeeps(self, name: str, text: str) -> None:
		versions = frappe.get_all(
			"Version", {"ref_doctype": "Payment Arrangement", "docname": name}, pluck="data"
		)
		self.assertTrue(any(text in version for version in versions), versions)

	def test_a_row_that_goes_bad_is_refused_until_it_is_well_again(self):
		number = self.plain("accord_paiement", 1)
		good = self.arrangement(number).amount
		rejected = self.import_step("13b").counts.rejected
		self.legacy.execute("update accord_paiement set montant = -5 where id = %s", number)
		for _time in range(2):
			self.assertEqual(self.import_step("13b").counts.rejected, rejected + 1)
			self.assertEqual(self.arrangement(number).amount, good)
		self.legacy.execute("update accord_paiement set montant = 77 where id = %s", number)
		run = self.import_step("13b")
		self.assertEqual((run.counts.inserted, run.counts.updated, run.counts.rejected), (0, 1, rejected))
		self.assertEqual(self.arrangement(number).amount, 77)

	def test_a_new_row_is_one_more_document(self):
		before = frappe.db.count("Payment Arrangement")
		row = self.legacy.rows("select * from accord_paiement where id = %s", self.plain("accord_paiement"))[
			0
		]
		self.legacy.insert("accord_paiement", [{**row, "id": 900_001}])
		run = self.import_step("13b")
		self.assertEqual((run.counts.inserted, run.counts.updated), (1, 0))
		self.assertEqual(frappe.db.count("Payment Arrangement"), before + 1)

	def test_a_document_that_somebody_deleted_is_not_made_again_by_an_unchanged_row(self):
		number = self.legacy.rows("select max(id) as number from accord_paiement where id < 100000")[0][
			"number"
		]
		name = frappe.db.get_value("Payment Arrangement", {"legacy_accord_id": number})
		frappe.delete_doc("Payment Arrangement", name)
		frappe.db.commit()  # as the desk does
		self.import_step("13b")
		self.assertFalse(frappe.db.exists("Payment Arrangement", {"legacy_accord_id": number}))


class TestFoundationIsThere(ImportCase):
	def test_what_the_site_holds_is_left_as_it_is_and_only_linked_to(self):
		number = self.account_with_an_arrangement()
		customer = frappe.get_doc(
			{"doctype": "Customer", "customer_name": "Déjà là", "legacy_customer_id": number}
		).insert()
		frappe.db.commit()  # an import looks for itself
		before = frappe.db.sql("select * from tabCustomer where name = %s", customer.name)
		runs = self.import_all()
		self.assertCompleted(runs)
		self.assertEqual(frappe.db.sql("select * from tabCustomer where name = %s", customer.name), before)
		self.assertEqual(self.counts(runs)["account"][3], 1)
		self.assertFalse(frappe.db.exists("Customer", f"C-{number}"))
		self.assertTrue(frappe.db.exists("Payment Arrangement", {"customer": customer.name}))

	def account_with_an_arrangement(self) -> int:
		query = "select account_id from accord_paiement join account on account.id = account_id where montant > 0 and date_accord > 0"
		return self.legacy.rows(f"{query} order by accord_paiement.id limit 1")[0]["account_id"]
