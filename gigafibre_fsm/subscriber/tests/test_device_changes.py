"""A WiFi change on its way from the outbox to the device: set, confirmed, waiting, refused, lost."""

import frappe
from frappe.utils import now_datetime

from gigafibre_fsm.gigafibre_fsm.tests.delivery_case import DeliveryCase
from gigafibre_fsm.subscriber.services.devices import informing, presence, remote, wifi_changes
from gigafibre_fsm.subscriber.tests.acs_case import KEY, NEW, SSID, SSID_5, WithServers
from gigafibre_fsm.testing import factories


class DeviceChangesCase(WithServers, DeliveryCase):
	def setUp(self):
		super().setUp()
		self.start_servers()
		self.settle(**self.server_settings())
		self.make_router()
		self.others: list[str] = []
		frappe.db.commit()  # a delivery works in its own transactions
		self.addCleanup(self.remove_router)

	def remove_router(self):
		frappe.db.rollback()
		devices = [("Service Equipment", name) for name in (*self.others, self.router.name)]
		place = [("Service Location", self.router.service_location), ("Customer", self.router.customer)]
		for doctype, name in devices + place:
			frappe.delete_doc(doctype, name, force=True, ignore_permissions=True)
		frappe.db.commit()  # what this test committed

	def change(self, **values) -> dict:
		answer = remote.set_wifi(self.router.name, **{**NEW, **values})
		frappe.db.commit()  # as the request does
		return answer

	def only(self) -> frappe._dict:
		frappe.db.rollback()  # the look from before
		(name,) = frappe.get_all("Outbox Message", {"channel": "ACS"}, pluck="name")
		return self.row(name)

	def told(self) -> tuple[str, str, str]:
		return tuple(self.device.tree[path] for path in (SSID, SSID_5, KEY))

	def pushes(self) -> int:
		return sum(request.method == "POST" for request in self.genieacs.requests)


