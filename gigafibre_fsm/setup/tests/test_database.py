"""Keys, computed columns and sequences: what the database itself refuses and answers."""

import frappe
import pymysql
from frappe.model.meta import trim_table
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.exceptions import InvalidState, SerialInUse
from gigafibre_fsm.gigafibre_fsm.numbering import PREFIXES, SLUG, format_name, next_name
from gigafibre_fsm.setup import database, schema
from gigafibre_fsm.setup.keys import COMPUTED, LOOKUPS, UNIQUE_KEYS
from gigafibre_fsm.testing.factories.erpnext import make_customer
from gigafibre_fsm.testing.factories.plant import make_fibre_drop, make_olt, make_pricing_zone, make_street
from gigafibre_fsm.testing.factories.subscriber import make_service_equipment, make_service_location

LEGACY_IDS = {
	"Fibre Drop": "legacy_fibre_id",
	"Service Location": "legacy_delivery_id",
	"Service Subscription": "legacy_service_id",
	"Service Equipment": "legacy_device_id",
	"Service Work Order": "legacy_bon_travail_id",
	"Payment Arrangement": "legacy_accord_id",
	"Customer": "legacy_customer_id",
	"Quotation": "legacy_soumission_id",
	"Employee": "legacy_staff_id",
	"Item": "legacy_product_id",
}


def insert_row(doctype: str, **values) -> None:
	"""As a bulk load does it: no controller in between."""
	values = {"name": frappe.generate_hash(length=12), **values}
	columns = ", ".join(f"`{column}`" for column in values)
	marks = ", ".join(["%s"] * len(values))
	frappe.db.sql(f"insert into `tab{doctype}` ({columns}) values ({marks})", list(values.values()))


class TestSchema(FrappeTestCase):
	def test_everything_declared_is_there_and_nothing_is_left_to_do(self):
		self.assertEqual(database.missing(), {})

	def test_a_declared_item_that_is_missing_or_other_is_made(self):
		indexes = schema.indexes("Service Equipment")
		columns = schema.columns("Service Equipment")
		key = next(key for key in UNIQUE_KEYS if key.columns == ("serial_number",))
		self.assertEqual(database._unique(key, columns, indexes), [])
		clauses = database._unique(
			key, {**columns, key.flag: schema.Column(key.flag, "int", True, "")}, indexes
		)
		self.assertEqual(
			[clause.split(" `")[0] for clause in clauses],
			["drop index", "drop column", "add column", "add unique index"],
		)

	def test_index_names_fit_and_none_is_declared_twice(self):
		declared = [(item.doctype, item.index) for item in (*UNIQUE_KEYS, *LOOKUPS)]
		self.assertEqual(len(declared), len(set(declared)))
		self.assertLessEqual(max(len(name) for _, name in declared), 64)
		self.assertLessEqual(max(len(key.flag) for key in UNIQUE_KEYS), 64)

	def test_a_lookup_that_is_no_longer_declared_goes(self):
		declared = [item for item in LOOKUPS if item.doctype == "Outbox Message"]
		found = schema.indexes("Outbox Message") | {"lookup_former": schema.Index(("event",), False)}
		self.assertEqual(database._drop_former_lookups(declared, found), ["drop index `lookup_former`"])
		self.assertEqual(database._drop_former_lookups([], found), [])

	def test_a_resync_of_the_doctype_keeps_the_computed_state(self):
		frappe.db.updatedb("Fibre Drop")
		self.assertTrue(schema.columns("Fibre Drop")[COMPUTED[0].column].generated)
		self.assertEqual(database.missing(), {})

	def test_trimming_tables_does_not_touch_the_keys(self):
		for key in UNIQUE_KEYS:
			self.assertNotIn(key.flag, trim_table(key.doctype, dry_run=True))


