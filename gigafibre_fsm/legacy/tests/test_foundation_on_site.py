"""10a to 10g on sites that hold something already, and after the legacy database or the site has changed."""

import frappe

from gigafibre_fsm.legacy.runner import run_steps
from gigafibre_fsm.legacy.tests.foundation_case import FoundationCase, stored, undone
from gigafibre_fsm.legacy.tests.foundation_rows import ROWS

STEPS = ("10a", "10b", "10c", "10d", "10e", "10f", "10g")


class TestWhatBecomesOfThem(FoundationCase):
	rows = ROWS
	steps = STEPS

	def test_a_customer_can_be_reached_through_their_contact(self):
		customer = frappe.get_doc("Customer", "C-71001")
		self.assertEqual(customer.customer_name, "Marie-Ève Côté")
		self.assertEqual((customer.email_id, customer.mobile_no), ("marie@exemple.ca", "+14505550199"))
		contact = frappe.get_doc("Contact", customer.customer_primary_contact)
		self.assertEqual(
			[row.email_id for row in contact.email_ids], ["marie@exemple.ca", "m.cote@exemple.org"]
		)
		self.assertEqual([row.phone for row in contact.phone_nos], ["+14505552408", "+14505550199"])
		self.assertTrue(contact.has_link("Customer", "C-71001"))
		self.assertEqual(str(customer.creation)[:10], "2011-03-13")

	def test_what_cannot_be_read_stays_with_the_customer(self):
		self.assertEqual(
			frappe.db.get_value("Customer", "C-71002", "customer_details"), "tel_home: voir note"
		)
		closed = frappe.get_doc("Customer", "C-71003")
		self.assertEqual((closed.disabled, closed.customer_name, closed.stripe_id), (1, "C-71003", None))
		self.assertEqual(closed.customer_details, "email: pas-de-courriel")

	def test_a_service_is_a_subscription_and_its_device_logs_in_as_it_does(self):
		service = self.of("Service Subscription", "legacy_service_id", 7501)
		self.assertEqual((service.item, service.rate, service.service_type), ("t7fibre", 59.95, "Other"))
		self.assertEqual(service.get_password("radius_password"), "rad-7501")
		device = self.of("Service Equipment", "legacy_device_id", 7401)
		self.assertEqual(device.serial_number, "TPLG0EB70001")
		self.assertEqual((device.radius_user, device.get_password("radius_password")), ("u7501", "rad-7501"))

	def test_a_secret_is_in_no_column(self):
		for doctype in (
			"Service Subscription",
			"Service Equipment",
			"Legacy Import Row",
			"Legacy Import Reject",
		):
			rows = frappe.db.sql(f"select * from `tab{doctype}`", as_dict=True)
			self.assertNotIn("rad-7501", repr(rows), doctype)

	def test_an_unknown_product_is_the_catch_all_item_with_its_text(self):
		catch_all = frappe.db.get_single_value("FSM Settings", "catch_all_item")
		closed = self.of("Service Subscription", "legacy_service_id", 7503)
		self.assertEqual(
			(closed.item, closed.description, closed.status), (catch_all, "Vieux forfait", "Cancelled")
		)
		pending = self.of("Service Subscription", "legacy_service_id", 7504)
		self.assertEqual((pending.description, pending.status), ("product #7998", "Pending"))

	def test_a_discount_without_a_price_of_its_own_takes_off_what_its_product_does(self):
		discount = self.of("Service Subscription", "legacy_service_id", 7502)
		self.assertEqual((discount.rate, discount.qty, discount.billing_interval), (-5.0, 2.0, "Yearly"))
		price = frappe.db.get_value("Item Price", {"item_code": "T7RABAIS"}, "price_list_rate")
		self.assertEqual(price, 5.0)

	def test_a_drop_tells_its_port_to_the_place_and_to_the_ont(self):
		drop = self.of("Fibre Drop", "legacy_fibre_id", 7601)
		place = self.of("Service Location", "legacy_delivery_id", 7301)
		ont = self.of("Service Equipment", "legacy_device_id", 7401)
		self.assertEqual((place.fibre_drop, place.fibre_id), (drop.name, 7601))
		for document in (place, ont):
			port = (
				document.olt_ip,
				document.olt_frame,
				document.olt_slot,
				document.olt_port,
				document.ont_id,
			)
			self.assertEqual(port, ("10.77.1.2", 0, 1, 2, 3))
		self.assertEqual((ont.fibre_line_profile, ont.fibre_service_profile), ("LIGNE-7001", "SERVICE-1"))
		self.assertEqual(frappe.db.get_value("OLT", "10.77.1.2", "line_profile_vlan"), 40)
		self.assertEqual(drop.pricing_zone, "T7Z")

	def test_the_state_of_a_drop_follows_from_its_row(self):
		states = {
			number: frappe.db.get_value(
				"Fibre Drop", {"legacy_fibre_id": number}, ["state", "olt", "reserved_note"]
			)
			for number in (7601, 7602, 7604, 7605)
		}
		self.assertEqual(
			states,
			{
				7601: ("connected", "10.77.1.2", None),
				7602: ("reserved", "10.77.1.2", "RESERVED-77"),
				7604: ("no_box", None, None),
				7605: ("available", None, None),
			},
		)


