"""Wrong values are refused as insert() refuses them, and nothing of the order is left."""

import frappe

from gigafibre_fsm.exceptions import InvalidRequest, SerialInUse
from gigafibre_fsm.gigafibre_fsm import writing
from gigafibre_fsm.subscriber.tests.written_case import WrittenCase
from gigafibre_fsm.testing import factories


class TestRefusals(WrittenCase):
	def setUp(self):
		self.location = factories.make_service_location()

	def subscription(self, **values) -> dict:
		return {
			"doctype": "Service Subscription",
			"customer": self.location.customer,
			"service_location": self.location.name,
			"item": "FTTH150I",
			"service_type": "Internet",
			"status": "Pending",
			"qty": 1,
			"billing_interval": "Monthly",
			**values,
		}

	def refused_alike(self, kind: type[Exception], documents: list[dict]) -> str:
		"""The sentence, after the same number of rows as before."""
		said = []
		for ordinary in (True, False):
			frappe.clear_messages()
			frappe.db.savepoint("before_refusal")
			with self.assertRaises(kind) as caught:
				writing.insert(documents, ordinary=ordinary)
			said.append((str(caught.exception), [one["message"] for one in frappe.get_message_log()]))
			frappe.db.rollback(save_point="before_refusal")
		self.assertEqual(*said)
		return f"{said[0]}"

	def test_a_link_to_nothing(self):
		wrong = self.subscription(item="NEVERSOLD")
		self.assertIn(
			"NEVERSOLD", self.refused_alike(frappe.LinkValidationError, [self.subscription(), wrong])
		)

	def test_a_link_to_nothing_that_frappe_lets_pass(self):
		"""Where a value is fetched along, Frappe takes the silence for an answer; the controller does not."""
		self.assertIn("Nobody", self.refused_alike(InvalidRequest, [self.subscription(customer="Nobody")]))

	def test_a_missing_value(self):
		name = writing.reserve_names({"Service Subscription": 1})["Service Subscription"][0]
		said = self.refused_alike(frappe.MandatoryError, [self.subscription(name=name, item=None)])
		self.assertIn("item", said)

	def test_an_option_that_is_none(self):
		wrong = self.subscription(service_type="Telegraph")
		self.assertIn("Telegraph", self.refused_alike(frappe.ValidationError, [wrong]))

	def test_a_text_that_is_too_long(self):
		name = writing.reserve_names({"Service Subscription": 1})["Service Subscription"][0]
		wrong = self.subscription(name=name, radius_user="x" * 141)
		self.refused_alike(frappe.CharacterLengthExceededError, [wrong])

	def test_what_the_controller_refuses(self):
		other = factories.make_service_location()
		self.refused_alike(InvalidRequest, [self.subscription(service_location=other.name)])

	def test_a_mac_that_is_none(self):
		wrong = {"doctype": "Service Equipment", "equipment_type": "ONT", "status": "En inventaire"}
		self.refused_alike(InvalidRequest, [{**wrong, "mac_address": "12:34"}])

	def test_a_name_that_is_taken(self):
		self.refused_alike(
			frappe.DuplicateEntryError,
			[{**self.location.as_dict(), "doctype": "Service Location", "legacy_delivery_id": 0}],
		)

	def test_a_unique_value_that_is_taken(self):
		message = factories.make_outbox_message()
		values = {"doctype": "Outbox Message", "channel": "SMS", "status": "Queued"}
		free, taken = {**values, "dedupe_key": "essai:libre"}, {**values, "dedupe_key": message.dedupe_key}
		names = writing.reserve_names({"Outbox Message": 2})["Outbox Message"]
		pair = [{**free, "name": names[0]}, {**taken, "name": names[1]}]
		said = self.refused_alike(frappe.UniqueValidationError, pair)
		self.assertIn(names[1], said)

	def test_a_second_device_of_one_call_with_the_same_serial_is_refused_by_the_index(self):
		serial = factories.unique_serial()
		device = {"doctype": "Service Equipment", "equipment_type": "ONT", "status": "En inventaire"}
		with self.assertRaises(SerialInUse):
			writing.insert([{**device, "serial_number": serial}, {**device, "serial_number": serial}])
