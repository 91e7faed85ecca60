"""Where the technicians are, from a Traccar of this machine; and what is left when it is off or in trouble."""

from datetime import datetime, timezone

import frappe

from gigafibre_fsm.field_work.services import dispatching
from gigafibre_fsm.field_work.tests.dispatch_case import (
	MONDAY,
	NEXT_VILLAGE,
	TODAY,
	VILLAGE,
	DispatchCase,
	make_job,
	make_technician,
)
from gigafibre_fsm.integrations.tests.case import impatient
from gigafibre_fsm.testing.servers.traccar import TraccarServer

NOON = datetime(2032, 5, 14, 16, 0, tzinfo=timezone.utc)  # in Montréal


class TestVehicles(DispatchCase):
	def setUp(self):
		super().setUp()
		self.traccar = self.enterContext(TraccarServer())
		self.connect(self.traccar.url)

	def connect(self, url: str) -> None:
		self.set_settings(traccar_enabled=1, traccar_base_url=url, traccar_token=self.traccar.token)
		# What an earlier test was told would be answered again for a moment.
		frappe.cache.delete_keys("fsm.vehicles")

	def positions(self, *technicians: str) -> dict:
		return dispatching.positions(technicians)

	def test_a_technicians_vehicle_is_found_by_what_it_sends_or_by_traccars_number(self):
		number = str(self.traccar.devices[1]["id"])
		by_name = make_technician(traccar_device_id="camion1")
		by_number = make_technician(traccar_device_id=number)
		without = make_technician()
		self.traccar.place("camion1", 45.1, -74.1, at=NOON, speed=27.0)
		self.traccar.place("camion2", 45.2, -74.2, at=NOON)
		answer = self.positions(by_name, by_number, without)
		self.assertEqual((answer["is_on"], answer["trouble"]), (True, ""))
		self.assertEqual(
			answer["vehicles"],
			{
				by_name: {
					"latitude": 45.1,
					"longitude": -74.1,
					"speed_kmh": 50,
					"seen_at": datetime(2032, 5, 14, 12, 0),
				},
				by_number: {
					"latitude": 45.2,
					"longitude": -74.2,
					"speed_kmh": 0,
					"seen_at": datetime(2032, 5, 14, 12, 0),
				},
			},
		)

	def test_what_the_vehicle_sends_counts_before_traccars_number(self):
		first, second = self.traccar.devices[:2]
		first["uniqueId"] = str(second["id"])
		self.traccar.place(first["uniqueId"], 45.1, -74.1, at=NOON)
		self.traccar.place("camion2", 45.2, -74.2, at=NOON)
		technician = make_technician(traccar_device_id=first["uniqueId"])
		self.assertEqual(self.positions(technician)["vehicles"][technician]["latitude"], 45.1)

	def test_one_that_never_had_a_fix_or_is_switched_off_is_nowhere(self):
		self.traccar.place("camion1", 0, 0, at=NOON)
		self.traccar.place("camion2", 45.2, -74.2, at=NOON)
		self.traccar.devices[1]["disabled"] = True
		technicians = [make_technician(traccar_device_id=f"camion{number}") for number in (1, 2, 3)]
		self.assertEqual(self.positions(*technicians)["vehicles"], {})

	def test_today_the_way_is_from_the_vehicle_and_on_other_days_it_is_not(self):
		technician = make_technician(traccar_device_id="camion1")
		self.traccar.place("camion1", at=NOON, **NEXT_VILLAGE)
		self.assertEqual(self.reasons(make_job(TODAY, **VILLAGE), technician)["from_vehicle"], [11.1])
		self.assertIn("no_distance", self.reasons(make_job(MONDAY, **VILLAGE), technician))

	def test_where_it_was_yesterday_is_not_where_it_starts_today(self):
		technician = make_technician(traccar_device_id="camion1")
		yesterday = datetime(2032, 5, 14, 3, 0, tzinfo=timezone.utc)  # the evening of the 13th in Montréal
		self.traccar.place("camion1", at=yesterday, **NEXT_VILLAGE)
		self.assertIn("no_distance", self.reasons(make_job(TODAY, **VILLAGE), technician))

	def test_switched_off_nobody_asks_traccar(self):
		self.set_settings(traccar_enabled=0)
		technician = make_technician(traccar_device_id="camion1")
		self.assertEqual(self.positions(technician), {"is_on": False, "trouble": "", "vehicles": {}})
		self.suggest(make_job(TODAY))
		self.assertEqual(self.traccar.requests, [])

	def test_a_traccar_in_trouble_is_said_in_one_sentence_and_the_suggestions_are_there(self):
		technician = make_technician(traccar_device_id="camion1")
		job = make_job(TODAY, **VILLAGE)
		troubles = ("silence", "hang_up", "error_page", "garbage", "other_page", "too_many", "redirect")
		for trouble in troubles:
			with self.subTest(trouble=trouble), impatient():
				frappe.cache.delete_keys("fsm.vehicles")
				self.traccar.trouble = getattr(self.traccar, trouble)
				answer = self.suggest(job)
				self.assertIn("Traccar", answer["trouble"])
				self.assertNotIn(self.traccar.token, answer["trouble"])
				self.assertEqual([one["technician"] for one in answer["suggestions"]], [technician])
				self.assertEqual(self.positions(technician)["trouble"], answer["trouble"])
		self.assertEqual(frappe.message_log, [])

	def test_another_list_than_traccars_is_said_too(self):
		for strange in ([{"id": 1}], ["text"], [{"deviceId": 11, "latitude": "north"}]):
			with self.subTest(strange=strange):
				frappe.cache.delete_keys("fsm.vehicles")
				self.traccar.positions = {place: row for place, row in enumerate(strange)}
				self.assertIn("not as Traccar does", self.positions(make_technician())["trouble"])

	def test_a_missing_token_is_said(self):
		self.set_settings(traccar_token="")
		self.assertIn("Missing: Token", self.positions(make_technician())["trouble"])

	def test_several_who_look_at_once_ask_once(self):
		technician = make_technician(traccar_device_id="camion1")
		for _number in range(3):
			self.positions(technician)
			self.suggest(make_job(TODAY))
		self.assertEqual(
			[request.path for request in self.traccar.requests], ["/api/devices", "/api/positions"]
		)
		for request in self.traccar.requests:
			self.assertEqual(request.headers["Accept"], "application/json")

	def test_other_settings_are_asked_at_once(self):
		technician = make_technician(traccar_device_id="camion1")
		self.set_settings(traccar_token="wrong-token-9876")
		self.assertIn("refuses the credentials", self.positions(technician)["trouble"])
		self.set_settings(traccar_token=self.traccar.token)
		self.traccar.place("camion1", 45.1, -74.1, at=NOON)
		self.assertIn(technician, self.positions(technician)["vehicles"])
