"""Whoever changes the address of a place with phone lines tells the 911 provider of it, in the same transaction."""

import json
from tempfile import NamedTemporaryFile
from unittest.mock import patch

import frappe
from frappe.client import save, set_value
from frappe.core.doctype.data_import.importer import Importer
from frappe.desk.doctype.bulk_update.bulk_update import submit_cancel_or_update_docs
from frappe.desk.form.save import savedocs
from frappe.tests.utils import FrappeTestCase
from frappe.utils import now_datetime

from gigafibre_fsm.api import telephony
from gigafibre_fsm.domain.legacy.outcome import Change
from gigafibre_fsm.exceptions import InvalidRequest, InvalidState
from gigafibre_fsm.legacy.engine.forms import Forms
from gigafibre_fsm.legacy.engine.inserting import Inserter
from gigafibre_fsm.legacy.engine.secrets import Secrets
from gigafibre_fsm.legacy.engine.updating import Updater
from gigafibre_fsm.testing import factories
from gigafibre_fsm.voice_service.services import lines
from gigafibre_fsm.voice_service.services.emergency import requests

NUMBER = "207"


class WithALine(FrappeTestCase):
	def setUp(self):
		self.place = factories.make_service_location(status="Active")
		self.line = self.make_line()

	def make_line(self, **values):
		given = {"service_location": self.place.name, "status": "Active", "e911_status": "Synced"}
		return factories.make_voip_line(**{**given, **values})

	def found(self, line=None) -> tuple:
		"""The line's number and status, and what waits for the provider."""
		line = (line or self.line).name
		waiting = {"voip_line": line, "status": "Queued", "action": "Register"}
		rows = {"channel": "E911", "event": "register", "reference_name": line}
		return (
			*frappe.db.get_value("VoIP Line", line, ["e911_civic_number", "e911_status"]),
			frappe.db.count("E911 Request", waiting),
			frappe.db.count("Outbox Message", rows),
		)


TOLD, NOTHING = (NUMBER, "Pending", 1, 1), ("100", "Synced", 0, 0)


class TestWriters(WithALine):
	def test_each_of_them_tells_the_provider(self):
		for write in (
			self.the_form,
			self.rest_of_one_field,
			self.rest_of_the_whole,
			self.an_import_by_frappe,
			self.an_agent_at_the_line,
			self.an_edit_of_the_line,
			self.our_own_code,
		):
			with self.subTest(write.__name__):
				self.setUp()
				self.assertEqual(self.found(), NOTHING)
				frappe.db.savepoint("walk")
				write()
				self.assertEqual(self.found(), TOLD)
				frappe.db.rollback(save_point="walk")
				self.assertEqual(self.found(), NOTHING, "it is all one transaction")

	def the_form(self):
		changed = {**self.place.as_dict(), "civic_number": NUMBER}
		savedocs(json.dumps(changed, default=str), "Save")

	def rest_of_one_field(self):
		set_value("Service Location", self.place.name, "civic_number", NUMBER)

	def rest_of_the_whole(self):
		save({**self.place.as_dict(), "civic_number": NUMBER})

	def an_import_by_frappe(self):
		with NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as file:
			file.write(f"ID,Civic Number\n{self.place.name},{NUMBER}\n")
			file.flush()
			importer = Importer(
				"Service Location", file_path=file.name, import_type="Update Existing Records", console=True
			)
			(row,) = importer.import_file.get_payloads_for_import()
		importer.process_doc(row.doc)

	def an_agent_at_the_line(self):
		address = {"civic_number": NUMBER, "street": "Rue Principale", "city": "Val-des-Bouleaux"}
		telephony.update_911(line=self.line.name, address=address, reason="Le client a appelé")

	def an_edit_of_the_line(self):
		set_value("VoIP Line", self.line.name, "e911_civic_number", NUMBER)

	def our_own_code(self):
		place = frappe.get_doc("Service Location", self.place.name)
		place.update({"civic_number": NUMBER}).save(ignore_permissions=True)

	def test_many_places_at_once(self):
		"""Frappe commits each of them."""
		self.addCleanup(self.take_away)
		failed = submit_cancel_or_update_docs(
			"Service Location", json.dumps([self.place.name]), "update", json.dumps({"civic_number": NUMBER})
		)
		self.assertEqual((failed, self.found()), ([], TOLD))

	def take_away(self):
		for doctype, field in (
			("Outbox Message", "reference_name"),
			("E911 Request", "voip_line"),
			("VoIP Line", "name"),
		):
			frappe.db.delete(doctype, {field: self.line.name})
		frappe.db.delete("Service Location", {"name": self.place.name})
		frappe.db.commit()  # what Frappe committed

	def test_who_fails_half_way_leaves_nothing(self):
		for write in (self.the_form, self.an_agent_at_the_line, self.our_own_code):
			self.setUp()
			with self.subTest(write.__name__), patch.object(requests, "put", side_effect=OSError("full")):
				frappe.db.savepoint("walk")
				with self.assertRaises(Exception) as failure:
					write()
				self.assertIn("full", str(failure.exception))
				frappe.db.rollback(save_point="walk")
				self.assertEqual(self.found(), NOTHING)
				number = frappe.db.get_value("Service Location", self.place.name, "civic_number")
				self.assertEqual(number, self.place.civic_number)


