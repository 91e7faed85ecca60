import frappe
from frappe.permissions import add_permission
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.fibre_plant.page.plant_map.plant_map import get_capacity, get_details, get_drops
from gigafibre_fsm.testing.factories import (
	make_customer,
	make_fibre_drop,
	make_olt,
	make_project,
	make_service_location,
	make_user,
	unique_serial,
)


def drawn(name: str) -> dict:
	answer = get_drops()
	place = answer["name"].index(name)
	olt = answer["olt"][place]
	return {
		"state": answer["states"][answer["state"][place]],
		"olt": answer["olts"][olt][0] if olt >= 0 else None,
		"at": (answer["latitude"][place], answer["longitude"][place]),
	}


class TestDrops(FrappeTestCase):
	def test_a_drop_is_drawn_with_its_state_its_olt_and_its_place(self):
		drop = make_fibre_drop(ont_serial=unique_serial(), latitude=45.1234567, longitude=-73.5)
		self.assertEqual(drawn(drop.name), {"state": "connected", "olt": drop.olt, "at": (45.123457, -73.5)})

	def test_a_drop_without_coordinates_is_there_without_a_place(self):
		for place in ({"latitude": 0, "longitude": 0}, {"latitude": 45.2, "longitude": 0}):
			with self.subTest(**place):
				self.assertEqual(drawn(make_fibre_drop(**place).name)["at"], (None, None))

	def test_a_drop_that_is_on_no_olt_says_so(self):
		self.assertIsNone(drawn(make_fibre_drop(olt="").name)["olt"])

	def test_the_columns_are_equally_long(self):
		make_fibre_drop()
		answer = get_drops()
		columns = ("name", "state", "olt", "latitude", "longitude")
		self.assertEqual({len(answer[column]) for column in columns}, {frappe.db.count("Fibre Drop")})

	def test_however_many_drops_it_is_two_queries(self):
		for _ in range(3):
			make_fibre_drop()
		get_drops()
		with self.assertQueryCount(2):
			get_drops()


class TestDetails(FrappeTestCase):
	def test_a_drop_is_described_by_its_port_its_address_and_who_is_there(self):
		customer = make_customer()
		project = make_project()
		drop = make_fibre_drop(
			frame=0,
			slot=3,
			port=2,
			ont_id=5,
			civic_number="12",
			civic_suffix="A",
			unit="4",
			street="RG 4",
			city="ST-AUBIN",
			postal_code="J0S 1V0",
			reserved_for=project.name,
		)
		location = make_service_location(customer=customer.name, fibre_drop=drop.name)
		(row,) = get_details([drop.name])
		self.assertEqual((row["port"], row["ont_id"], row["state"]), ("0/3/2", 5, "reserved"))
		self.assertEqual(row["address"], "12A RG 4 #4, ST-AUBIN, J0S 1V0")
		self.assertEqual(row["project"], {"name": project.name, "title": project.project_name})
		self.assertEqual(
			row["locations"],
			[{"name": location.name, "status": location.status, "customer_name": customer.customer_name}],
		)

	def test_the_old_systems_text_stands_in_for_an_address(self):
		drop = make_fibre_drop(
			civic_number="", street="", city="", postal_code="", raw_address="12 RG 4 ST-AUBIN"
		)
		self.assertEqual(get_details([drop.name])[0]["address"], "12 RG 4 ST-AUBIN")

	def test_several_drops_are_described_in_as_many_queries_as_one(self):
		drops = [make_fibre_drop() for _ in range(3)]
		for drop in drops:
			make_service_location(fibre_drop=drop.name)
		names = [drop.name for drop in drops]
		get_details(names)
		with self.assertQueryCount(2):
			self.assertEqual(len(get_details(names)), 3)

	def test_names_may_come_as_json(self):
		drop = make_fibre_drop().name
		self.assertEqual([row["name"] for row in get_details(frappe.as_json([drop]))], [drop])


class TestWhoSees(FrappeTestCase):
	"""Whoever plans the network need not know who lives there."""

	def tearDown(self):
		frappe.set_user("Administrator")

	def act_as(self, *roles: str) -> None:
		frappe.set_user(make_user(*roles).name)

	def planner(self) -> str:
		role = frappe.get_doc({"doctype": "Role", "role_name": frappe.generate_hash(length=10)}).insert()
		for doctype in ("Fibre Drop", "OLT"):
			self.addCleanup(frappe.clear_cache, doctype=doctype)
			add_permission(doctype, role.name)
		return role.name

	def test_a_role_that_reads_the_plant_alone_learns_of_no_occupant(self):
		drop = make_fibre_drop(reserved_for=make_project().name)
		make_service_location(fibre_drop=drop.name)
		self.act_as(self.planner())
		(row,) = get_details([drop.name])
		self.assertEqual((row["locations"], row["project"]), ([], None))
		self.assertIn(drop.name, get_drops()["name"])

	def test_the_office_learns_the_occupant(self):
		location = make_service_location(fibre_drop=make_fibre_drop().name)
		for role in ("FSM Manager", "FSM Agent", "FSM Dispatcher"):
			self.act_as(role)
			(row,) = get_details([location.fibre_drop])
			self.assertEqual([found["name"] for found in row["locations"]], [location.name], role)
			frappe.set_user("Administrator")

	def test_a_technician_gets_no_map(self):
		self.act_as("FSM Technician")
		for call in (get_drops, get_capacity, lambda: get_details([])):
			self.assertRaises(frappe.PermissionError, call)


class TestCapacityOnTheMap(FrappeTestCase):
	def setUp(self):
		self.olt = make_olt().name
		for port, values in ((0, {}), (0, {"ont_serial": unique_serial()}), (1, {"box_installed": 0})):
			make_fibre_drop(olt=self.olt, frame=0, slot=2, port=port, **values)

	def test_an_olt_is_counted_port_by_port(self):
		position = {"frame": 0, "slot": 2}
		self.assertEqual(
			get_capacity(self.olt),
			[
				{**position, "port": 0, "total": 2, "connected": 1, "reserved": 0, "free": 1, "no_box": 0},
				{**position, "port": 1, "total": 1, "connected": 0, "reserved": 0, "free": 0, "no_box": 1},
			],
		)

	def test_the_plant_is_counted_olt_by_olt(self):
		(row,) = [row for row in get_capacity() if row["olt"] == self.olt]
		self.assertEqual(
			row, {"olt": self.olt, "total": 3, "connected": 1, "reserved": 0, "free": 1, "no_box": 1}
		)

	def test_either_way_it_is_one_query(self):
		for olt in (None, self.olt):
			with self.subTest(olt=olt), self.assertQueryCount(1):
				get_capacity(olt)
