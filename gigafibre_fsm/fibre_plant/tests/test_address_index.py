"""The index's life on a site: built beside the one in use, switched to in one step, cleaned up behind."""

import multiprocessing
import os
import shutil
import signal

import frappe

from gigafibre_fsm.domain.addresses import store
from gigafibre_fsm.fibre_plant.services import address_index, address_register
from gigafibre_fsm.fibre_plant.tests.address_case import TOWN, AddressCase


class TestAddressIndex(AddressCase):
	def setUp(self):
		self.folder = address_index._folder()

	def versions(self) -> list[str]:
		return sorted(path.name for path in self.folder.iterdir() if path.is_dir())

	def test_a_new_version_is_in_use_at_once_and_one_before_it_is_kept(self):
		versions = [address_index.build()["version"] for _ in range(3)]
		self.assertEqual(address_index.current().folder.name, versions[-1])
		self.assertEqual(self.versions(), versions[-2:])

	def test_it_holds_what_the_database_holds(self):
		address_index.build()
		index = address_index.current()
		self.assertEqual(len(index), frappe.db.count("Civic Address"))
		place = [index.address(row) for row in index.rows_in_postal("J0S 8X8", 20)]
		self.assertEqual([address.unit for address in place], ["1", "2", "10"])
		self.assertEqual({(address.street, address.city) for address in place}, {("Rue Principale", TOWN)})

	def test_the_same_index_is_opened_once(self):
		address_index.build()
		self.assertIs(address_index.current(), address_index.current())

	def test_what_is_mapped_stays_readable_after_its_files_are_gone(self):
		address_index.build()
		index = address_index.current()
		shutil.rmtree(index.folder)
		row = int(index.rows_in_postal("J0S 8X8", 12)[0])
		self.assertEqual(index.address(row).civic_number, 12)
		address_index.build()

	def test_a_half_built_version_is_never_used_and_swept_away(self):
		used = address_index.build()["version"]
		half = self.folder / "9999-12-31-half"
		shutil.copytree(self.folder / used, half)
		(half / store.META).unlink()
		(self.folder / address_index.CURRENT).write_text(half.name)
		self.assertIsNone(address_index.current())
		self.assertTrue(address_index.is_outdated())
		again = address_index.build()["version"]
		self.assertEqual(address_index.current().folder.name, again)
		self.assertNotIn(half.name, self.versions())

	def test_an_index_of_another_format_is_none(self):
		version = self.folder / address_index.build()["version"]
		meta = version / store.META
		meta.write_text(meta.read_text().replace(f'"format": {store.FORMAT}', '"format": 0'))
		address_index._opened.clear()
		self.assertIsNone(address_index.current())
		address_index.build()
		self.assertIsNotNone(address_index.current())

	def test_a_change_in_the_desk_makes_it_outdated_until_the_job_has_run(self):
		address_index.build()
		self.assertFalse(address_index.is_outdated())
		self.address(self.streets["4e Rang"], 99)
		frappe.db.commit()  # the job reads over connections of its own
		self.assertTrue(address_index.is_outdated())
		address_index.build_if_outdated()
		self.assertFalse(address_index.is_outdated())
		self.assertEqual(len(address_index.current().rows_in_postal("J0S 8X8", 99)), 1)

	def test_nothing_is_built_where_nothing_changed(self):
		version = address_index.build()["version"]
		address_index.build_if_outdated()
		self.assertEqual(address_index.current().folder.name, version)

	def test_builds_at_the_same_time_follow_one_another(self):
		context = multiprocessing.get_context("fork")
		frappe.db.close()  # a child must not end its parent's connection
		builders = [context.Process(target=build_elsewhere, args=(frappe.local.site,)) for _ in range(3)]
		for builder in builders:
			builder.start()
		for builder in builders:
			builder.join()
		frappe.connect()
		self.assertEqual([builder.exitcode for builder in builders], [0, 0, 0])
		self.assertIsNotNone(address_index.current())
		self.assertEqual(len(self.versions()), 2)

	def test_a_build_that_is_killed_leaves_the_index_in_use_and_no_lock(self):
		used = address_index.build()["version"]
		context = multiprocessing.get_context("fork")
		begun = context.Event()
		frappe.db.close()
		builder = context.Process(target=build_forever, args=(frappe.local.site, begun))
		builder.start()
		self.assertTrue(begun.wait(30))
		os.kill(builder.pid, signal.SIGKILL)
		builder.join()
		frappe.connect()
		self.assertEqual(address_index.current().folder.name, used)
		self.assertFalse(address_index._is_locked())
		self.assertNotEqual(address_index.build()["version"], used)

	def test_the_state_is_told_to_people(self):
		built = address_index.build()
		self.assertEqual(built["rows"], frappe.db.count("Civic Address"))
		self.assertEqual((built["version"], built["outdated"]), (self.versions()[-1], False))
		with address_index._exclusively(self.folder):
			self.assertTrue(address_index.state()["building"])

	def test_a_table_that_is_replaced_meanwhile_is_read_again(self):
		"""As a load does it: a copy beside the table takes its name while the rows are being read."""
		replaced = []

		def replace(_rows: int) -> None:
			if not replaced:
				replaced.append(True)
				copy_table("tabCivic Address")

		register = address_register.read(replace)
		self.assertEqual(len(register.ids), frappe.db.count("Civic Address"))
		self.assertTrue(replaced)


def build_elsewhere(site: str) -> None:
	frappe.init(site)
	frappe.connect()
	address_index.build()
	os._exit(0)


def build_forever(site: str, begun) -> None:
	def hang(_rows: int) -> None:
		begun.set()
		signal.pause()

	frappe.init(site)
	frappe.connect()
	address_index.build(hang)


def copy_table(table: str) -> None:
	frappe.db.sql_ddl(f"create table `{table} new` like `{table}`")
	frappe.db.sql_ddl(f"alter table `{table} new` comment = '{frappe.generate_hash()}'")
	frappe.db.sql(f"insert into `{table} new` select * from `{table}`")
	frappe.db.commit()  # a rename would do it anyway
	frappe.db.sql_ddl(f"rename table `{table}` to `{table} old`, `{table} new` to `{table}`")
	frappe.db.sql_ddl(f"drop table `{table} old`")