class TestLinesOfAPlace(WithALine):
	def change(self, **values):
		frappe.get_doc("Service Location", self.place.name).update(values).save()

	def test_all_that_live_there_and_none_that_do_not(self):
		suspended = self.make_line(status="Suspended")
		cancelled = self.make_line(status="Cancelled")
		elsewhere = factories.make_voip_line(status="Active", e911_status="Synced")
		leaving = self.make_line(moving_to=elsewhere.service_location)
		coming = self.make_line(service_location=elsewhere.service_location, moving_to=self.place.name)
		self.change(civic_number=NUMBER)
		for line, state in (
			(self.line, TOLD),
			(suspended, TOLD),
			(coming, TOLD),
			(cancelled, NOTHING),
			(elsewhere, NOTHING),
			(leaving, NOTHING),
		):
			self.assertEqual(self.found(line), state, line.name)

	def test_what_is_no_address_tells_nobody(self):
		self.change(contact_name="Anne Roy", latitude=45.1)
		self.assertEqual(self.found(), NOTHING)

	def test_a_line_that_has_this_address_already_is_left_alone(self):
		line = self.make_line(e911_civic_number=NUMBER)
		self.change(civic_number=NUMBER)
		self.assertEqual(self.found(line), (NUMBER, "Synced", 0, 0))

	def test_a_line_that_waits_for_its_number_has_the_address_when_it_goes_live(self):
		line = self.make_line(did=None, status="Pending", e911_status="Not Registered")
		self.change(civic_number=NUMBER)
		self.assertEqual(self.found(line), (NUMBER, "Not Registered", 0, 0))

	def test_the_place_of_a_line_keeps_what_911_needs(self):
		for field, label in (("civic_number", "Civic Number"), ("street", "Street"), ("city", "City")):
			with self.subTest(field), self.assertRaises(InvalidRequest) as refused:
				self.change(**{field: ""})
			self.assertIn(label, str(refused.exception))
			self.assertIn(self.line.did, str(refused.exception))


class TestAnImportFromTheLegacyDatabase(WithALine):
	"""It marks, and sends nothing."""

	def bring(self, **values):
		forms, secrets = Forms(), Secrets()
		change = Change("Service Location", self.place.name, values)
		Updater(forms, secrets, Inserter(forms, secrets)).update([change], now_datetime())

	def state(self, line=None) -> tuple:
		return self.found(line)[1:]

	def test_a_line_whose_place_it_puts_elsewhere_is_a_mismatch(self):
		for values in ({"civic_number": NUMBER}, {"street": ""}):
			with self.subTest(values):
				self.setUp()
				self.bring(**values)
				self.assertEqual(self.state(), ("Mismatch", 0, 0))
				line = frappe.get_doc("VoIP Line", self.line.name)
				self.assertEqual(line.e911_street, "Rue Principale")
				self.assertIn(self.place.name, line.e911_error)

	def test_another_spelling_of_the_same_place_changes_nothing(self):
		line = self.make_line(e911_civic_number=self.place.civic_number)
		self.bring(street="RUE PRINCIPALE")
		self.assertEqual(self.state(line), ("Synced", 0, 0))

	def test_a_line_that_waits_for_the_provider_waits_on(self):
		waiting = self.make_line(e911_status="Pending")
		self.bring(civic_number=NUMBER)
		self.assertEqual(self.state(waiting), ("Pending", 0, 0))