class TestLaterChanges(FoundationCase):
	rows = ROWS
	steps = STEPS

	def test_what_was_edited_on_the_site_stays_until_its_legacy_row_changes(self):
		frappe.db.set_value("Customer", "C-71001", "customer_name", "Marie-Ève Roy")
		frappe.db.commit()  # as somebody at the desk
		self.assertEqual(self.run_again("10a")["10a"].counts.updated, 0)
		self.assertEqual(frappe.db.get_value("Customer", "C-71001", "customer_name"), "Marie-Ève Roy")
		self.legacy.execute("update account set vip = 0 where id = 71001")
		self.assertEqual(self.run_again("10a")["10a"].counts.updated, 1)
		self.assertEqual(
			frappe.db.get_value("Customer", "C-71001", ["customer_name", "is_vip"]), ("Marie-Ève Côté", 0)
		)
		self.assertEqual(frappe.db.count("Contact", {"name": ("like", "%-C-71001")}), 1)

	def test_a_drop_that_moved_takes_its_place_and_its_ont_along(self):
		self.legacy.execute("update fibre set port = 9 where id = 7601")
		self.run_again("10g")
		self.assertEqual(frappe.db.get_value("Service Location", {"legacy_delivery_id": 7301}, "olt_port"), 9)
		self.assertEqual(frappe.db.get_value("Service Equipment", {"legacy_device_id": 7401}, "olt_port"), 9)

	def test_a_place_is_suspended_with_its_last_live_service_and_comes_back(self):
		def status():
			return frappe.db.get_value("Service Location", {"legacy_delivery_id": 7301}, "status")

		self.assertEqual(status(), "Active")
		self.legacy.execute("update service set status = 2 where id = 7501")
		self.run_again("10f")
		self.assertEqual(status(), "Suspended")
		self.legacy.execute("update delivery set contact = 'Voisin' where id = 7301")
		self.run_again("10d")
		self.assertEqual(status(), "Suspended")
		self.legacy.execute("update service set status = 1 where id = 7501")
		self.run_again("10f")
		self.assertEqual(status(), "Active")

	def test_a_place_that_another_customer_has_now_brings_along_what_stands_there(self):
		self.legacy.execute("update delivery set account_id = 71004 where id = 7301")
		self.run_again("10d")
		for doctype, field, number in (
			("Service Location", "legacy_delivery_id", 7301),
			("Service Subscription", "legacy_service_id", 7501),
			("Service Equipment", "legacy_device_id", 7401),
		):
			document = self.of(doctype, field, number)
			self.assertEqual((document.customer, document.customer_name), ("C-71004", "Jo Prospect"))
			with undone():
				document.save()

	def test_an_employee_keeps_their_place_in_the_tree(self):
		before = frappe.db.get_value("Employee", "E-7101", ["lft", "rgt"])
		self.legacy.execute("update staff set last_name = 'Nouveau' where id = 7101")
		self.assertEqual(self.run_again("10b")["10b"].counts.updated, 1)
		self.assertEqual(frappe.db.get_value("Employee", "E-7101", ["lft", "rgt"]), before)
		self.assertEqual(frappe.db.get_value("Employee", "E-7101", "employee_name"), "Benoît Nouveau")

	def test_an_olt_that_somebody_named_keeps_its_name(self):
		frappe.db.set_value("OLT", "10.77.1.2", "olt_name", "VDB-01")
		frappe.db.commit()  # as somebody at the desk
		self.legacy.execute("update fibre set max_speed = 500 where id = 7601")
		self.run_again("10g")
		self.assertEqual(frappe.db.get_value("OLT", "10.77.1.2", "olt_name"), "VDB-01")
		self.assertEqual(
			frappe.db.get_value("Service Location", {"legacy_delivery_id": 7301}, "olt_name"), "VDB-01"
		)