class TestUniqueKeys(FrappeTestCase):
	def test_a_legacy_id_is_refused_twice_and_unset_is_no_value(self):
		for doctype, column in LEGACY_IDS.items():
			insert_row(doctype, **{column: 0})
			insert_row(doctype, **{column: 0})
			insert_row(doctype, **{column: 987654321})
			with self.assertRaises(pymysql.err.IntegrityError, msg=doctype):
				insert_row(doctype, **{column: 987654321})

	def test_a_second_customer_with_a_legacy_id_is_told_which_field(self):
		make_customer(legacy_customer_id=987654322)
		frappe.clear_messages()
		with self.assertRaises(frappe.UniqueValidationError):
			make_customer(legacy_customer_id=987654322)
		self.assertIn("Legacy Customer ID must be unique", str(frappe.message_log))

	def test_a_serial_is_free_again_once_its_device_is_gone(self):
		insert_row("Service Equipment", serial_number="UNIQ00000001", status="Retourné")
		insert_row("Service Equipment", serial_number="UNIQ00000001", status="Perdu")
		insert_row("Service Equipment", serial_number="UNIQ00000001", status="Actif")
		for status in ("En inventaire", "Défectueux"):
			with self.assertRaises(pymysql.err.IntegrityError):
				insert_row("Service Equipment", serial_number="uniq00000001", status=status)

	def test_a_mac_address_is_unique_and_empty_is_none(self):
		for unset in ("", "", None, None):
			insert_row("Service Equipment", mac_address=unset, serial_number=unset, status="Actif")
		insert_row("Service Equipment", mac_address="AABBCCDDEEFF", status="Actif")
		with self.assertRaises(pymysql.err.IntegrityError):
			insert_row("Service Equipment", mac_address="AABBCCDDEEFF", status="Actif")

	def test_coming_back_into_service_is_refused_too(self):
		insert_row("Service Equipment", serial_number="UNIQ00000002", status="Actif")
		insert_row("Service Equipment", name="BACK", serial_number="UNIQ00000002", status="Perdu")
		with self.assertRaises(pymysql.err.IntegrityError):
			frappe.db.sql("update `tabService Equipment` set status='Actif' where name='BACK'")

	def test_the_index_answers_a_race_with_the_address_and_no_name(self):
		location = make_service_location(address_line="12 rang des Pins", city="Lac-Vert")
		make_service_equipment(serial_number="UNIQ00000003", service_location=location.name, status="Actif")
		late = make_service_equipment(serial_number="UNIQ00000004")
		late.serial_number = "UNIQ00000003"
		with self.assertRaises(SerialInUse) as refused:
			late.db_update()  # past the controller's own check, as in a race
		self.assertIn("UNIQ00000003", str(refused.exception))
		self.assertIn("12 rang des Pins, Lac-Vert", str(refused.exception))
		self.assertNotIn(location.customer_name or location.customer, str(refused.exception))

	def test_a_port_belongs_to_one_drop(self):
		port = {"olt": make_olt().name, "frame": 0, "slot": 3, "port": 2, "ont_id": 5}
		make_fibre_drop(**port)
		with self.assertRaises(InvalidState) as refused:
			make_fibre_drop(**port)
		self.assertIn("0/3/2", str(refused.exception))

	def test_drops_without_an_olt_have_no_port_to_share(self):
		for unset in ("", "", None, None):
			insert_row("Fibre Drop", olt=unset, frame=0, slot=0, port=0, ont_id=0)

	def test_there_is_one_default_zone(self):
		frappe.db.set_value("Pricing Zone", {"is_default": 1}, "is_default", 0)
		make_pricing_zone(is_default=1)
		with self.assertRaises(pymysql.err.IntegrityError):
			insert_row("Pricing Zone", is_default=1)
		insert_row("Pricing Zone", is_default=0)

	def test_a_customer_has_one_default_payment_method(self):
		insert_row("Payment Method", customer="A", is_default=1)
		insert_row("Payment Method", customer="B", is_default=1)
		insert_row("Payment Method", customer="A", is_default=0)
		with self.assertRaises(pymysql.err.IntegrityError):
			insert_row("Payment Method", customer="A", is_default=1)

	def test_streets_are_told_apart_as_the_register_writes_them(self):
		make_street(street="Rue Côté", municipality="Lac-Vert")
		make_street(street="Rue Coté", municipality="Lac-Vert")
		with self.assertRaises(pymysql.err.IntegrityError):
			insert_row("Street", street="Rue Côté", municipality="Lac-Vert")


class TestDropState(FrappeTestCase):
	def state_of(self, **values) -> str:
		return make_fibre_drop(**{"box_installed": 1, **values}).state

	def test_the_state_follows_from_the_other_fields_in_the_order_of_the_product(self):
		self.assertEqual(self.state_of(), "available")
		self.assertEqual(self.state_of(box_installed=0), "no_box")
		self.assertEqual(self.state_of(box_installed=0, reserved_note="RESERVED-1"), "reserved")
		self.assertEqual(
			self.state_of(ont_serial="RCMG00000009", reserved_note="x", box_installed=0), "connected"
		)

	def test_the_document_has_the_new_state_after_a_save(self):
		drop = make_fibre_drop(box_installed=1)
		drop.reserved_note = "Chantier"
		drop.save()
		self.assertEqual(drop.state, "reserved")
		self.assertEqual(drop.as_dict().state, "reserved")

	def test_raw_sql_cannot_make_it_say_something_else(self):
		drop = make_fibre_drop(box_installed=1)
		frappe.db.sql("update `tabFibre Drop` set ont_serial='RCMG00000010' where name=%s", drop.name)
		self.assertEqual(frappe.db.get_value("Fibre Drop", drop.name, "state"), "connected")
		with self.assertRaises(pymysql.err.Error):
			frappe.db.sql("update `tabFibre Drop` set state='available' where name=%s", drop.name)

	def test_a_caller_that_sends_a_state_is_not_believed(self):
		self.assertEqual(self.state_of(state="connected"), "available")

	def test_the_state_can_be_searched(self):
		drop = make_fibre_drop(box_installed=1, reserved_note="Chantier")
		self.assertEqual(
			frappe.get_all("Fibre Drop", {"state": "reserved", "name": drop.name}, pluck="name"), [drop.name]
		)


class TestSequences(FrappeTestCase):
	def test_every_numbered_doctype_has_a_sequence(self):
		for doctype in PREFIXES:
			self.assertTrue(next_name(doctype).startswith(PREFIXES[doctype]))

	def test_a_sequence_goes_above_rows_that_came_with_a_name(self):
		number = frappe.db.get_next_sequence_val("Assistant Request", slug=SLUG)
		insert_row("Assistant Request", name=format_name("Assistant Request", number + 40))
		insert_row("Assistant Request", name="ASK-not-a-number")
		database.ensure_sequences()
		self.assertEqual(next_name("Assistant Request"), format_name("Assistant Request", number + 41))

	def test_a_sequence_is_never_lowered(self):
		before = frappe.db.get_next_sequence_val("Assistant Request", slug=SLUG)
		database.ensure_sequences()
		self.assertGreater(frappe.db.get_next_sequence_val("Assistant Request", slug=SLUG), before)
