"""What agents do with phone lines: each operation leaves line, number, 911, telephone platform and device in step."""

import frappe

from gigafibre_fsm.exceptions import InvalidRequest, InvalidState, NotFound
from gigafibre_fsm.testing import factories
from gigafibre_fsm.voice_service.services import ending, moving, renumbering, suspending
from gigafibre_fsm.voice_service.tests.line_case import WHY, LineTestCase


class TestProvisioning(LineTestCase):
	def test_a_line_is_live_with_its_number_its_address_and_its_account(self):
		ont = self.ont_at(self.place)
		line = self.provisioned(equipment=ont.name)
		self.assertEqual((line.status, line.did, line.equipment), ("Active", self.number, ont.name))
		self.assertEqual(self.number_status(self.number), ("In Use", line.name))
		self.assertEqual(line.e911_civic_number, self.place.civic_number)
		self.assertEqual((line.e911_status, self.asked(line.name)), ("Pending", [("Register", self.number)]))
		self.assertEqual(self.sip_rows(line.name), 1)
		ont.reload()
		self.assertEqual(ont.sip_username, line.sip_username)
		self.assertEqual(ont.get_password("sip_password"), line.get_password("sip_password"))
		self.assertIn(WHY, self.said(line.name))

	def test_no_secret_is_in_what_waits_to_be_sent(self):
		line = self.provisioned()
		payloads = frappe.get_all("Outbox Message", {"reference_name": line.name}, pluck="payload")
		self.assertTrue(payloads)
		self.assertNotIn(line.get_password("sip_password"), "".join(payloads))

	def test_a_second_line_gets_an_account_of_its_own_on_the_same_terminal(self):
		ont = self.ont_at(self.place)
		first = self.provisioned(equipment=ont.name)
		second = self.provisioned(equipment=ont.name, did=factories.make_phone_number().name)
		ont.reload()
		(row,) = ont.sip_lines
		self.assertEqual((ont.sip_username, row.sip_username), (first.sip_username, second.sip_username))
		self.assertEqual((ont.sip_line, row.line), (1, 2))

	def test_without_a_number_it_gets_a_free_one_of_its_rate_centre(self):
		near = factories.make_phone_number(rate_centre="Val-des-Bouleaux").name
		frappe.db.set_value(
			"Phone Number",
			{"rate_centre": "Val-des-Bouleaux", "name": ("!=", near)},
			"rate_centre",
			"Ailleurs",
		)
		self.assertEqual(self.provisioned(did=None).did, near)

	def test_with_an_empty_pool_nothing_is_made(self):
		frappe.db.set_value("Phone Number", {"status": "Free"}, "status", "Quarantined")
		with self.refused(InvalidState, "No number is free"):
			self.provisioned(did=None)

	def test_a_number_that_is_taken_or_unknown_is_refused(self):
		self.provisioned()
		with self.refused(InvalidState, f"{self.number} is not free: In Use"):
			self.provisioned()
		with self.refused(InvalidState, "not a number of the pool"):
			self.provisioned(did="4505550199")

	def test_a_place_without_service_or_without_a_full_address_is_refused(self):
		waiting = factories.make_service_location()
		with self.refused(InvalidState, "is Pending Install"):
			self.provisioned(location=waiting.name)
		with self.refused(NotFound, "LOC-none"):
			self.provisioned(location="LOC-none")
		bare = self.other_place(street=None)
		with self.refused(InvalidRequest, "Street"):
			self.provisioned(location=bare.name)

	def test_anothers_subscription_or_device_is_refused(self):
		theirs = factories.make_service_subscription()
		with self.refused(InvalidState, theirs.name):
			self.provisioned(subscription=theirs.name)
		elsewhere = self.ont_at(self.other_place())
		with self.refused(InvalidState, elsewhere.name):
			self.provisioned(equipment=elsewhere.name)


