"""python legacy_server.py SITE: a legacy database that the site is told of, there until the standard input ends.

What was imported from it is gone with it.
"""

import sys

import frappe

DUE = 1_773_066_600  # 9 March 2026
KNOWN, UNKNOWN = 930_001, 930_009
ROWS = {
	"account": [{"id": KNOWN, "first_name": "Rose", "last_name": "Tessier"}],
	"accord_paiement": [
		{"id": 930_101, "account_id": KNOWN, "date_echeance": DUE, "montant": "120.50"},
		{
			"id": 930_102,
			"account_id": UNKNOWN,
			"date_echeance": DUE,
			"montant": "33.00",
			"note": "de vive voix",
		},
		{"id": 930_103, "account_id": UNKNOWN, "date_echeance": DUE, "montant": "12.00"},
	],
}


def main(site: str) -> None:
	frappe.init(site=site)
	frappe.connect()
	from gigafibre_fsm.legacy.tests.foundation_case import forget_import
	from gigafibre_fsm.testing.legacy_database import legacy_database

	with legacy_database(ROWS, for_children=True, label="browser"):
		forget_import()
		print("ready", flush=True)
		sys.stdin.read()
	frappe.db.rollback()  # what the site's other processes have committed since is to be seen
	forget_import()
	forget_cut_over()


def forget_cut_over() -> None:
	frappe.db.set_single_value("FSM Settings", "legacy_cut_over_on", None)
	frappe.db.delete("Comment", {"reference_doctype": "FSM Settings"})
	frappe.db.commit()  # a test may have been stopped in between


if __name__ == "__main__":
	main(*sys.argv[1:])
