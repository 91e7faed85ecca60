from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.fibre_plant.services.capacity import count_by_state, olt_capacity
from gigafibre_fsm.testing.factories import make_fibre_drop, make_olt, unique_serial


class TestCapacity(FrappeTestCase):
	def test_an_olt_counts_its_ports_by_state_and_no_others(self):
		olt = make_olt().name
		make_fibre_drop()
		make_fibre_drop(olt=olt)
		make_fibre_drop(olt=olt, ont_serial=unique_serial())
		make_fibre_drop(olt=olt, reserved_note="Held for the neighbour")
		make_fibre_drop(olt=olt, box_installed=0)
		make_fibre_drop(olt=olt, box_installed=0)
		self.assertEqual(
			olt_capacity(olt), {"total": 5, "connected": 1, "reserved": 1, "free": 1, "no_box": 2}
		)

	def test_an_olt_without_drops_has_zeros(self):
		self.assertEqual(set(olt_capacity(make_olt().name).values()), {0})

	def test_the_form_gets_the_capacity_in_one_query(self):
		olt = make_olt()
		with self.assertQueryCount(1):
			olt.onload()
		self.assertEqual(olt.get_onload("capacity")["total"], 0)

	def test_the_whole_plant_is_the_sum_of_its_olts(self):
		before = count_by_state()
		make_fibre_drop()
		after = count_by_state()
		self.assertEqual(after["available"], before["available"] + 1)