class TestSuspending(LineTestCase):
	def test_a_suspended_line_keeps_its_911_registration(self):
		line = self.registered()
		asked, rows = self.asked(line.name), self.sip_rows(line.name)
		line = suspending.suspend(line.name, "Facture en souffrance")
		self.assertEqual((line.status, line.e911_status), ("Suspended", "Synced"))
		self.assertEqual(self.asked(line.name), asked)
		self.assertEqual(self.number_status(self.number), ("In Use", line.name))
		self.assertIn("Facture en souffrance", self.said(line.name))
		self.assertGreaterEqual(self.sip_rows(line.name), rows)

	def test_it_comes_back(self):
		line = suspending.suspend(self.registered().name, WHY)
		self.assertEqual(suspending.reactivate(line.name, "Payé").status, "Active")

	def test_the_second_of_two_agents_hears_that_it_is_done(self):
		line = suspending.suspend(self.registered().name, WHY)
		with self.refused(InvalidState, f"{self.number} is Suspended already"):
			suspending.suspend(line.name, WHY)

	def test_who_looked_before_somebody_else_changed_it_looks_again(self):
		line = self.registered()
		seen = str(line.modified)
		suspending.suspend(line.name, WHY, seen)
		with self.refused(InvalidState, "was changed by Administrator meanwhile"):
			suspending.reactivate(line.name, WHY, seen)

	def test_moves_that_the_table_does_not_know_are_refused_with_those_it_does(self):
		waiting = factories.make_voip_line()
		with self.refused(InvalidState, "Possible from here: Active, Cancelled"):
			suspending.suspend(waiting.name, WHY)
		with self.refused(InvalidState, "is not suspended"):
			suspending.reactivate(waiting.name, WHY)
		ended = ending.cancel(self.registered().name, WHY)
		with self.refused(InvalidState, "Possible from here: none"):
			suspending.suspend(ended.name, WHY)
		with self.refused(NotFound, "LINE-none"):
			suspending.suspend("LINE-none", WHY)


class TestEnding(LineTestCase):
	def test_nothing_of_it_is_left_in_use(self):
		ont = self.ont_at(self.place)
		line = self.registered(equipment=ont.name)
		line = ending.cancel(line.name, WHY)
		self.assertEqual((line.status, line.did), ("Cancelled", self.number))
		self.assertEqual(self.number_status(self.number), ("Quarantined", None))
		self.assertEqual(self.asked(line.name)[-1], ("Deregister", self.number))
		ont.reload()
		self.assertEqual((ont.sip_username, ont.get_password("sip_password", False)), (None, None))

	def test_a_line_that_is_saved_as_cancelled_ends_as_well(self):
		ont = self.ont_at(self.place)
		line = self.registered(equipment=ont.name)
		line.update({"status": "Cancelled"}).save()
		self.assertEqual(self.asked(line.name)[-1], ("Deregister", self.number))
		self.assertEqual(self.number_status(self.number), ("Quarantined", None))
		ont.reload()
		self.assertIsNone(ont.sip_username)

	def test_another_line_of_the_terminal_stays(self):
		ont = self.ont_at(self.place)
		first = self.registered(equipment=ont.name)
		second = self.registered(equipment=ont.name, did=factories.make_phone_number().name)
		ending.cancel(second.name, WHY)
		ont.reload()
		self.assertEqual((ont.sip_username, len(ont.sip_lines)), (first.sip_username, 0))

	def test_a_line_that_never_rang_gives_its_number_back_at_once(self):
		line = factories.make_voip_line(did=self.number)
		number = frappe.get_doc("Phone Number", self.number)
		number.update({"status": "Reserved", "voip_line": line.name}).save()
		line = ending.cancel(line.name, WHY)
		self.assertEqual((line.did, self.asked(line.name)), (None, []))
		self.assertEqual(self.number_status(self.number), ("Free", None))

	def test_its_open_port_ends_with_it(self):
		line = self.registered()
		port = factories.make_number_port(voip_line=line.name)
		ending.cancel(line.name, WHY)
		port.reload()
		self.assertEqual((port.status, port.note), ("Cancelled", WHY))

	def test_a_number_is_free_once_911_has_forgotten_it(self):
		line = ending.cancel(self.registered().name, WHY)
		number = frappe.get_doc("Phone Number", self.number)
		with self.refused(InvalidState, "still registered for 911"):
			number.update({"status": "Free"}).save()
		self.confirm_end(line.name)
		frappe.get_doc("Phone Number", self.number).update({"status": "Free"}).save()
		self.assertEqual(frappe.db.get_value("VoIP Line", line.name, "did"), None)
		self.assertEqual(self.provisioned().did, self.number)


