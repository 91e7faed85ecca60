"""Documents that are written together are those that insert() makes, field by field."""

import json

import frappe
from frappe.custom.doctype.custom_field.custom_field import create_custom_fields

from gigafibre_fsm.domain.orders.party import Person
from gigafibre_fsm.gigafibre_fsm.writing import effects
from gigafibre_fsm.subscriber.tests.written_case import Listener, WrittenCase, beside
from gigafibre_fsm.testing import factories

OWN_FIELDS = {
	"Task": [{"fieldname": "site_crew", "label": "Crew", "fieldtype": "Data", "default": "Equipe A"}],
	"Customer": [{"fieldname": "site_score", "label": "Score", "fieldtype": "Int", "default": "7"}],
	"Service Subscription": [
		{
			"fieldname": "site_tier",
			"label": "Tier",
			"fieldtype": "Select",
			"options": "Or\nArgent",
			"default": "Argent",
		},
		{
			"fieldname": "site_city",
			"label": "City",
			"fieldtype": "Data",
			"fetch_from": "service_location.city",
			"insert_after": "site_tier",
		},
	],
	"Dispatch Job Tag": [{"fieldname": "site_level", "label": "Level", "fieldtype": "Int", "default": "3"}],
}


class TestWrittenDocuments(WrittenCase):
	def test_every_column_of_every_table_is_the_same(self):
		compared = self.same_rows(*self.write_twice())
		self.assertGreater(compared, 1400)

	def test_a_business_without_an_email_is_the_same(self):
		name = f"Ferme Côté {factories.unique_number()}"
		self.same_rows(*self.write_twice(person=Person(name, None, "+14502722408", "en", None, True)))

	def test_a_customer_who_cannot_be_reached_has_no_contact_either_way(self):
		together, one_by_one = self.write_twice(
			person=Person(f"Sans {factories.unique_number()}", None, None, None)
		)
		self.same_rows(together, one_by_one)
		self.assertEqual(together.names["Contact"], [])

	def test_a_visitors_order_is_the_same(self):
		self.addCleanup(frappe.set_user, "Administrator")
		frappe.set_user("Guest")
		together, one_by_one = self.write_twice()
		frappe.set_user("Administrator")
		self.same_rows(together, one_by_one)
		self.assertEqual(frappe.db.get_value("Task", together.names["Task"][0], "owner"), "Guest")

	def test_what_is_kept_beside_them_is_the_same(self):
		together, one_by_one = self.write_twice()
		self.assertEqual(beside(together.pairs()), beside(one_by_one.pairs()))

	def test_the_tree_of_tasks_stays_valid(self):
		together, one_by_one = self.write_twice()
		names = [*together.names["Task"], *one_by_one.names["Task"]]
		places = frappe.get_all("Task", {"name": ("in", names)}, ["lft", "rgt"], as_list=True)
		numbers = [number for place in places for number in place]
		self.assertEqual(len(set(numbers)), 2 * len(names))
		self.assertTrue(all(right == left + 1 for left, right in places))

	def test_the_search_index_is_told_the_same(self):
		together, one_by_one = self.write_twice()
		frappe.db.after_commit.run()
		translate = self.translation(together, one_by_one)
		self.assertEqual(self.searched(together, translate), self.searched(one_by_one, translate))

	def searched(self, written, translate) -> list[str]:
		names = {name for _doctype, name in written.pairs()}
		queue = [json.loads(entry) for entry in frappe.cache.lrange("global_search_queue", 0, -1)]
		# Frappe queues a document again whenever it is saved again; the last entry counts.
		last = {(one["doctype"], one["name"]): one for one in reversed(queue) if one["name"] in names}
		texts = [json.dumps(one, sort_keys=True, ensure_ascii=False) for one in last.values()]
		for name, same in translate.items():
			texts = [text.replace(name, same) for text in texts]
		return sorted(texts)

	def test_open_lists_are_told_of_the_same_documents(self):
		together, one_by_one = self.write_twice()
		with Listener() as listener:
			frappe.db.after_commit.run()
			told = {
				(one["message"]["doctype"], one["message"]["name"]) for one in listener.heard("list_update")
			}
		for written in (together, one_by_one):
			self.assertEqual(set(written.pairs()) - told, set())

	def test_nothing_is_told_of_what_was_rolled_back(self):
		frappe.db.savepoint("before_test")
		self.write_twice()
		frappe.db.rollback()
		self.assertIsNone(effects._take())


class TestSitesOwnFields(WrittenCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		create_custom_fields(OWN_FIELDS, ignore_validate=True)
		cls.addClassCleanup(remove_own_fields)
		# Frappe keeps them to the end of the request, and a request ends before the fields are used.
		frappe.local.new_doc_templates.clear()

	def test_fields_that_the_site_added_have_their_defaults_and_fetched_values(self):
		together, one_by_one = self.write_twice()
		self.same_rows(together, one_by_one)
		task = frappe.get_doc("Task", together.names["Task"][0])
		subscription = frappe.get_doc("Service Subscription", together.names["Service Subscription"][0])
		job = frappe.get_doc("Dispatch Job", together.names["Dispatch Job"][0])
		self.assertEqual(task.site_crew, "Equipe A")
		self.assertEqual((subscription.site_tier, subscription.site_city), ("Argent", "Sainte-Épreuve"))
		self.assertEqual(job.required_tags[0].site_level, 3)


def remove_own_fields():
	frappe.db.rollback()
	for doctype, fields in OWN_FIELDS.items():
		for field in fields:
			frappe.delete_doc("Custom Field", f"{doctype}-{field['fieldname']}", force=True)
			if field["fieldname"] in frappe.db.get_table_columns(doctype):
				frappe.db.sql_ddl(f"alter table `tab{doctype}` drop column `{field['fieldname']}`")
		frappe.clear_cache(doctype=doctype)
	frappe.db.commit()  # the fields were committed by the change of the tables that came with them
