"""A site that is as it was again, whatever was committed."""

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.testing.factories import make_customer, make_fibre_drop
from gigafibre_fsm.testing.site_tables import kept_site


class TestSiteTables(FrappeTestCase):
	def test_what_is_committed_is_seen_and_taken_back(self):
		settings = frappe.db.get_single_value("FSM Settings", "legacy_host")
		with kept_site() as tables:
			drop = make_fibre_drop()
			make_customer()
			frappe.db.set_single_value("FSM Settings", "legacy_host", "10.0.0.9")
			frappe.db.commit()  # otherwise the test's own rollback would do
			now = tables.state()
			changed = {name for name in now if now[name] != tables.before[name]}
			self.assertLessEqual(
				{"tabFibre Drop", "tabCustomer", "tabSingles", "fibre_drop_number_seq"}, changed
			)
		self.assertFalse(frappe.db.exists("Fibre Drop", drop.name))
		self.assertEqual(frappe.db.get_single_value("FSM Settings", "legacy_host"), settings)

	def test_the_same_names_are_given_again(self):
		with kept_site() as tables:
			first = self.made()
			tables.bring_back(tables.before)
			self.assertEqual(self.made(), first)

	def made(self) -> str:
		name = make_fibre_drop().name
		frappe.db.commit()  # as above
		return name
