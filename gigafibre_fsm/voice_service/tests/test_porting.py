"""A number comes from another carrier, or goes to one."""

import frappe

from gigafibre_fsm.exceptions import InvalidRequest, InvalidState
from gigafibre_fsm.testing import factories
from gigafibre_fsm.voice_service.tests.line_case import LineTestCase

STEPS = ("Submitted", "Accepted", "Completed")


def walk(port, *steps):
	for status in steps or STEPS:
		port.update({"status": status}).save()
	return port


class TestPortingIn(LineTestCase):
	def test_the_line_has_the_number_once_it_has_come(self):
		line = self.registered()
		port = walk(factories.make_number_port(voip_line=line.name))
		line.reload()
		self.assertEqual((line.did, line.e911_status), (port.did, "Pending"))
		self.assertEqual(self.asked(line.name)[-2:], [("Register", port.did), ("Deregister", self.number)])
		self.assertEqual(self.number_status(port.did), ("In Use", line.name))
		self.assertEqual(self.number_status(self.number), ("Quarantined", None))
		self.assertIn("Accepted", self.said(line.name))

	def test_a_line_that_was_ordered_with_the_number_keeps_it(self):
		did = factories.unique_did()
		line = factories.make_voip_line(did=did)
		walk(factories.make_number_port(voip_line=line.name, did=did))
		self.assertEqual(self.number_status(did), ("In Use", line.name))
		self.assertEqual(frappe.db.get_value("VoIP Line", line.name, ["did", "status"]), (did, "Pending"))
		self.assertEqual(self.asked(line.name), [])

	def test_a_number_that_left_comes_back(self):
		line = self.registered()
		walk(factories.make_number_port(voip_line=line.name, did=self.number, direction="Out"))
		self.confirm_end(line.name)
		other = self.registered(did=factories.make_phone_number().name)
		walk(factories.make_number_port(voip_line=other.name, did=self.number))
		self.assertEqual(self.number_status(self.number), ("In Use", other.name))
		self.assertEqual(frappe.db.get_value("VoIP Line", line.name, "did"), None)

	def test_each_step_has_its_moment_and_a_refusal_can_be_mended(self):
		port = factories.make_number_port()
		walk(port, "Submitted", "Rejected", "Submitted", "Accepted", "Cancelled")
		for fieldname in ("submitted_on", "accepted_on", "rejected_on", "cancelled_on"):
			self.assertTrue(port.get(fieldname), fieldname)
		self.assertIsNone(port.completed_on)

	def test_what_a_step_needs(self):
		cases = (
			({"authorisation": None}, ("Submitted",), "Signed Authorisation"),
			({"carrier": None}, ("Submitted",), "Carrier"),
			({"port_date": None}, ("Submitted", "Accepted"), "Transfer Date"),
			({"reject_reason": None}, ("Submitted", "Rejected"), "Reject Reason"),
		)
		for values, steps, label in cases:
			port = factories.make_number_port(**values)
			with self.subTest(label), self.refused(InvalidRequest, label):
				walk(port, *steps)
			self.assertNotEqual(frappe.db.get_value("Number Port", port.name, "status"), steps[-1])

	def test_the_authorisation_is_nobody_elses_to_read(self):
		for url in ("/files/autorisation.pdf", "/private/files/never-attached.pdf"):
			with self.subTest(url), self.refused(InvalidRequest, "private file"):
				factories.make_number_port(authorisation=url)

	def test_a_number_has_one_open_port(self):
		first = factories.make_number_port()
		with self.refused(InvalidState, first.did):
			factories.make_number_port(did=first.did)
		second = frappe.copy_doc(first)
		second.flags.written_together = True  # the look before the write is left out: the index is asked
		with self.refused(InvalidState, "Another port of the number"):
			second.insert()
		walk(first, "Cancelled")
		self.assertTrue(factories.make_number_port(did=first.did).name)

	def test_another_line_s_number_is_not_ported_in(self):
		line = self.registered()
		with self.refused(InvalidState, line.name):
			factories.make_number_port(did=self.number)

	def test_a_port_to_a_cancelled_line_does_not_begin(self):
		line = factories.make_voip_line(status="Cancelled")
		with self.refused(InvalidState, "is cancelled"):
			factories.make_number_port(voip_line=line.name)


class TestPortingOut(LineTestCase):
	def out(self, line, **values):
		given = {"did": line.did, "direction": "Out", "authorisation": None, **values}
		return factories.make_number_port(voip_line=line.name, **given)

	def test_the_line_ends_with_its_number(self):
		ont = self.ont_at(self.place)
		line = self.registered(equipment=ont.name)
		port = walk(self.out(line))
		line.reload()
		ont.reload()
		self.assertEqual((line.status, port.status), ("Cancelled", "Completed"))
		self.assertEqual(self.number_status(self.number), ("Ported Out", None))
		self.assertEqual(self.asked(line.name)[-1], ("Deregister", self.number))
		self.assertIsNone(ont.sip_username)

	def test_only_its_own_number_leaves(self):
		line = self.registered()
		with self.refused(InvalidState, "only its own can leave"):
			self.out(line, did=factories.unique_did())
