"""Jobs without an order, services that are added, and what an installation does not wait for."""

import frappe
from frappe.utils import getdate

from gigafibre_fsm.exceptions import PortTaken
from gigafibre_fsm.subscriber.services.installation.completing import complete
from gigafibre_fsm.subscriber.tests.completion_case import CompletionCase
from gigafibre_fsm.testing import factories


class TestOtherJobs(CompletionCase):
	def job(self, job_type: str, **values):
		location = factories.make_service_location(status="Active")
		return factories.make_dispatch_job(
			service_location=location.name, job_type=job_type, status="In Progress", **values
		)

	def test_a_repair_a_removal_and_a_survey_change_no_service_and_make_no_invoice(self):
		for job_type in ("Repair", "Removal", "Survey"):
			with self.subTest(job_type):
				job = self.job(job_type)
				sold = factories.make_service_subscription(service_location=job.service_location)
				answer = complete(job.name, note="Fait")
				self.assertEqual((answer["status"], answer["sales_invoice"]), ("Completed", None))
				order = frappe.get_doc("Service Work Order", answer["work_order"])
				self.assertEqual((order.customer, order.note), (job.customer, "Fait"))
				sold.reload()
				self.assertEqual(sold.status, "Pending")
				self.assertFalse(frappe.db.exists("Sales Invoice", {"customer": job.customer}))
				self.assertEqual(complete(job.name), answer)

	def test_a_device_that_a_repair_brought_is_in_service(self):
		device = factories.make_service_equipment(
			equipment_type="Routeur", serial_number=factories.unique_serial()
		)
		job = self.job(
			"Repair", equipment_list=[{"equipment": device.name, "equipment_type": "Routeur", "required": 1}]
		)
		complete(job.name)
		self.assertEqual(self.states("Service Equipment", [device.name]), {"Actif"})

	def test_a_work_order_that_the_office_prepared_is_used(self):
		job = self.job("Repair")
		prepared = factories.make_service_work_order(dispatch_job=job.name, note="Apporter une échelle")
		answer = complete(job.name, note="Fait")
		self.assertEqual(answer["work_order"], prepared.name)
		prepared.reload()
		self.assertEqual((len(prepared.visits), prepared.note), (1, "Apporter une échelle\nFait"))

	def test_an_installation_without_an_order_opens_the_place_and_makes_no_invoice(self):
		location = factories.make_service_location()
		job = factories.make_dispatch_job(service_location=location.name, status="In Progress")
		answer = complete(job.name)
		self.assertEqual((answer["order"], answer["sales_invoice"]), (None, None))
		self.assertEqual(self.states("Service Location", [location.name]), {"Active"})

	def test_an_installation_without_an_order_takes_no_port_that_another_place_waits_for(self):
		order = self.place()
		left = factories.make_service_location(fibre_drop=self.drop)
		job = self.installation_at(left.name)
		with self.assertRaisesRegex(PortTaken, order["order"]):
			complete(job)
		held = frappe.db.get_value("Fibre Drop", self.drop, ["state", "reserved_for"])
		self.assertEqual(held, ("reserved", order["order"]))

	def test_an_installation_without_an_order_takes_the_port_that_waits_for_its_own_place(self):
		order = self.place()
		complete(self.installation_at(order["service_location"]))
		held = frappe.db.get_value("Fibre Drop", self.drop, ["state", "reserved_for"])
		self.assertEqual(held, ("connected", None))

	def installation_at(self, location: str) -> str:
		serial = factories.unique_serial()
		ont = factories.make_service_equipment(serial_number=serial, service_location=location)
		row = {"equipment": ont.name, "equipment_type": "ONT", "serial_number": serial}
		values = {"service_location": location, "status": "In Progress", "equipment_list": [row]}
		return factories.make_dispatch_job(**values).name


