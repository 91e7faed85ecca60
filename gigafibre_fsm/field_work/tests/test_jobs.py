from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.testing import factories


class TestDispatchJob(FrappeTestCase):
	def test_a_scheduled_job_has_a_date(self):
		with self.assertRaises(InvalidRequest) as refused:
			factories.make_dispatch_job(status="Scheduled", scheduled_date=None)
		self.assertIn("Scheduled Date", str(refused.exception))

	def test_it_takes_the_place_of_its_location(self):
		place = factories.make_service_location(latitude=45.13, longitude=-74.1)
		job = factories.make_dispatch_job(
			customer=place.customer, service_location=place.name, latitude=None, longitude=None
		)
		self.assertEqual((job.latitude, job.longitude), (45.13, -74.1))


class TestServiceWorkOrder(FrappeTestCase):
	def test_hours_are_those_of_its_visits(self):
		order = factories.make_service_work_order(
			visits=[
				{"arrived_at": "2026-03-02 08:30:00", "left_at": "2026-03-02 11:00:00"},
				{"arrived_at": "2026-03-02 23:30:00", "left_at": "2026-03-03 00:15:00"},
				{"arrived_at": "2026-03-03 09:00:00"},
			]
		)
		self.assertEqual([visit.hours for visit in order.visits], [2.5, 0.75, None])
		self.assertEqual(order.total_hours, 3.25)

	def test_nobody_leaves_before_they_arrive(self):
		visit = {"arrived_at": "2026-03-02 11:00:00", "left_at": "2026-03-02 08:30:00"}
		with self.assertRaises(InvalidRequest) as refused:
			factories.make_service_work_order(visits=[visit])
		self.assertIn("row 1", str(refused.exception))

	def test_its_total_is_its_lines_and_taxes(self):
		order = factories.make_service_work_order(
			items=[{"description": "Câble", "qty": 3, "rate": 10.25}], tps=1.54, tvq=3.07
		)
		self.assertEqual((order.subtotal, order.total), (30.75, 35.36))

	def test_one_without_lines_keeps_the_amounts_it_came_with(self):
		order = factories.make_service_work_order(items=[], subtotal=100, tps=5, tvq=9.98)
		self.assertEqual((order.subtotal, order.total), (100, 114.98))

	def test_one_of_the_legacy_database_keeps_the_amounts_it_came_with(self):
		order = factories.make_service_work_order(
			legacy_bon_travail_id=990001,
			items=[{"description": "Câble", "qty": 3, "rate": 10.25}],
			subtotal=25,
			total=25,
		)
		self.assertEqual((order.items[0].amount, order.subtotal, order.total), (30.75, 25, 25))
		order.note = "Relu."
		order.save()
		self.assertEqual((order.subtotal, order.total), (25, 25))

	def test_what_it_bills_is_reckoned_anew_once_somebody_changes_it(self):
		order = factories.make_service_work_order(
			legacy_bon_travail_id=990002, items=[{"qty": 3, "rate": 10.25}], subtotal=25, total=25
		)
		order.items[0].qty = 4
		order.save()
		self.assertEqual((order.items[0].amount, order.subtotal, order.total), (41, 41, 41))