class TestDeviceChanges(DeviceChangesCase):
	def test_it_is_kept_told_and_confirmed(self):
		self.assertEqual(self.change()["state"], "waiting")
		self.assertEqual(self.drain(), 1)
		self.assertEqual(self.told(), (NEW["ssid"], NEW["ssid"], NEW["password"]))
		row = self.only()
		self.assertEqual((row.status, row.provider_id), ("Sent", self.device.id))
		self.assertEqual(remote.status(self.router.name)["wifi_change"]["state"], "done")

	def test_the_row_holds_no_secret_and_no_log_either(self):
		self.genieacs.trouble = self.genieacs.error_page
		self.change()
		self.drain()
		written = frappe.as_json([self.only(), frappe.get_all("Error Log", fields="*")])
		for secret in (NEW["password"], "ancien-mot-42"):
			self.assertNotIn(secret, written)

	def test_an_offline_device_is_told_when_it_reports_and_only_once(self):
		self.device.is_there = False
		self.change()
		self.drain()
		row = self.only()
		self.assertEqual((row.status, row.in_doubt, row.provider_id), ("Queued", 1, self.device.id))
		self.assertIn("GenieACS has it", row.last_error)
		self.later()
		self.drain()
		self.assertEqual((self.only().status, self.pushes()), ("Queued", 1))
		self.genieacs.inform(self.device)
		self.later()
		self.drain()
		self.assertEqual((self.only().status, self.pushes()), ("Sent", 1))
		self.assertEqual(self.told(), (NEW["ssid"], NEW["ssid"], NEW["password"]))

	def test_a_device_that_can_never_be_called_is_confirmed_all_the_same(self):
		"""Behind a router of the house: it reports by itself, and no call reaches it."""
		self.device.is_there = False
		self.change()
		self.drain()
		self.genieacs.inform(self.device)
		self.later()
		self.drain()
		self.assertEqual(self.only().status, "Sent")

	def test_the_pauses_grow_while_it_is_away(self):
		self.device.is_there = False
		self.change()
		pauses = []
		for _attempt in range(3):
			self.drain()
			pauses.append((self.only().next_attempt_at - now_datetime()).total_seconds())
			self.later()
		for pause, expected in zip(pauses, (300, 600, 1200), strict=True):
			self.assertAlmostEqual(pause, expected, delta=20)

	def test_a_device_that_reports_is_looked_at_soon(self):
		self.device.is_there = False
		self.change()
		self.drain()
		informing.inform(self.router.mac_address, presence.Sign())
		frappe.db.commit()  # as the request does
		pause = (self.only().next_attempt_at - now_datetime()).total_seconds()
		self.assertAlmostEqual(pause, wifi_changes.SESSION, delta=20)

	def test_a_lost_answer_is_told_again(self):
		"""Setting the same twice does no harm; taking it for done would: of a password nothing reads back."""
		self.change(ssid="Gigafibre-Roy")
		self.genieacs.trouble = lambda request: (
			self.genieacs.hang_up(request) if request.method == "POST" else self.genieacs.answer(request)
		)
		self.drain()
		self.assertEqual((self.only().status, self.only().in_doubt), ("Queued", 1))
		self.genieacs.trouble = None
		self.later()
		self.drain()
		self.assertEqual(self.only().status, "Sent")
		self.assertEqual(self.told(), ("Gigafibre-Roy", "Gigafibre-Roy", NEW["password"]))

	def test_an_answer_lost_after_the_server_took_it_waits_and_is_not_told_twice(self):
		self.device.is_there = False
		self.change()

		def take_and_hang_up(request):
			answer = self.genieacs.answer(request)
			return self.genieacs.hang_up(request) if request.method == "POST" else answer

		self.genieacs.trouble = take_and_hang_up
		self.drain()
		self.genieacs.trouble = None
		self.later()
		self.drain()
		self.assertEqual(len(self.genieacs.tasks), 1)
		self.assertIn("GenieACS has it", self.only().last_error)

	def test_what_the_device_refuses_is_failed_with_its_words(self):
		self.device.refuses.add("setParameterValues")
		self.change()
		self.drain()
		row = self.only()
		self.assertEqual(row.status, "Failed")
		self.assertIn("cwmp.9000", row.last_error)
		shown = remote.status(self.router.name)["wifi_change"]
		self.assertEqual((shown["state"], shown["reason"]), ("failed", row.last_error))

	def test_a_parameter_that_the_device_has_not_is_named(self):
		"""The server says yes to it, and does nothing."""
		del self.device.tree[SSID_5], self.device.known[SSID_5]
		self.change()
		self.drain()
		row = self.only()
		self.assertEqual(row.status, "Failed")
		self.assertIn(SSID_5, row.last_error)

	def test_a_device_that_keeps_its_old_name_is_tried_again(self):
		self.device.tree[SSID] = "Gigafibre-Roy"
		self.genieacs.trouble = lambda request: self.keep_name(request)
		self.change()
		self.drain()
		self.assertEqual(self.only().status, "Queued")
		self.assertIn("does not show the change", self.only().last_error)

	def keep_name(self, request):
		reply = self.genieacs.answer(request)
		self.device.known[SSID] = "Gigafibre-Roy"
		return reply

	def test_a_device_that_its_server_does_not_know_is_for_a_person(self):
		self.genieacs.devices.clear()
		self.change()
		self.drain()
		self.assertIn("GenieACS does not know this device", self.only().last_error)
		self.assertEqual(self.only().status, "Failed")

	def test_a_model_without_a_profile_is_for_a_person(self):
		frappe.db.set_value(
			"Service Equipment",
			self.router.name,
			{"model": "Sagemcom 5660", "brand": None, "mac_address": "00AABB000001"},
		)
		frappe.db.commit()  # a delivery works in its own transactions
		self.change()
		self.drain()
		self.assertIn("No Device Profile", self.only().last_error)
		self.assertIn("Sagemcom 5660", self.only().last_error)

	def test_moving_a_device_to_the_other_server_is_a_change_of_one_field(self):
		frappe.db.set_value("Service Equipment", self.router.name, "acs", "Oktopus")
		there = self.oktopus.add(self.router.mac_address, self.device.tree)
		self.change()
		self.drain()
		self.assertEqual(self.only().status, "Sent")
		self.assertEqual((there.tree[SSID], there.tree[KEY]), (NEW["ssid"], NEW["password"]))
		self.assertEqual(self.pushes(), 0)

	def test_at_the_other_server_an_offline_device_is_told_once_it_is_back(self):
		frappe.db.set_value("Service Equipment", self.router.name, "acs", "Oktopus")
		there = self.oktopus.add(self.router.mac_address, self.device.tree, is_there=False)
		self.change()
		self.drain()
		self.assertEqual((self.only().status, self.only().in_doubt), ("Queued", 0))
		there.is_there = True
		self.later()
		self.drain()
		self.assertEqual((self.only().status, there.tree[SSID]), ("Sent", NEW["ssid"]))

	def test_devices_that_are_away_do_not_hold_up_the_others(self):
		"""Their server has it for later: nothing is wrong with the server."""
		away = [self.neighbour(is_there=False) for _device in range(3)]
		there = self.neighbour(is_there=True)
		self.drain()
		self.assertEqual([device.tree[SSID] for device in away], ["Gigafibre-Roy"] * 3)
		self.assertEqual(there.tree[SSID], NEW["ssid"])

	def neighbour(self, is_there: bool):
		"""A device at the same place, with a change on its way."""
		first, self.router = self.router, None
		router = self.make_router(service_location=first.service_location)
		self.others.append(router.name)
		self.device.is_there = is_there
		self.change()
		self.router = first
		return self.device

	def test_what_is_told_is_what_is_kept_at_that_moment(self):
		self.change()
		self.change(ssid="Encore un autre")
		self.assertEqual(sorted(self.rows()), ["Cancelled", "Queued"])
		self.drain()
		self.assertEqual(self.told()[0], "Encore un autre")
		self.assertEqual(sorted(self.rows()), ["Cancelled", "Sent"])

	def test_with_the_switch_off_it_is_kept_and_nothing_goes_out(self):
		self.settle(acs_enabled=0)
		self.assertEqual(self.change()["state"], "off")
		self.drain()
		self.assertEqual((self.only().status, self.genieacs.requests), ("Cancelled", []))
		self.assertEqual(self.secret(), NEW["password"])


