"""A rejected row in the hands of a manager: corrected, retried, set aside."""

import json

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.exceptions import InvalidRequest, InvalidState
from gigafibre_fsm.legacy import by_hand, locks
from gigafibre_fsm.legacy.tests.small_case import SmallCase
from gigafibre_fsm.testing.factories import make_legacy_import_reject

ROW = {"id": 3, "account_id": 7, "montant": "33.00", "note": None, "details": [{"id": 1}]}


class TestCorrection(FrappeTestCase):
	def corrected(self, correction: str):
		doc = make_legacy_import_reject(row=json.dumps(ROW))
		doc.correction = correction
		return doc.save()

	def assertRefused(self, correction: str, sentence: str) -> None:
		with self.assertRaises(InvalidRequest) as refusal:
			self.corrected(correction)
		self.assertIn(sentence, frappe.utils.strip_html(str(refusal.exception)))

	def test_columns_of_the_row_may_be_replaced(self):
		doc = self.corrected('{"account_id": 12, "montant": "12.00", "note": "oui"}')
		self.assertEqual(json.loads(doc.correction), {"account_id": 12, "montant": "12.00", "note": "oui"})
		self.assertEqual(json.loads(doc.row), ROW)

	def test_any_column_may_be_emptied(self):
		self.assertEqual(json.loads(self.corrected('{"account_id": null}').correction), {"account_id": None})

	def test_what_corrects_nothing_is_empty(self):
		self.assertIsNone(self.corrected("{}").correction)

	def test_other_things_are_refused_in_a_sentence(self):
		for correction, sentence in (
			("{account_id: 12}", "Corrected Columns: this is not JSON"),
			("[12]", "Corrected Columns: write an object"),
			(
				'{"acount_id": 12}',
				"no column acount_id that can be corrected. There are account_id, montant, note.",
			),
			('{"id": 4}', "no column id that can be corrected"),
			('{"details": []}', "no column details that can be corrected"),
			('{"account_id": "douze"}', "Corrected Columns: account_id must be a number."),
			('{"montant": 12}', "Corrected Columns: montant must be a text, in quotation marks."),
			('{"note": [1]}', "Corrected Columns: note must be a text, a number or null."),
			('{"note": "4242 4242 4242 4242"}', "note holds a card number, which is kept nowhere."),
			('{"note": true}', "Corrected Columns: note must be a text, a number or null."),
		):
			with self.subTest(correction):
				self.assertRefused(correction, sentence)


class TestRetry(SmallCase):
	def tearDown(self):
		frappe.db.rollback()

	def retry(self, *names: str) -> dict:
		return by_hand.retry(list(names))

	def test_1_what_is_as_it_was_is_rejected_again(self):
		answer = self.retry(self.reject.name)
		self.assertEqual(answer["done"], [])
		self.assertIn("unknown account", answer["left"][0]["reason"])
		self.assertEqual(self.reject.status, "Open")

	def test_2_a_correction_is_laid_over_the_row(self):
		reject = self.reject
		reject.correction = '{"account_id": 920002}'
		reject.save()
		frappe.db.commit()  # in a request of its own
		self.assertEqual(self.retry(reject.name), {"done": [reject.name], "left": []})
		self.assertEqual(self.arrangement(3), ("C-920002", 33))
		self.assertEqual(self.reject.status, "Imported")

	def test_3_the_next_run_leaves_the_corrected_document_as_it_is(self):
		run = self.run_again("13b")["13b"]
		self.assertEqual((run.counts.rows_read, run.counts.unchanged, run.counts.rejected), (3, 3, 0))
		self.assertEqual(self.arrangement(3), ("C-920002", 33))

	def test_4_what_is_imported_is_not_imported_again(self):
		answer = self.retry(self.reject.name)
		self.assertEqual(answer["left"][0]["reason"], "It is imported already.")

	def test_only_one_at_a_time_and_not_beside_an_import(self):
		with locks.only_run(), self.assertRaisesRegex(InvalidState, "An import is running"):
			self.retry(self.reject.name)

	def test_an_address_is_told_to_be_loaded_again(self):
		reject = make_legacy_import_reject(step="12a")
		frappe.db.commit()  # a retry looks with fresh eyes
		self.addCleanup(self.remove, reject)
		self.assertIn("address register's file", self.retry(reject.name)["left"][0]["reason"])

	def remove(self, reject) -> None:
		reject.delete()
		frappe.db.commit()  # as it was made


class TestDeciding(SmallCase):
	def test_a_row_that_is_set_aside_stays_so_and_is_counted(self):
		name = self.reject.name
		self.assertEqual(by_hand.set_aside([name]), {"done": [name], "left": []})
		frappe.db.commit()  # as the request does
		run = self.run_again("13b")["13b"]
		self.assertEqual(run.counts.rejected, 1)
		self.assertEqual((self.reject.name, self.reject.status), (name, "Set Aside"))
		self.assertEqual(by_hand.reopen([name])["done"], [name])
		self.assertEqual(self.reject.status, "Open")

	def test_what_is_imported_is_past_deciding(self):
		imported = make_legacy_import_reject(status="Imported")
		answer = by_hand.set_aside([self.reject.name, imported.name])
		self.assertEqual(answer["done"], [self.reject.name])
		self.assertIn("cannot go from Imported to Set Aside", answer["left"][0]["reason"])
