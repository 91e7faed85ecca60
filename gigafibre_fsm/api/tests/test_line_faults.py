"""Agents that change one line at the same moment, and processes that die between two writes."""

import signal
from collections import Counter
from pathlib import Path

import frappe

from gigafibre_fsm.subscriber.tests import test_scan_faults
from gigafibre_fsm.testing import factories
from gigafibre_fsm.voice_service.services.provisioning import Wanted, provision

SERVICES = "/voice_service.services"
NUMBER_SAVED = "/voice_service.doctype.phone_number.phone_number:PhoneNumber:validate+"
ASKED = f"{SERVICES}.emergency.requests:make+"
TOLD = f"{SERVICES}.held:note+"
ACCOUNT = f"{SERVICES}.accounts:take_back+"
WHY = "Demande du client"
AT_ONCE = 4


class LineProcessCase(test_scan_faults.ProcessCase):
	child = Path(__file__).with_name("line_child.py")

	def make_line(self, **wanted):
		place = self.make_place()
		ont = self.keep(factories.make_service_equipment(service_location=place.name))
		line = provision(Wanted(place.name, WHY, self.make_number(), equipment=ont.name))
		line.reload()
		return self.keep(line.update({"e911_status": "Synced"}).save())

	def make_place(self):
		return self.keep(factories.make_service_location(customer=self.customer.name, status="Active"))

	def make_number(self) -> str:
		return self.keep(factories.make_phone_number()).name

	def clear(self) -> None:
		frappe.db.rollback()
		lines = frappe.get_all("VoIP Line", {"customer": self.customer.name}, pluck="name")
		for doctype in ("E911 Request", "Number Port"):
			frappe.db.delete(doctype, {"voip_line": ("in", lines)})
		frappe.db.delete("Outbox Message", {"reference_name": ("in", lines)})
		frappe.db.set_value("Phone Number", {"voip_line": ("in", lines)}, "voip_line", None)
		frappe.db.commit()  # as they were committed
		self.made += [("VoIP Line", name) for name in lines]
		super().clear()

	def state(self) -> list:
		"""All rows of this customer's lines."""
		lines = frappe.get_all("VoIP Line", {"customer": self.customer.name}, ["*"], order_by="name")
		names = [line.name for line in lines]
		numbers = [name for doctype, name in self.made if doctype == "Phone Number"]
		return [
			lines,
			frappe.get_all("Phone Number", {"name": ("in", numbers)}, ["*"], order_by="name"),
			frappe.get_all("Service Equipment", {"customer": self.customer.name}, ["*"], order_by="name"),
			*(
				frappe.get_all(doctype, {"voip_line": ("in", names)}, ["*"], order_by="name")
				for doctype in ("E911 Request", "Number Port")
			),
			frappe.db.count("Outbox Message", {"reference_name": ("in", names)}),
			frappe.db.count("Comment", {"reference_name": ("in", names)}),
		]


class TestTwoAgents(LineProcessCase):
	def test_one_line_is_suspended_once_and_the_others_hear_so(self):
		line = self.make_line()
		ended = self.race([["suspend", line.name, WHY]] * AT_ONCE)
		self.assertEqual(ended, {"ended": 1, "InvalidState": AT_ONCE - 1})

	def test_a_line_that_one_cancels_and_another_moves_ends_in_one_way(self):
		line, there = self.make_line(), self.make_place()
		ended = self.race([["end", line.name, WHY], ["move", line.name, there.name, WHY]] * 2)
		self.assertLessEqual(set(ended), {"ended", "InvalidState"})
		line.reload()
		self.assertEqual((line.status, line.moving_to), ("Cancelled", None))

	def test_one_number_goes_to_one_of_several_lines(self):
		lines, number = [self.make_line() for _line in range(2)], self.make_number()
		place = self.make_place()
		orders = [["renumber", line.name, number, WHY] for line in lines]
		ended = self.race([*orders, ["provision", place.name, number], ["provision", place.name, number]])
		self.assertEqual(ended, Counter({"InvalidState": 3, "ended": 1}))
		self.assertEqual(frappe.db.count("VoIP Line", {"did": number}), 1)


class TestKilled(LineProcessCase):
	"""Where most is written and nothing is committed: whatever came before would be seen."""

	def assert_whole_or_not_at_all(self, order: list[str], *steps: str) -> None:
		before = self.state()
		for step in (*steps, TOLD):
			with self.subTest(work=order[0], step=step):
				self.assertEqual(self.end(order, target=step), -signal.SIGKILL)
				self.assertEqual(self.state(), before)
		self.assertEqual(self.end(order), "ended")
		self.assertNotEqual(self.state(), before)

	def test_a_line_that_is_made(self):
		order = ["provision", self.make_place().name, self.make_number()]
		frappe.db.commit()  # the processes must see what was made
		self.assert_whole_or_not_at_all(order, ASKED)

	def test_a_line_from_one_operation_to_the_next(self):
		line, there, number = self.make_line(), self.make_place(), self.make_number()
		frappe.db.commit()  # the processes must see what was made
		for order in (
			["suspend", line.name, WHY],
			["reactivate", line.name, WHY],
			["move", line.name, there.name, WHY],
			["stay", line.name, WHY],
			["renumber", line.name, number, WHY],
		):
			self.assert_whole_or_not_at_all(order)
		self.assert_whole_or_not_at_all(["end", line.name, WHY], ACCOUNT)

	def test_a_number_that_is_ported_in(self):
		port = factories.make_number_port(voip_line=self.make_line().name, status="Accepted")
		self.keep(frappe.get_doc("File", {"file_url": port.authorisation}))
		frappe.db.commit()  # the processes must see what was made
		self.assert_whole_or_not_at_all(["complete port", port.name], NUMBER_SAVED)
		self.made.append(("Phone Number", port.did))