class TestLinesThatGoLive(FrappeTestCase):
	def test_not_without_a_complete_911_address(self):
		for field, label in (("e911_street", "Street"), ("e911_civic_number", "Civic Number")):
			line = factories.make_voip_line(**{field: None})
			with self.subTest(field), self.assertRaises(InvalidRequest) as refused:
				line.update({"status": "Active"}).save()
			self.assertIn(label, str(refused.exception))

	def test_an_installation_that_is_completed_says_what_is_lacking(self):
		line = factories.make_voip_line(e911_city="")
		with self.assertRaises(InvalidState) as refused:
			lines.activate([line])
		self.assertIn(f"{line.did} cannot go in service: its 911 address lacks City", str(refused.exception))

	def test_the_provider_hears_of_it_whoever_makes_it_live(self):
		line = factories.make_voip_line()
		set_value("VoIP Line", line.name, "status", "Active")
		request = frappe.get_last_doc("E911 Request", {"voip_line": line.name})
		self.assertEqual((request.action, request.status, request.did), ("Register", "Queued", line.did))
		self.assertEqual(frappe.db.get_value("VoIP Line", line.name, "e911_status"), "Pending")

	def test_a_line_that_comes_back_is_registered_as_it_was(self):
		line = factories.make_voip_line(status="Suspended", e911_status="Synced")
		line.update({"status": "Active"}).save()
		self.assertEqual(frappe.db.count("E911 Request", {"voip_line": line.name}), 0)

	def test_a_line_that_is_put_elsewhere_by_hand_has_the_address_of_there(self):
		line = factories.make_voip_line(status="Active", e911_status="Synced")
		place = factories.make_service_location(civic_number=NUMBER)
		set_value("VoIP Line", line.name, "service_location", place.name)
		line.reload()
		self.assertEqual((line.e911_civic_number, line.e911_status), (NUMBER, "Pending"))

	def test_what_an_import_left_incomplete_does_not_stand_in_the_way(self):
		line = factories.make_voip_line(status="Active", e911_status="Mismatch", e911_street="")
		line.update({"extension": "12", "e911_info": "Porte arrière"}).save()
		self.assertEqual(self.asked(line), [])
		with self.assertRaises(InvalidRequest):
			line.update({"e911_city": ""}).save()

	def test_a_number_that_is_changed_by_hand_does_not_stay_behind(self):
		line = factories.make_voip_line(status="Active", e911_status="Synced")
		before, after = line.did, factories.unique_did()
		set_value("VoIP Line", line.name, "did", after)
		asked = frappe.get_all("E911 Request", {"voip_line": line.name}, ["did", "action"], order_by="name")
		self.assertEqual(
			[(one.did, one.action) for one in asked], [(after, "Register"), (before, "Deregister")]
		)

	def test_what_waited_for_a_number_goes_with_the_number(self):
		line = factories.make_voip_line(did=None)
		line.update({"status": "Active"}).save()
		self.assertEqual(self.asked(line), [(None, "Queued")])
		line.update({"did": factories.unique_did()}).save()
		self.assertEqual(self.asked(line), [(None, "Superseded"), (line.did, "Queued")])

	def asked(self, line) -> list[tuple]:
		rows = frappe.get_all("E911 Request", {"voip_line": line.name}, ["did", "status"], order_by="name")
		return [(row.did, row.status) for row in rows]
