"""Step 12a on a site: what a file's rows become, and what a second file does to them."""

import gzip
import json
from pathlib import Path

import frappe

from gigafibre_fsm.domain.identifiers import street_key
from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.legacy import rejects
from gigafibre_fsm.legacy.address_register import filling, loaded, tables
from gigafibre_fsm.legacy.address_register.filling import Filler
from gigafibre_fsm.legacy.runner import run_steps
from gigafibre_fsm.legacy.server import execute, open_connection, rows
from gigafibre_fsm.legacy.tests.register_case import RegisterCase, address, street_of
from gigafibre_fsm.testing.factories import make_civic_address, make_service_location, make_street


class TestLoad(RegisterCase):
	def test_a_row_becomes_an_address_and_its_street(self):
		run = self.load([address("A1", 12, "Rue de l'Église", suffix="A", unit="3", code_postal="j0s1m0")])
		self.assertEqual(self.counts(run), (1, 1, 0, 0, 0))
		found = frappe.get_doc("Civic Address", "A1")
		self.assertEqual(
			(
				found.civic_number,
				found.civic_suffix,
				found.unit,
				found.postal_code,
				found.latitude,
				found.longitude,
			),
			(12, "A", "3", "J0S 1M0", 45.2, -74.1),
		)
		street = frappe.get_doc("Street", found.street)
		self.assertEqual(street.name, street_key("Rue de l'Église", "Saint-Anicet"))
		self.assertEqual((street.normalized, street.address_count), ("eglise", 1))

	def test_what_was_loaded_opens_and_saves_in_the_desk(self):
		self.load(street_of(2))
		for doctype in ("Civic Address", "Street"):
			doc = frappe.get_last_doc(doctype)
			self.assertEqual((doc.owner, doc.docstatus), ("Administrator", 0))
			doc.save()

	def test_the_tables_keep_their_indexes(self):
		before = {table: self.keys(table) for table in (tables.ADDRESS, tables.STREET)}
		self.load(street_of(3))
		self.load(street_of(4))
		self.assertEqual({table: self.keys(table) for table in before}, before)
		self.assertTrue(all(before.values()))

	def keys(self, table: str) -> dict:
		connection = open_connection()
		self.addCleanup(connection.close)
		return tables.keys(connection, table)

	def test_nothing_is_left_beside_the_tables(self):
		self.load(street_of(3))
		left = frappe.db.sql("show tables like '\\_gigafibre\\_%%'", pluck=True)
		self.assertEqual([name for name in left if "_test_" not in name], [])
		self.assertFalse(Path(frappe.get_site_path("private", "address_register")).exists())

	def test_bad_rows_are_counted_and_kept_whole(self):
		bad = [
			address("A1", 7),
			address("", 1),
			address("A9", "x"),
			{**address("A8", 1), "nom_municipalite": ""},
		]
		run = self.load([*street_of(3), *bad, address("A1", 9)])
		self.assertEqual(self.counts(run), (8, 4, 0, 0, 4))
		kept = frappe.get_all(
			"Legacy Import Reject", {"import_run": run.name}, ["legacy_id", "reason", "row"]
		)
		self.assertEqual(sorted(row.legacy_id for row in kept), ["A1", "A8", "A9", "line 6"])
		[duplicate] = [row for row in kept if row.legacy_id == "A1"]
		self.assertEqual(duplicate.reason, "An earlier line of the file has the same identifier.")
		self.assertEqual(json.loads(duplicate.row)["numero_municipal"], "9")
		self.assertEqual(frappe.db.get_value("Civic Address", "A1", "civic_number"), 7)

	def test_of_one_reason_so_many_are_kept_and_all_counted(self):
		before, rejects.CAP = rejects.CAP, 5
		self.addCleanup(setattr, rejects, "CAP", before)
		run = self.load([*street_of(2), *(address(f"B{number}", "x") for number in range(12))])
		self.assertEqual(self.counts(run), (14, 2, 0, 0, 12))
		self.assertEqual(frappe.db.count("Legacy Import Reject", {"import_run": run.name}), 5)
		self.assertIn("first 5 rejected rows", "\n".join(run.messages))

	def test_a_gzipped_file_whatever_its_name(self):
		path = Path(self.write(street_of(5)))
		path.write_bytes(gzip.compress(path.read_bytes()))
		self.assertEqual(self.counts(self.load(str(path))), (5, 5, 0, 0, 0))

	def test_the_path_may_stand_in_the_settings(self):
		path = self.write(street_of(2))
		before = frappe.db.get_single_value("FSM Settings", "rqa_file")
		self.addCleanup(self.set_path, before)
		self.set_path(path)
		[run] = run_steps(["12a"])
		self.assertEqual(self.counts(run), (2, 2, 0, 0, 0))

	def set_path(self, path: str | None) -> None:
		frappe.db.set_single_value("FSM Settings", "rqa_file", path)
		frappe.db.commit()  # a load commits, and so what it found

	def test_a_dry_run_counts_and_writes_nothing(self):
		self.load(street_of(5))
		self.point_to("P00001")
		before = self.content()
		changed = [address("P00003", 33), *street_of(3, start=4), address("", 1)]
		foreseen = self.load(changed, dry_run=1)
		self.assertEqual(self.content(), before)
		self.assertEqual(frappe.db.count("Legacy Import Reject", {"import_run": foreseen.name}), 0)
		done = self.load(changed)
		self.assertEqual(self.counts(foreseen), self.counts(done))
		self.assertEqual(self.counts(done), (5, 1, 1, 2, 1))
		self.assertEqual(foreseen.messages, done.messages)

	def test_a_file_that_cannot_be_read_leaves_everything_as_it_was(self):
		self.load(street_of(5))
		before = self.content()
		path = Path(self.write(street_of(900, start=100)))
		path.write_bytes(gzip.compress(path.read_bytes())[:-30])
		run = self.load(str(path))
		self.assertEqual((run.status, self.content()), ("Failed", before))
		self.assertIn("damaged or cut off", run.messages[-1])

	def test_a_column_that_is_missing_is_named(self):
		path = Path(self.write(street_of(1)))
		path.write_text(path.read_text().replace("code_postal", "zip"))
		self.assertEqual(
			self.load(str(path)).messages,
			["The file lacks these columns of the address register: code_postal."],
		)

	def test_an_unknown_step_and_an_unknown_argument_are_named(self):
		with self.assertRaisesRegex(InvalidRequest, "there is no step 99"):
			run_steps(["99"])
		with self.assertRaisesRegex(InvalidRequest, "takes colour"):
			run_steps(["12a"], colour="blue")

	def test_a_server_that_refuses_files_gets_insertions(self):
		self.load(street_of(5))
		fast = self.content()
		frappe.conf.fsm_local_infile = 0
		self.addCleanup(frappe.conf.pop, "fsm_local_infile")
		connection = open_connection()
		self.addCleanup(connection.close)
		filler = Filler(connection, self.folder)
		execute(connection, "create temporary table t (a varchar(9), b varchar(9), c varchar(9))")
		filler.fill("t", ("a", "b"), ["1\t\\N\n", "é\t\n"], {"c": "x"})
		self.assertFalse(filler.fast)
		self.assertEqual(rows(connection, "select * from t"), (("1", "\\N", "x"), ("é", "", "x")))
		self.load(street_of(1, start=9))
		self.load(street_of(5))
		self.assertEqual(self.content(), fast)

	def test_a_row_that_the_server_does_not_take_whole_stops_the_load(self):
		connection = open_connection()
		self.addCleanup(connection.close)
		execute(connection, "create temporary table t (a int primary key)")
		with self.assertRaises(filling.LinesLost):
			Filler(connection, self.folder).fill("t", ("a",), ["1\n", "1\n"])


