"""Short readable names (`SUB-000123`) from database sequences.

Frappe's naming series locks one row of `tabSeries` until the commit, so that simultaneous orders wait for one
another. A sequence does not take part in the transaction: a number given to an order that failed is lost, and
nobody waits.
"""

import frappe

from gigafibre_fsm.gigafibre_fsm.unique import UniqueKeysDocument

PREFIXES = {
	"Fibre Drop": "DROP-",
	"Service Location": "LOC-",
	"Service Subscription": "SUB-",
	"Service Equipment": "EQP-",
	"VoIP Line": "LINE-",
	"Number Port": "PORT-",
	"E911 Request": "E911-",
	"Telephone Reconciliation": "TEL-",
	"Telephone Difference": "DIFF-",
	"Dispatch Job": "JOB-",
	"Payment Method": "PM-",
	"Payment Attempt": "PAY-",
	"Payment Arrangement": "ARR-",
	"Website Checkout": "CHK-",
	"Outbox Message": "MSG-",
	"Legacy Import Run": "RUN-",
	"Legacy Import Reject": "REJ-",
	"Assistant Request": "ASK-",
}
SLUG = "_number_seq"


class NumberedDocument(UniqueKeysDocument):
	def autoname(self):
		self.name = next_name(self.doctype)


def next_name(doctype: str) -> str:
	return format_name(doctype, frappe.db.get_next_sequence_val(doctype, slug=SLUG))


def next_names(doctype: str, count: int) -> list[str]:
	"""Many at once, for what is written in bulk. At most a thousand: older servers stop a recursion there."""
	sequence = frappe.scrub(doctype + SLUG)
	numbers = frappe.db.sql(
		f"""with recursive wanted as (select 1 as n union all select n + 1 from wanted where n < %s)
		select nextval(`{sequence}`) from wanted""",
		count,
	)
	return [format_name(doctype, number) for (number,) in numbers]


def format_name(doctype: str, number: int) -> str:
	return f"{PREFIXES[doctype]}{number:06d}"