class TestMoving(LineTestCase):
	def test_the_911_address_goes_first(self):
		line, there = self.registered(), self.other_place()
		line = moving.move(line.name, there.name, WHY)
		self.assertEqual((line.service_location, line.moving_to), (self.place.name, there.name))
		self.assertEqual((line.e911_civic_number, line.e911_status), ("77", "Pending"))
		self.assertEqual(self.asked(line.name)[-1], ("Register", self.number))

	def test_the_phone_follows_when_the_provider_has_confirmed(self):
		old, there = self.ont_at(self.place), self.other_place()
		new = self.ont_at(there)
		line = moving.move(self.registered(equipment=old.name).name, there.name, WHY)
		secret = line.get_password("sip_password")
		moving.arrived(frappe.get_doc("VoIP Line", line.name, for_update=True))
		line.reload()
		old.reload()
		new.reload()
		self.assertEqual((line.service_location, line.moving_to), (there.name, None))
		self.assertEqual((line.equipment, old.sip_username), (new.name, None))
		self.assertEqual((new.sip_username, new.get_password("sip_password")), (line.sip_username, secret))
		self.assertIn("confirmed", self.said(line.name))

	def test_an_adapter_goes_with_the_phone(self):
		adapter = factories.make_service_equipment(
			service_location=self.place.name, equipment_type="Téléphone IP", status="Actif"
		)
		line = moving.move(self.registered(equipment=adapter.name).name, self.other_place().name, WHY)
		moving.arrived(frappe.get_doc("VoIP Line", line.name))
		adapter.reload()
		self.assertEqual(adapter.sip_username, line.sip_username)

	def test_a_move_is_taken_back_with_its_address(self):
		line = moving.move(self.registered().name, self.other_place().name, WHY)
		line = moving.stay(line.name, "Le client reste")
		self.assertEqual((line.moving_to, line.e911_civic_number), (None, self.place.civic_number))
		self.assertEqual(len(self.asked(line.name, action="Register")), 3)
		with self.refused(InvalidState, "is not moving"):
			moving.stay(line.name, WHY)

	def test_a_line_that_never_rang_is_simply_there(self):
		there = self.other_place()
		line = factories.make_voip_line(service_location=self.place.name)
		line = moving.move(line.name, there.name, WHY)
		self.assertEqual((line.service_location, line.moving_to), (there.name, None))
		self.assertEqual((line.e911_civic_number, self.asked(line.name)), ("77", []))

	def test_where_it_cannot_go(self):
		line = self.registered()
		cases = (
			(self.place.name, InvalidState, "is there already"),
			(factories.make_service_location().name, InvalidState, "another customer's"),
			(self.other_place(status="Closed").name, InvalidState, "is closed"),
			(self.other_place(city=None).name, InvalidRequest, "City"),
			("LOC-none", NotFound, "LOC-none"),
		)
		for location, kind, words in cases:
			with self.subTest(words), self.refused(kind, words):
				moving.move(line.name, location, WHY)
		moving.move(line.name, self.other_place().name, WHY)
		with self.refused(InvalidState, "take that move back first"):
			moving.move(line.name, self.other_place().name, WHY)


class TestRenumbering(LineTestCase):
	def setUp(self):
		super().setUp()
		self.new = factories.make_phone_number().name

	def test_the_new_number_is_registered_then_the_old_one_taken_out(self):
		line = self.registered()
		frappe.db.set_value("VoIP Line", line.name, {"e911_civic_number": "901", "caller_id": self.number})
		line = renumbering.change(line.name, self.new, WHY)
		self.assertEqual((line.did, line.caller_id, line.e911_status), (self.new, self.new, "Pending"))
		self.assertEqual(line.e911_civic_number, "901")
		self.assertEqual(self.asked(line.name)[-2:], [("Register", self.new), ("Deregister", self.number)])
		self.assertEqual(self.number_status(self.new), ("In Use", line.name))
		self.assertEqual(self.number_status(self.number), ("Quarantined", None))

	def test_a_line_that_waits_for_its_number_gets_one(self):
		line = factories.make_voip_line(did=None, service_location=self.place.name)
		line = renumbering.change(line.name, self.new, WHY)
		self.assertEqual((line.did, line.status, self.asked(line.name)), (self.new, "Pending", []))
		self.assertEqual(self.number_status(self.new), ("Reserved", line.name))

	def test_the_old_one_is_free_once_911_has_confirmed_its_end(self):
		line = renumbering.change(self.registered().name, self.new, WHY)
		old = frappe.get_doc("Phone Number", self.number)
		with self.refused(InvalidState, "has not confirmed its end"):
			old.update({"status": "Free"}).save()
		self.confirm_end(line.name)
		frappe.get_doc("Phone Number", self.number).update({"status": "Free"}).save()
		self.assertEqual(frappe.db.get_value("VoIP Line", line.name, "did"), self.new)

	def test_its_own_number_is_no_change(self):
		with self.refused(InvalidState, "has this number already"):
			renumbering.change(self.registered().name, self.number, WHY)
