"""A load that is killed: the next one goes on, and what comes out is what an undisturbed one brings."""

import signal

import frappe

from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.legacy.address_register import tables
from gigafibre_fsm.legacy.tests.register_case import RegisterCase, address, street_of
from gigafibre_fsm.testing.factories import make_civic_address

# Function of the package, and which of its calls is the process's last; `+`: once it has returned.
KILLED_AT = (
	("spool.Spool.flush", 2),
	("spool.Spool.save", 1),
	("spool.Spool.save+", 1),
	("filling.Filler.fill+", 3),
	("merging.insert+", 3),
	("tables.add_missing_keys+", 1),
	("carrying.streets+", 1),
	("tables.switch", 1),
	("tables.switch+", 1),
	("carrying.changed_meanwhile+", 1),
	("step._after_switch+", 1),
)
FIRST = street_of(90)
SECOND = [
	*street_of(80, start=3),
	address("N88", 88),
	address("P00089", 890),
	*street_of(30, "Rue Nouvelle"),
	address("", 1),
]


class TestInterrupted(RegisterCase):
	def setUp(self):
		super().setUp()
		self.second = self.write(SECOND, "second.csv")

	def prepare(self):
		"""The year before: addresses that are pointed to and will vanish or be renumbered, and one made by hand."""
		self.load(FIRST, force=1)
		street = frappe.get_last_doc("Street").name
		make_civic_address(name="HAND", street=street, civic_number=777)
		frappe.db.commit()  # a load looks through its own connection

	def test_a_second_file_that_is_killed_anywhere_ends_as_if_it_had_not_been(self):
		self.prepare()
		self.point_to("P00001", "P00088", "P00089")
		expected = self.account(self.load(self.second)), self.content()
		for target, call in KILLED_AT:
			with self.subTest(target=target, call=call):
				self.clear_tables()
				self.prepare()
				self.kill(self.second, target, call)
				again = self.load(self.second)
				self.assertEqual(self.content(), expected[1])
				self.assertEqual(self.account(again), expected[0])
				self.assert_nothing_left()

	def clear_tables(self):
		for table in (tables.ADDRESS, tables.STREET):
			frappe.db.sql_ddl(f"truncate table `{table}`")
			frappe.db.sql_ddl(f"alter table `{table}` comment = ''")

	def account(self, run) -> tuple:
		rejects = frappe.get_all("Legacy Import Reject", {"import_run": run.name}, ["legacy_id", "reason"])
		return self.counts(run), run.status, run.messages, sorted(map(str, rejects))

	def kill(self, path: str, target: str, call: int) -> None:
		child = self.child(path, target, str(call), "kill")
		output, _ = child.communicate(timeout=60)
		self.assertEqual(child.returncode, -signal.SIGKILL, output)
		frappe.db.rollback()  # the look from before

	def assert_nothing_left(self):
		left = frappe.db.sql("show tables like '\\_gigafibre\\_%%'", pluck=True)
		self.assertEqual([name for name in left if "_test_" not in name], [])
		self.assertFalse(frappe.db.exists("Legacy Import Run", {"status": "Running"}))

	def test_a_first_load_goes_on_with_the_chunk_that_was_open(self):
		rows = street_of(100)
		path = self.write(rows)
		self.kill(path, "filling.Filler.fill+", 4)
		self.assertEqual(frappe.db.sql(f"select count(*) from `{tables.NEXT[tables.ADDRESS]}`")[0][0], 80)
		frappe.db.rollback()  # lets go of the table
		self.kill(path, "tables.switch", 1)
		run = self.load(path)
		self.assertEqual(self.counts(run), (100, 100, 0, 0, 0))
		self.assertEqual(run.name, self.last_run())
		self.assertEqual(frappe.db.count("Legacy Import Run", {"name": (">", self.first_run)}), 1)

	def test_another_file_after_a_kill_starts_from_the_beginning(self):
		self.kill(self.write(street_of(100)), "merging.create_chunk+", 1)
		self.assertEqual(self.counts(self.load(street_of(7))), (7, 7, 0, 0, 0))
		self.assert_nothing_left()

	def test_until_the_switch_the_old_addresses_are_there(self):
		self.load(FIRST)
		before = self.content()
		self.kill(self.second, "tables.switch", 1)
		self.assertEqual(self.content(), before)


class TestSideBySide(RegisterCase):
	def test_a_second_run_is_refused_while_the_first_is_at_work(self):
		child = self.child(self.write(street_of(50)), "tables.add_missing_keys", "1", "wait")
		self.assertEqual(child.stdout.readline(), "here\n")
		with self.assertRaisesRegex(InvalidState, "An import is running on this site"):
			self.load(street_of(3))
		self.finish(child)
		self.assertEqual(len(self.names()), 50)
		self.assertEqual(self.counts(self.load(street_of(3)))[0], 3)

	def finish(self, child) -> None:
		output, _ = child.communicate("\n", timeout=60)
		self.assertEqual((child.returncode, output.splitlines()[-1:]), (0, ["ended"]))
		frappe.db.rollback()  # the look from before

	def test_what_is_done_in_the_desk_during_a_load_is_not_lost(self):
		self.load(street_of(50))
		child = self.child(
			self.write([*street_of(40), *street_of(9, "Rue Nouvelle")]), "tables.switch", "1", "wait"
		)
		self.assertEqual(child.stdout.readline(), "here\n")
		frappe.db.rollback()
		[drop] = self.point_to("P00050")
		corrected = frappe.get_doc("Civic Address", "P00002")
		corrected.update({"postal_code": "H2X 1Y4"}).save()
		by_hand = make_civic_address(street=corrected.street).name
		frappe.db.commit()  # as the desk does
		self.finish(child)
		self.assertTrue(frappe.db.get_value("Civic Address", "P00050", "vanished_on"))
		self.assertEqual(frappe.db.get_value("Civic Address", "P00002", "postal_code"), "H2X 1Y4")
		self.assertEqual(len(self.names()), 40 + 9 + 1 + 1)
		self.assertIn(by_hand, self.names())
		self.assertEqual(frappe.db.get_value("Fibre Drop", drop, "civic_address"), "P00050")