class TestFoundationThatIsThere(FoundationCase):
	"""Whoever made it: it is linked to and left as it is."""

	rows = ROWS
	steps = ("10a", "10c", "10d")

	@classmethod
	def before_import(cls):
		cls.theirs = [
			frappe.get_doc({"doctype": "Customer", "customer_name": "À nous"}).insert(set_name="C-71001"),
			frappe.get_doc(
				{
					"doctype": "Item",
					"item_code": "T7RABAIS",
					"item_group": frappe.db.get_value("Item Group", {"is_group": 0}),
					"stock_uom": "Nos",
				}
			).insert(set_name="T7RABAIS"),
		]
		cls.theirs.append(
			frappe.get_doc(
				{
					"doctype": "Service Equipment",
					"serial_number": "TPLG0EB70001",
					"equipment_type": "ONT",
					"brand": "Nôtre",
				}
			).insert()
		)
		frappe.db.commit()  # the import's own transactions read them
		cls.before = {document.name: stored(document.doctype, document.name) for document in cls.theirs}

	@classmethod
	def after_import(cls):
		for document in cls.theirs:
			frappe.delete_doc(document.doctype, document.name, force=True)
		frappe.db.commit()  # as they were made

	def test_each_is_linked_by_its_number_its_sku_or_its_serial_and_not_touched(self):
		self.assertEqual(self.runs["10a"].counts.unchanged, 1)
		self.assertEqual(self.runs["10c"].counts.unchanged, 1)
		self.assertEqual(self.run_again("10e")["10e"].counts.unchanged, 1)
		numbers = {"Customer": 71001, "Item": 7202, "Service Equipment": 7401}
		for document in self.theirs:
			field = {"Customer": "legacy_customer_id", "Item": "legacy_product_id"}.get(
				document.doctype, "legacy_device_id"
			)
			expected = {**self.before[document.name], field: numbers[document.doctype]}
			self.assertEqual(stored(document.doctype, document.name), expected)

	def test_other_rows_refer_to_it(self):
		place = self.of("Service Location", "legacy_delivery_id", 7301)
		self.assertEqual((place.customer, place.customer_name), ("C-71001", "À nous"))


class TestSettings(FoundationCase):
	rows = {"product": ROWS["product"][:1], "service": []}

	def test_products_need_a_price_list_that_is_in_use(self):
		self.without("price_list")
		[run] = run_steps(["10c"])
		self.assertEqual(run.status, "Failed")
		self.assertIn("Default Price List: choose one that is in use, then import.", run.messages[0])

	def test_services_need_the_catch_all_item(self):
		self.without("catch_all_item")
		[run] = run_steps(["10f"])
		self.assertIn("Catch All Item: choose one that is in use, then import.", run.messages[0])

	def without(self, field: str) -> None:
		value = frappe.db.get_single_value("FSM Settings", field)
		frappe.db.set_single_value("FSM Settings", field, None)
		self.addCleanup(frappe.db.commit)  # the step's own end has committed the change
		self.addCleanup(frappe.db.set_single_value, "FSM Settings", field, value)
