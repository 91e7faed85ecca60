import json

import frappe

from gigafibre_fsm.exceptions import (
	CardNotSaved,
	InvalidRequest,
	InvalidState,
	NotFound,
	NotOrderable,
	PortTaken,
)
from gigafibre_fsm.subscriber.services.ordering.submit import submit
from gigafibre_fsm.subscriber.tests.order_case import AGENT, WEBSITE, OrderTestCase, make_covered_address
from gigafibre_fsm.testing import factories


class TestWhatAnOrderMakes(OrderTestCase):
	def setUp(self):
		super().setUp()
		frappe.db.set_value("Phone Number", {"status": "Free"}, "status", "Quarantined")
		self.did = factories.make_phone_number(rate_centre="Val-des-Bouleaux").name
		self.answer = self.place()

	def documents(self, doctype: str, names: list[str]) -> list:
		return [frappe.get_doc(doctype, name) for name in names]

	def test_the_port_is_held_for_the_project(self):
		drop = frappe.get_doc("Fibre Drop", self.drop)
		self.assertEqual((drop.reserved_for, drop.state), (self.answer["order"], "reserved"))

	def test_the_customer_has_a_contact_and_an_address(self):
		customer = frappe.get_doc("Customer", self.answer["customer"])
		self.assertEqual(customer.email_id, "marie@commande.example")
		self.assertEqual(customer.mobile_no, "+14502722408")
		contact = frappe.get_doc("Contact", customer.customer_primary_contact)
		self.assertEqual(contact.email_id, "marie@commande.example")
		address = frappe.get_doc("Address", customer.customer_primary_address)
		self.assertEqual((address.city, address.country), ("Val-des-Bouleaux", "Canada"))

	def test_the_location_waits_for_its_installation_at_the_port(self):
		location = frappe.get_doc("Service Location", self.answer["service_location"])
		drop = frappe.get_doc("Fibre Drop", self.drop)
		self.assertEqual((location.status, location.connection_type), ("Pending Install", "FTTH"))
		self.assertEqual((location.fibre_drop, location.civic_address), (self.drop, self.address))
		self.assertEqual(
			(location.olt_ip, location.olt_frame, location.olt_slot, location.olt_port, location.ont_id),
			(drop.olt, drop.frame, drop.slot, drop.port, drop.ont_id),
		)

	def test_each_recurring_line_is_a_subscription_at_its_price(self):
		sold = self.documents("Service Subscription", self.answer["subscriptions"])
		rates = {one.item: one.rate for one in sold}
		self.assertEqual(
			rates, {"FTTH80I": 79.95, "TVBSTANDARD": 30, "TELEPMENS": 28.95, "SERV911": 0.69, "RAB3X": -10}
		)
		self.assertEqual({one.status for one in sold}, {"Pending"})
		self.assertEqual(sum(one.qty * one.rate for one in sold), self.answer["monthly_total"])

	def test_devices_wait_for_their_serials(self):
		devices = self.documents("Service Equipment", self.answer["equipment"])
		self.assertEqual([one.equipment_type for one in devices], ["ONT", "Routeur", "Décodeur TV"])
		ont, router, box = devices
		self.assertEqual({one.status for one in devices}, {"En inventaire"})
		self.assertRegex(router.wifi_ssid, r"^Gigafibre-")
		self.assertEqual(len(router.get_password("wifi_password")), 12)
		self.assertTrue(ont.sip_username and ont.get_password("sip_password"))
		self.assertEqual(ont.fibre_line_profile, "101")
		self.assertEqual(box.sip_username, None)

	def test_the_phone_line_has_a_number_and_a_911_address(self):
		(line,) = self.documents("VoIP Line", self.answer["voip_lines"])
		ont = frappe.get_doc("Service Equipment", self.answer["equipment"][0])
		self.assertEqual((line.did, line.status, line.equipment), (self.did, "Pending", ont.name))
		self.assertEqual(line.get_password("sip_password"), ont.get_password("sip_password"))
		self.assertEqual((line.e911_civic_number, line.e911_city), ("12", "Val-des-Bouleaux"))
		number = frappe.get_doc("Phone Number", self.did)
		self.assertEqual((number.status, number.voip_line), ("Reserved", line.name))

	def test_the_project_has_its_tasks_and_on_site_ones_wait(self):
		tasks = self.documents("Task", self.answer["tasks"])
		self.assertEqual(len(tasks), 8)
		self.assertEqual({task.project for task in tasks}, {self.answer["order"]})
		drop = frappe.get_doc("Fibre Drop", self.drop)
		self.assertIn(
			f"Activer port OLT {drop.frame}/{drop.slot}/{drop.port}", [one.subject for one in tasks]
		)
		preparation = {one.name for one in tasks if one.fsm_team != "tech"}
		for task in tasks:
			waits = {row.task for row in task.depends_on}
			self.assertEqual(waits, preparation if task.fsm_team == "tech" else set(), task.subject)

	def test_the_job_is_on_the_first_date(self):
		job = frappe.get_doc("Dispatch Job", self.answer["dispatch_job"])
		self.assertEqual(
			(job.status, job.job_type, job.project), ("Scheduled", "Installation", self.answer["order"])
		)
		self.assertEqual(job.scheduled_date, job.preferred_dates[0].date)
		self.assertEqual([row.tag for row in job.required_tags], ["Fibre", "Installation"])
		self.assertEqual([row.equipment for row in job.equipment_list], self.answer["equipment"])
		self.assertIn("Internet 80/80", job.notes)

	def test_the_messages_are_there_and_hold_no_secret(self):
		order, line = self.answer["order"], self.answer["voip_lines"][0]
		rows = frappe.get_all(
			"Outbox Message",
			{"reference_name": ("in", (order, line))},
			["channel", "event", "payload", "status"],
		)
		told = sorted((row.channel, row.event) for row in rows)
		self.assertEqual(
			told,
			[
				("Chat", "order_confirmed"),
				("Email", "order_confirmed"),
				("Realtime", "fsm_new_installation"),
				("SIP", "sip_account"),
				("SMS", "order_confirmed"),
			],
		)
		password = frappe.get_doc("VoIP Line", line).get_password("sip_password")
		self.assertNotIn(password, frappe.as_json(rows))

	def test_the_timelines_tell_of_it(self):
		for doctype, name in (("Customer", self.answer["customer"]), ("Project", self.answer["order"])):
			said = frappe.get_all(
				"Comment", {"reference_doctype": doctype, "reference_name": name}, pluck="content"
			)
			self.assertTrue(said, doctype)

	def test_the_quote_is_kept_with_its_one_time_lines(self):
		project = frappe.get_doc("Project", self.answer["order"])
		kept = json.loads(project.order_quote)["quote"]
		self.assertEqual([line["sku"] for line in kept["one_time"]], ["INSTFTTH", "ACTTELEP", "STB"])
		self.assertEqual(kept["messages"], ["first_box_free"])
		self.assertEqual(project.order_one_time_total, 69.95)


