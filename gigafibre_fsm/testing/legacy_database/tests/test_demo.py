"""The legacy database that an operator makes to try the import on."""

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.legacy.connection import check_connection
from gigafibre_fsm.testing.legacy_database import demo
from gigafibre_fsm.testing.legacy_database.on_site import told


class TestDemo(FrappeTestCase):
	def test_it_stays_until_it_is_dropped(self):
		self.addCleanup(demo.drop)
		rows = demo.make(0.001)
		login = frappe.get_site_config()["fsm_legacy_db"]
		with told(login):
			finding = check_connection(Credentials(frappe.get_doc("FSM Settings")))
		self.assertIn(f": {rows['account']}.", finding.message)
		demo.drop()
		self.assertNotIn("fsm_legacy_db", frappe.get_site_config())

	def test_dropping_it_leaves_the_real_server_alone(self):
		real = {"host": "10.0.0.9", "user": "import", "password": "x", "database": "gestionclient"}
		with told(real, for_children=True):
			demo.drop()
			self.assertEqual(frappe.get_site_config()["fsm_legacy_db"], real)