class TestAdditions(CompletionCase):
	def setUp(self):
		super().setUp()
		self.customer = {"id": factories.make_customer(email_id="c@ajout.example").name}

	def sell(self, *skus: str, **changes) -> dict:
		return self.installed(customer=self.customer, services=[{"sku": sku} for sku in skus], **changes)

	def test_a_phone_that_is_added_leaves_the_rest_as_it_was(self):
		first = self.sell("FTTH80I")
		self.complete(first)
		drop = frappe.get_doc("Fibre Drop", self.drop)
		second = self.sell("TELEPMENS")
		self.assertEqual(second["service_location"], first["service_location"])
		answer = self.complete(second)
		self.assertEqual(self.states("Service Location", [first["service_location"]]), {"Active"})
		self.assertEqual(frappe.get_doc("Fibre Drop", self.drop).ont_serial, drop.ont_serial)
		sold = [row.item_code for row in frappe.get_doc("Sales Invoice", answer["sales_invoice"]).items]
		self.assertEqual(sold[0], "TELEPMENS")
		self.assertNotIn("FTTH80I", sold)
		self.assertEqual(self.states("VoIP Line", second["voip_lines"]), {"Active"})

	def test_internet_that_is_added_to_a_phone_connects_the_drop(self):
		self.complete(self.sell("TELEPMENS"))
		self.complete(self.sell("FTTH80I"))
		self.assertEqual(frappe.get_doc("Fibre Drop", self.drop).state, "connected")


class TestLooseEnds(CompletionCase):
	def test_a_line_that_still_waits_for_its_number_is_seen_in_two_places(self):
		frappe.db.set_value("Phone Number", self.did, "status", "Quarantined")
		answer = self.installed()
		(line,) = answer["voip_lines"]
		self.complete(answer)
		self.assertEqual(self.states("Task", answer["tasks"]), {"Completed"})
		(row,) = self.said("E911", "register", line)
		self.assertEqual((row.recipient, row.status), (None, "Failed"))
		self.assertTrue(row.last_error)
		goes_on = {
			"subject": "Attribuer un numéro",
			"service_location": answer["service_location"],
			"status": "Open",
		}
		self.assertEqual(frappe.db.get_value("Task", goes_on, "project"), None)
		self.assertEqual(frappe.db.count("Task", goes_on), 1)

	def test_a_number_that_is_brought_along_is_still_to_be_brought(self):
		answer = self.installed(
			phone={"port_number": "4505550199", "current_carrier": "Bell", "account_number": "123"}
		)
		self.complete(answer)
		goes_on = {"subject": "Transférer le numéro 4505550199", "status": "Open"}
		task = frappe.get_last_doc("Task", goes_on)
		self.assertEqual((task.project, task.fsm_team), (None, "support"))
		self.assertIn("Bell", task.description)

	def test_a_subscription_that_was_cancelled_before_is_not_invoiced(self):
		answer = self.installed(services=[{"sku": "FTTH80I"}, {"sku": "TVBSTANDARD"}])
		television = frappe.get_doc(
			"Service Subscription", {"project": answer["order"], "item": "TVBSTANDARD"}
		)
		television.update({"status": "Cancelled", "end_date": getdate()}).save()
		done = self.complete(answer)
		items = [row.item_code for row in frappe.get_doc("Sales Invoice", done["sales_invoice"]).items]
		self.assertNotIn("TVBSTANDARD", items)
		television.reload()
		self.assertEqual((television.status, television.start_date), ("Cancelled", None))

	def test_an_order_that_costs_nothing_is_completed_and_nothing_is_charged(self):
		answer = self.installed(services=[{"sku": "FTTH80I"}])
		for sold in self.documents("Service Subscription", answer["subscriptions"]):
			sold.update({"status": "Cancelled", "end_date": getdate()}).save()
		done = self.complete(answer)
		invoice = frappe.get_doc("Sales Invoice", done["sales_invoice"])
		self.assertEqual((invoice.docstatus, invoice.grand_total), (1, 0))
		self.assertFalse(frappe.db.exists("Payment Attempt", {"sales_invoice": invoice.name}))

	def test_tasks_of_other_teams_that_hang_together_are_done_in_their_order(self):
		answer = self.installed()
		late = factories.make_task(project=answer["order"], depends_on=[{"task": answer["tasks"][-1]}])
		frappe.db.set_value("Task", late.name, "lft", 0)
		self.complete(answer)
		self.assertEqual(self.states("Task", [late.name]), {"Completed"})

	def test_on_the_way_that_was_not_sent_is_not_sent_any_more(self):
		from gigafibre_fsm.field_work.services import jobs

		answer = self.place()
		for name in answer["equipment"]:
			self.identify(name)
		jobs.en_route(answer["dispatch_job"])
		self.complete(answer)
		(row,) = self.said("SMS", "technician_en_route", answer["dispatch_job"])
		self.assertEqual(row.status, "Cancelled")

	def test_dispatchers_see_it_at_once(self):
		answer = self.installed()
		self.complete(answer)
		rows = self.said("Realtime", "fsm_job_updated", answer["dispatch_job"])
		states = [frappe.parse_json(row.payload)["variables"]["status"] for row in rows]
		self.assertIn("Completed", states)
