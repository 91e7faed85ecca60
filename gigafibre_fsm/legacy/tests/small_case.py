"""Two accounts with an arrangement each, and one of an account that nobody knows."""

import frappe

from gigafibre_fsm.legacy.tests.foundation_case import FoundationCase

DUE = 1_773_066_600  # 9 March 2026
ROWS = {
	"account": [
		{"id": 920_001, "first_name": "Rose", "last_name": "Tessier"},
		{"id": 920_002, "first_name": "Ovila", "last_name": "Côté"},
	],
	"accord_paiement": [
		{"id": 1, "account_id": 920_001, "date_echeance": DUE, "montant": "120.50"},
		{"id": 2, "account_id": 920_002, "date_echeance": DUE, "montant": "80.00"},
		{"id": 3, "account_id": 7, "date_echeance": DUE, "montant": "33.00", "note": "de vive voix"},
	],
}
# Read by nobody else: whoever imports less than everything compares no more than that.
STEPS = ("10a", "13b")


class SmallCase(FoundationCase):
	rows, steps = ROWS, STEPS

	@property
	def reject(self):
		return frappe.get_last_doc(
			"Legacy Import Reject", {"source_table": "accord_paiement", "legacy_id": "3"}
		)

	def arrangement(self, legacy_id: int):
		return frappe.db.get_value(
			"Payment Arrangement", {"legacy_accord_id": legacy_id}, ["customer", "amount"]
		)
