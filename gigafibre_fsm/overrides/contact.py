"""A Contact that an order makes the ordinary way, inside its transaction.

ERPNext asks Gravatar for a portrait while it validates, over the network and under locks, and looks for earlier phone
calls after it is inserted, with a commit of its own where it finds some. See `subscriber/services/ordering/customers.py`,
which sets the flag, and connects the calls after the order's own commit.
"""

import frappe

FLAG = "contact_of_an_order"
NO_PORTRAIT = "not asked for"


def before_validate(doc, _method=None):
	if not frappe.flags.get(FLAG):
		return
	doc.flags.ignore_auto_link_call_log = True
	if doc.email_ids and not doc.image:
		doc.image = NO_PORTRAIT


def validate(doc, _method=None):
	if doc.image == NO_PORTRAIT:
		doc.image = ""