class TestOrders(OrderTestCase):
	def test_the_same_key_gives_the_same_answer(self):
		order = self.order()
		first, second = submit(order, AGENT), submit(order, AGENT)
		self.assertEqual({**first, "replayed": True}, second)

	def test_the_same_key_for_another_order_is_refused(self):
		order = self.order()
		submit(order, AGENT)
		with self.assertRaises(InvalidState):
			submit({**order, "notes": "Autre chose"}, AGENT)
		with self.assertRaises(InvalidState):
			submit({**order, "setup_intent": "seti_other0001"}, WEBSITE)

	def test_a_port_is_sold_once(self):
		self.place()
		self.refused(PortTaken, "port", idempotency_key="another-key-0001")

	def test_a_drop_without_box_is_not_sold(self):
		frappe.db.set_value("Fibre Drop", self.drop, "box_installed", 0)
		self.refused(PortTaken, "box")

	def test_an_address_without_drop_gets_phone_only(self):
		street = factories.make_street(municipality="Val-des-Bouleaux").name
		self.address = factories.make_civic_address(street=street, civic_number=3).name
		self.refused(NotOrderable, "fibre")
		answer = self.place(services=[{"sku": "TELEPMENS"}])
		self.assertEqual((answer["fibre_id"], answer["olt_port"]), (None, None))
		location = frappe.get_doc("Service Location", answer["service_location"])
		self.assertEqual(location.connection_type, "VoIP")
		kinds = frappe.get_all(
			"Service Equipment", {"service_location": location.name}, pluck="equipment_type"
		)
		self.assertEqual(kinds, ["Téléphone IP"])

	def test_phone_goes_to_an_address_that_no_register_knows(self):
		written = {"rue": "45B chemin Neuf", "ville": "Saint-Loin", "zip": "j0s1v0"}
		answer = self.place(services=[{"sku": "TELEPMENS"}], address=written)
		line = frappe.get_doc("VoIP Line", answer["voip_lines"][0])
		self.assertEqual(
			(line.e911_civic_number, line.e911_suffix, line.e911_street, line.e911_zip),
			("45", "B", "chemin Neuf", "J0S 1V0"),
		)

	def test_with_no_number_left_somebody_assigns_one(self):
		frappe.db.set_value("Phone Number", {"status": "Free"}, "status", "Quarantined")
		answer = self.place()
		self.assertFalse(frappe.db.get_value("VoIP Line", answer["voip_lines"][0], "did"))
		subjects = [frappe.db.get_value("Task", name, "subject") for name in answer["tasks"]]
		self.assertIn("Attribuer un numéro", subjects)

	def test_a_number_that_is_brought_along_does_not_hold_the_order_up(self):
		did = factories.unique_did()
		answer = self.place(phone={"port_number": did, "current_carrier": "Cogeco"})
		self.assertEqual(frappe.db.get_value("VoIP Line", answer["voip_lines"][0], "did"), did)
		subjects = [frappe.db.get_value("Task", name, "subject") for name in answer["tasks"]]
		self.assertIn(f"Transférer le numéro {did}", subjects)
		port = frappe.get_doc("Number Port", {"did": did})
		self.assertEqual((port.direction, port.status, port.carrier), ("In", "To Submit", "Cogeco"))
		self.assertEqual((port.voip_line, port.customer), (answer["voip_lines"][0], answer["customer"]))

	def test_a_number_whose_port_is_under_way_is_not_ordered_again(self):
		did = factories.make_number_port().did
		self.refused(InvalidState, did, phone={"port_number": did})

	def test_who_wants_to_be_called_has_no_date_yet(self):
		answer = self.place(contact_me=True, preferred_dates=[])
		job = frappe.get_doc("Dispatch Job", answer["dispatch_job"])
		self.assertEqual((job.status, job.scheduled_date), ("To Schedule", None))

	def test_a_day_that_is_not_offered_is_refused(self):
		self.refused(NotOrderable, "2020-01-01", preferred_dates=["2020-01-01"])

	def test_totals_that_were_shown_must_be_right(self):
		self.refused(NotOrderable, "129.59", shown={"monthly_total": 100})
		answer = self.place(shown={"monthly_total": 129.59, "one_time_total": "69.95"})
		self.assertEqual(answer["monthly_total"], 129.59)

	def test_what_is_not_sold_is_refused(self):
		self.refused(NotOrderable, "NOTHING", services=[{"sku": "NOTHING"}])
		self.refused(NotOrderable, "Télé", services=[{"sku": "TVBSTANDARD"}])

	def test_a_malformed_order_names_the_field(self):
		self.refused(InvalidRequest, "customer.email", customer={"name": "Luc", "phone": "4502722408"})

	def test_a_visitor_needs_a_card_and_orders_for_nobody_else(self):
		with self.assertRaises(CardNotSaved):
			submit(self.order(), WEBSITE)
		with self.assertRaises(frappe.PermissionError):
			submit(self.order(customer={"id": "Somebody"}, setup_intent="seti_000000001"), WEBSITE)

	def test_a_namesake_gets_a_customer_and_a_project_of_their_own(self):
		person = {"name": "Jean Roy Homonyme", "email": "jean@roy.example", "phone": "4502722408"}
		first = self.place(customer=person)
		self.address, self.drop = make_covered_address()
		second = self.place(customer=person)
		self.assertNotEqual(first["customer"], second["customer"])
		titles = [frappe.db.get_value("Project", one["order"], "project_name") for one in (first, second)]
		self.assertEqual(titles, ["Installation - Jean Roy Homonyme", "Installation - Jean Roy Homonyme (2)"])


