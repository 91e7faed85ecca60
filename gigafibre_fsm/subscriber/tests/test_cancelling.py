import frappe
from frappe.utils import getdate

from gigafibre_fsm.exceptions import InvalidState, NotFound
from gigafibre_fsm.subscriber.services.ordering.cancelling import cancel
from gigafibre_fsm.subscriber.tests.order_case import OrderTestCase, make_covered_address
from gigafibre_fsm.testing import factories

REASON = "Le client déménage"


class TestCancelling(OrderTestCase):
	def setUp(self):
		super().setUp()
		frappe.db.set_value("Phone Number", {"status": "Free"}, "status", "Quarantined")
		self.did = factories.make_phone_number().name
		frappe.db.set_single_value("FSM Settings", "twilio_enabled", 1)
		self.answer = self.place()

	def value(self, doctype: str, name: str, field: str = "status"):
		return frappe.db.get_value(doctype, name, field)

	def cancel(self) -> dict:
		return cancel(self.answer["order"], REASON)

	def test_the_port_and_the_number_are_free_again(self):
		self.cancel()
		self.assertEqual(self.value("Fibre Drop", self.drop, "state"), "available")
		self.assertEqual(self.value("Phone Number", self.did), "Free")
		line = frappe.get_doc("VoIP Line", self.answer["voip_lines"][0])
		self.assertEqual((line.status, line.did), ("Cancelled", None))

	def test_everything_of_the_order_is_cancelled(self):
		self.cancel()
		self.assertEqual(self.value("Project", self.answer["order"]), "Cancelled")
		self.assertEqual(self.value("Dispatch Job", self.answer["dispatch_job"]), "Cancelled")
		self.assertEqual(self.value("Service Location", self.answer["service_location"]), "Closed")
		for doctype, names in (("Task", "tasks"), ("Service Subscription", "subscriptions")):
			states = {self.value(doctype, name) for name in self.answer[names]}
			self.assertEqual(states, {"Cancelled"}, doctype)
		ended = {
			self.value("Service Subscription", name, "end_date") for name in self.answer["subscriptions"]
		}
		self.assertEqual(ended, {getdate()})

	def test_placeholders_go_and_scanned_devices_return_to_stock(self):
		ont, *others = self.answer["equipment"]
		frappe.db.set_value("Service Equipment", ont, "serial_number", factories.unique_serial())
		self.cancel()
		device = frappe.get_doc("Service Equipment", ont)
		self.assertEqual(
			(device.status, device.service_location, device.customer, device.customer_name),
			("En inventaire", None, None, None),
		)
		self.assertEqual((device.sip_username, device.get_password("sip_password", False)), (None, None))
		self.assertEqual([name for name in others if frappe.db.exists("Service Equipment", name)], [])

	def test_what_was_not_sent_is_stopped_and_the_customer_is_told(self):
		self.cancel()
		rows = frappe.get_all(
			"Outbox Message",
			{"reference_name": self.answer["order"], "channel": "SMS"},
			["event", "status"],
			order_by="event",
		)
		told = [(row.event, row.status) for row in rows]
		self.assertEqual(told, [("order_cancelled", "Queued"), ("order_confirmed", "Cancelled")])

	def test_what_was_registered_for_911_is_deregistered(self):
		line = frappe.get_doc("VoIP Line", self.answer["voip_lines"][0])
		line.update({"e911_status": "Pending"}).save()
		self.cancel()
		message = frappe.get_last_doc("Outbox Message", {"channel": "E911", "reference_name": line.name})
		self.assertEqual((message.event, message.recipient), ("deregister", self.did))
		asked = frappe.db.get_value("E911 Request", {"outbox_message": message.name}, ["action", "reason"])
		self.assertEqual(asked, ("Deregister", REASON))

	def test_its_number_is_not_ported_any_more(self):
		self.cancel()
		self.address, self.drop = make_covered_address()
		did = factories.unique_did()
		self.answer = self.place(phone={"port_number": did})
		self.cancel()
		self.assertEqual(frappe.db.get_value("Number Port", {"did": did}, "status"), "Cancelled")
		line = frappe.get_doc("VoIP Line", self.answer["voip_lines"][0])
		self.assertEqual((line.status, line.did), ("Cancelled", None))

	def test_a_place_where_other_services_live_stays_open(self):
		location = self.answer["service_location"]
		factories.make_service_subscription(service_location=location, status="Active")
		self.cancel()
		self.assertEqual(self.value("Service Location", location), "Pending Install")

	def test_cancelled_twice_is_cancelled_once(self):
		self.assertEqual(self.cancel(), self.cancel())
		said = {"reference_name": self.answer["order"], "content": ("like", f"%{REASON}%")}
		self.assertEqual(frappe.db.count("Comment", said), 1)

	def test_a_completed_order_is_not_cancelled(self):
		frappe.db.set_value("Dispatch Job", self.answer["dispatch_job"], "status", "Completed")
		with self.assertRaises(InvalidState):
			self.cancel()
		self.assertEqual(self.value("Project", self.answer["order"]), "Open")

	def test_a_project_that_is_no_order_is_not_found(self):
		with self.assertRaises(NotFound):
			cancel(factories.make_project().name, REASON)

	def test_the_same_address_can_be_ordered_again(self):
		self.cancel()
		again = self.place()
		self.assertNotEqual(again["order"], self.answer["order"])
		self.assertEqual(self.value("Fibre Drop", self.drop, "reserved_for"), again["order"])

	def test_the_port_of_another_order_stays_held(self):
		other, self.drop = make_covered_address()
		self.address = other
		kept = self.place()
		self.cancel()
		self.assertEqual(self.value("Fibre Drop", self.drop, "reserved_for"), kept["order"])


class TestCancellingAnAddition(OrderTestCase):
	def setUp(self):
		super().setUp()
		self.customer = {"id": factories.make_customer(email_id="c@ajout.example").name}

	def sell(self, *skus: str) -> dict:
		return self.place(customer=self.customer, services=[{"sku": sku} for sku in skus])

	def test_the_ont_that_was_there_forgets_the_account_of_the_line(self):
		kept = self.sell("FTTH80I", "TELEPMENS")
		ont = frappe.get_doc("Service Equipment", kept["equipment"][0])
		first = ont.sip_username
		added = self.sell("TELEPMENS")
		ont.reload()
		self.assertEqual([row.line for row in ont.sip_lines], [2])
		cancel(added["order"], REASON)
		ont.reload()
		self.assertEqual((ont.sip_username, ont.sip_lines), (first, []))
		self.assertEqual(frappe.db.get_value("VoIP Line", kept["voip_lines"][0], "status"), "Pending")

	def test_a_place_that_had_the_phone_only_loses_the_port_again(self):
		kept = self.sell("TELEPMENS")
		added = self.sell("FTTH80I")
		self.assertEqual(added["service_location"], kept["service_location"])
		cancel(added["order"], REASON)
		location = frappe.get_doc("Service Location", kept["service_location"])
		self.assertEqual(
			(location.status, location.connection_type, location.fibre_drop),
			("Pending Install", "VoIP", None),
		)
		self.assertEqual(frappe.db.get_value("Fibre Drop", self.drop, "state"), "available")