class TestSecondFile(RegisterCase):
	def test_the_same_file_again_changes_nothing_and_is_quick(self):
		rows = [*street_of(5), address("", 1)]
		self.load(rows)
		before = self.content(), self.dates()
		run = self.load(rows)
		self.assertEqual(self.counts(run), (6, 0, 0, 5, 1))
		self.assertIn("nothing to do", run.messages[0])
		self.assertEqual((self.content(), self.dates()), before)
		forced = self.load(rows, force=1)
		self.assertEqual(self.counts(forced), (6, 0, 0, 5, 1))
		self.assertEqual((self.content(), self.dates()), before)

	def dates(self) -> list:
		return frappe.db.sql("select name, creation, modified from `tabCivic Address` order by name")

	def test_a_row_that_is_gone_from_the_table_comes_back_with_the_same_file(self):
		self.load(street_of(5))
		frappe.delete_doc("Civic Address", "P00003")
		frappe.db.commit()  # as the desk does
		self.assertEqual(self.counts(self.load(street_of(5))), (5, 1, 0, 4, 0))

	def test_next_years_file_is_switched_in_and_the_numbers_add_up(self):
		self.load([*street_of(10), address("GONE", 99, "Rue Vieille")])
		run = self.load([address("P00001", 101), *street_of(11, start=2)])
		self.assertEqual(self.counts(run), (12, 2, 1, 9, 0))
		self.assertIn("no longer holds them: 1.", "\n".join(run.messages))
		self.assertEqual(len(self.names()), 12)
		self.assertEqual(frappe.get_all("Street", pluck="street"), ["Rue Principale"])
		self.assertEqual(frappe.get_last_doc("Street").address_count, 12)

	def test_a_change_keeps_the_first_date_and_renews_the_second(self):
		self.load([address("A1", 1), address("A2", 2)])
		before = dict((row[0], row[1:]) for row in self.dates())
		self.load([address("A1", 1), address("A2", 22)])
		after = dict((row[0], row[1:]) for row in self.dates())
		self.assertEqual(after["A1"], before["A1"])
		self.assertEqual(after["A2"][0], before["A2"][0])
		self.assertGreater(after["A2"][1], before["A2"][1])

	def test_an_address_that_a_drop_points_to_keeps_its_name_under_a_new_identifier(self):
		self.load(street_of(5))
		[drop] = self.point_to("P00003")
		run = self.load([*street_of(2), address("N3", 3), *street_of(2, start=4)])
		self.assertEqual(self.counts(run), (5, 0, 1, 4, 0))
		self.assertEqual(self.names(), [f"P0000{number}" for number in range(1, 6)])
		self.assertEqual(frappe.db.get_value("Civic Address", "P00003", "register_id"), "N3")
		self.assertEqual(frappe.db.get_value("Fibre Drop", drop, "civic_address"), "P00003")

	def test_the_third_register_still_knows_it(self):
		self.load(street_of(3))
		self.point_to("P00003")
		second = [*street_of(2), address("N3", 3)]
		self.load(second)
		run = self.load([*street_of(2), address("N3", 33)])
		self.assertEqual(self.counts(run), (3, 0, 1, 2, 0))
		self.assertEqual(frappe.db.get_value("Civic Address", "P00003", "civic_number"), 33)
		self.assertEqual(self.counts(self.load([*street_of(2), address("P00003", 33)])), (3, 0, 1, 2, 0))
		self.assertFalse(frappe.db.get_value("Civic Address", "P00003", "register_id"))

	def test_one_that_nothing_points_to_takes_the_new_name(self):
		self.load(street_of(3))
		run = self.load([*street_of(2), address("N3", 3)])
		self.assertEqual(self.counts(run), (3, 1, 0, 2, 0))
		self.assertEqual(self.names(), ["N3", "P00001", "P00002"])

	def test_a_vanished_address_stays_for_those_who_point_to_it_and_is_listed(self):
		self.load(street_of(5))
		self.point_to("P00005")
		location = make_service_location(civic_address="P00004")
		frappe.db.commit()  # a load looks through its own connection
		self.addCleanup(self.forget_location, location)
		run = self.load(street_of(2))
		self.assertEqual(self.names(), ["P00001", "P00002", "P00004", "P00005"])
		listed = frappe.get_all(
			"Legacy Import Reject", {"import_run": run.name}, ["legacy_id", "source_table", "reason"]
		)
		self.assertEqual(sorted(row.legacy_id for row in listed), ["P00004", "P00005"])
		self.assertEqual({row.source_table for row in listed}, {"Civic Address"})
		self.assertIn("kept, since records point to them: 2.", "\n".join(run.messages))
		self.assertEqual(self.counts(run), (2, 0, 0, 2, 0))
		self.assertEqual(loaded.read_from_site()["vanished"], 2)

	def forget_location(self, location) -> None:
		frappe.db.delete("Service Location", location.name)
		frappe.db.delete("Customer", location.customer)
		frappe.db.commit()  # so were they

	def test_a_vanished_address_that_returns_is_an_ordinary_one_again(self):
		self.load(street_of(3))
		self.point_to("P00003")
		self.load(street_of(2))
		self.assertTrue(frappe.db.get_value("Civic Address", "P00003", "vanished_on"))
		run = self.load(street_of(3))
		self.assertEqual(self.counts(run), (3, 0, 1, 2, 0))
		self.assertFalse(frappe.db.get_value("Civic Address", "P00003", "vanished_on"))

	def test_the_street_of_a_vanished_address_stays_with_it(self):
		self.load([*street_of(2), address("OLD", 1, "Rue Vieille")])
		self.point_to("OLD")
		self.load(street_of(2))
		street = frappe.get_doc("Street", frappe.db.get_value("Civic Address", "OLD", "street"))
		self.assertEqual((street.street, street.address_count), ("Rue Vieille", 1))

	def test_what_was_made_by_hand_stays(self):
		self.load(street_of(2))
		empty = make_street(street="Rue Nouvelle").name
		by_hand = make_civic_address(street=make_street(street="Rue du Bois").name).name
		frappe.db.commit()  # as the desk does
		run = self.load(street_of(3))
		self.assertEqual(self.counts(run), (3, 1, 0, 2, 0))
		self.assertIn(by_hand, self.names())
		self.assertIn("Made by hand and kept: 1.", run.messages)
		self.assertEqual(frappe.db.exists("Street", empty), empty)
		self.assertEqual(frappe.db.get_value("Street", {"street": "Rue du Bois"}, "address_count"), 1)

	def test_the_register_takes_over_what_was_made_by_hand_once_it_has_the_place(self):
		self.load(street_of(2))
		street = frappe.get_last_doc("Street").name
		by_hand = make_civic_address(street=street, civic_number=3, latitude=0, longitude=0).name
		frappe.db.commit()  # as the desk does
		self.load(street_of(3))
		found = frappe.get_doc("Civic Address", by_hand)
		self.assertEqual((found.register_id, found.latitude), ("P00003", 45.2))
		self.assertNotIn("P00003", self.names())

	def test_a_correction_stays_until_the_register_itself_changes_the_row(self):
		self.load(street_of(2))
		corrected = frappe.get_doc("Civic Address", "P00001")
		corrected.update({"postal_code": "H2X 1Y4"}).save()
		corrected.add_tag("checked")
		frappe.db.commit()  # as the desk does
		self.load([*street_of(2), address("A3", 3)])
		self.assertEqual(self.postal_and_tags(), ("H2X 1Y4", ",checked"))
		self.load([address("P00001", 1, latitude=45.3), address("P00002", 2)])
		self.assertEqual(self.postal_and_tags(), ("J0S 1M0", ",checked"))

	def postal_and_tags(self) -> tuple:
		return frappe.db.get_value("Civic Address", "P00001", ["postal_code", "_user_tags"])
