"""A document that is deleted quickly: gone as after its own `delete()`, refused where that would refuse."""

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.gigafibre_fsm import pointers
from gigafibre_fsm.testing import factories

DOCTYPE = "Service Equipment"


def told_of(name: str) -> dict[str, int]:
	"""Rows that tell of it, by table."""
	pairs = (
		("Comment", "reference_doctype", "reference_name"),
		("Version", "ref_doctype", "docname"),
		("File", "attached_to_doctype", "attached_to_name"),
		("ToDo", "reference_type", "reference_name"),
		("__Auth", "doctype", "name"),
		("Equipment SIP Line", "parenttype", "parent"),
		("__global_search", "doctype", "name"),
	)
	counted = {table: frappe.db.count(table, {kind: DOCTYPE, which: name}) for table, kind, which in pairs}
	return {table: number for table, number in counted.items() if number}


class PointersCase(FrappeTestCase):
	def make_device(self, **facts):
		return factories.make_service_equipment(**facts)

	def make_event(self, device):
		guest = {"reference_doctype": DOCTYPE, "reference_docname": device.name}
		event = {"doctype": "Event", "subject": "Visite", "starts_on": "2031-01-02 09:00:00"}
		return frappe.get_doc({**event, "event_participants": [guest]}).insert()


class TestDelete(PointersCase):
	def test_all_that_tells_of_it_goes_with_it(self):
		account = {"line": 1, "sip_username": "g100", "sip_password": "one secret"}
		device = self.make_device(wifi_password="another secret", sip_lines=[account])
		device.add_comment("Comment", "Boîte abîmée")
		device.update({"model": "XX230v"}).save()
		attached = {"attached_to_doctype": DOCTYPE, "attached_to_name": device.name}
		frappe.get_doc({"doctype": "File", "file_name": "photo.txt", "content": "x", **attached}).insert()
		task = {"description": "Vérifier", "reference_type": DOCTYPE, "reference_name": device.name}
		frappe.get_doc({"doctype": "ToDo", **task}).insert()
		self.assertLessEqual(
			{"Comment", "File", "ToDo", "__Auth", "Equipment SIP Line"}, set(told_of(device.name))
		)
		pointers.delete([device])
		self.assertFalse(frappe.db.exists(DOCTYPE, device.name))
		self.assertEqual(told_of(device.name), {})
		kept = {"deleted_doctype": DOCTYPE, "deleted_name": device.name}
		self.assertEqual(frappe.db.count("Deleted Document", kept), 1)

	def test_none_of_several_is_gone_where_something_points_at_one(self):
		free, linked, named = (self.make_device() for _device in range(3))
		line = factories.make_voip_line(equipment=linked.name)
		event = self.make_event(named)
		for devices, holder in (((free, linked), line), ((free, named), event)):
			with self.assertRaisesRegex(frappe.LinkExistsError, holder.name):
				pointers.delete(devices)
		self.assertEqual(
			[bool(frappe.db.exists(DOCTYPE, one.name)) for one in (free, linked, named)], [True] * 3
		)

	def test_a_pair_that_the_site_added_to_a_doctype_of_erpnext_counts(self):
		device = self.make_device()
		lead = frappe.get_doc({"doctype": "Lead", "first_name": "Roy"}).insert()
		# Over two columns that there are: a column of its own would end the transaction.
		field = {
			"dt": "Lead",
			"fieldname": "company_name",
			"options": "job_title",
			"fieldtype": "Dynamic Link",
		}
		frappe.get_doc({"doctype": "Custom Field", "name": "Lead-company_name", **field}).db_insert()
		frappe.db.set_value("Lead", lead.name, {"job_title": DOCTYPE, "company_name": device.name})
		with self.assertRaisesRegex(frappe.LinkExistsError, lead.name):
			pointers.delete([device])

	def test_another_document_of_the_same_name_is_not_meant(self):
		device = self.make_device()
		guest = self.make_event(device).event_participants[0]
		guest.db_set("reference_doctype", "Customer")
		pointers.delete([device])
		self.assertFalse(frappe.db.exists(DOCTYPE, device.name))

	def test_nothing_is_deleted_where_nothing_is_given(self):
		before = frappe.db.count(DOCTYPE)
		pointers.delete([])
		self.assertEqual(frappe.db.count(DOCTYPE), before)

	def test_it_does_not_ask_every_table(self):
		pointers.delete([self.make_device()])
		device = self.make_device()
		frappe.cache.delete_keys("dynamic_link_map")  # what Frappe found out before
		with self.assertQueryCount(45):
			pointers.delete([device])


class TestMove(PointersCase):
	def test_links_and_pairs_follow_and_the_old_one_can_go(self):
		old, new = self.make_device(), self.make_device()
		line, event = factories.make_voip_line(equipment=old.name), self.make_event(old)
		pointers.move(old, new)
		self.assertEqual(line.reload().equipment, new.name)
		self.assertEqual(event.reload().event_participants[0].reference_docname, new.name)
		pointers.delete([old])