class TestOutOfService(DeviceChangesCase):
	"""A change that was on its way when the device left its customer."""

	def leave(self, status: str, **values):
		frappe.db.set_value("Service Equipment", self.router.name, {"status": status, **values})
		frappe.db.commit()  # a delivery works in its own transactions

	def assert_not_told(self):
		row = self.only()
		self.assertEqual(row.status, "Failed")
		self.assertIn("not in service any more", row.last_error)
		self.assertEqual(self.told(), ("Gigafibre-Roy", "Gigafibre-Roy", ""))

	def test_a_device_that_left_meanwhile_is_told_nothing(self):
		self.change()
		for status in ("Défectueux", "Retourné", "Perdu"):
			self.leave(status)
			frappe.db.set_value("Outbox Message", self.only().name, "status", "Queued")
			frappe.db.commit()  # a delivery works in its own transactions
			with self.subTest(status):
				self.drain()
				self.assert_not_told()
		self.assertEqual(self.genieacs.requests, [])

	def test_one_whose_place_was_closed_or_that_is_back_in_stock_is_told_nothing(self):
		self.change()
		frappe.db.set_value("Service Location", self.router.service_location, "status", "Closed")
		frappe.db.commit()  # a delivery works in its own transactions
		self.drain()
		self.assert_not_told()

	def test_one_that_left_with_its_network_is_not_told_an_empty_name(self):
		self.change()
		self.leave("En inventaire", wifi_ssid=None)
		self.drain()
		self.assert_not_told()

	def test_what_waits_at_the_server_is_taken_back(self):
		self.device.is_there = False
		self.change()
		self.drain()
		self.assertEqual(len(self.genieacs.tasks), 1)
		self.leave("Défectueux")
		self.later()
		self.drain()
		self.assertEqual(self.genieacs.tasks, [])
		self.genieacs.inform(self.device)
		self.assert_not_told()

	def test_what_waits_for_whoever_has_the_device_now_is_left_alone(self):
		self.device.is_there = False
		self.change()
		self.drain()
		self.leave("Retourné")
		again = factories.make_service_equipment(
			equipment_type="Routeur", mac_address=self.router.mac_address
		)
		self.others.append(again.name)
		self.later()
		self.drain()
		self.assertEqual(len(self.genieacs.tasks), 1)
		self.assertIn("not in service any more", self.only().last_error)