class TestOrdersOfACustomer(OrderTestCase):
	def setUp(self):
		super().setUp()
		self.customer = factories.make_customer(email_id="c@client.example", mobile_no="+14505550100").name

	def test_an_agent_orders_for_a_customer(self):
		answer = self.place(customer={"id": self.customer})
		self.assertEqual(answer["customer"], self.customer)
		sms = {"reference_name": answer["order"], "channel": "SMS"}
		self.assertEqual(frappe.db.get_value("Outbox Message", sms, "recipient"), "+14505550100")

	def test_nobody_by_that_name(self):
		self.refused(NotFound, "Nobody", customer={"id": "Nobody"})

	def test_what_is_added_goes_to_the_same_place(self):
		first = self.place(customer={"id": self.customer}, services=[{"sku": "FTTH80I"}])
		second = self.place(
			customer={"id": self.customer}, services=[{"sku": "TVBSTANDARD"}, {"sku": "TELEPMENS"}]
		)
		self.assertEqual(second["service_location"], first["service_location"])
		kinds = [
			frappe.db.get_value("Service Equipment", name, "equipment_type") for name in second["equipment"]
		]
		self.assertEqual(kinds, ["Décodeur TV"])
		ont = frappe.get_doc("Service Equipment", first["equipment"][0])
		line = frappe.get_doc("VoIP Line", second["voip_lines"][0])
		self.assertEqual((line.equipment, ont.sip_username), (ont.name, line.sip_username))
