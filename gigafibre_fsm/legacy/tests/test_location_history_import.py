"""13h and 14a on a site: rows of Service Location, in the order of their dates."""

import gc
from unittest.mock import patch

import frappe
from frappe.utils import get_datetime, getdate

from gigafibre_fsm.legacy.engine.batch import Sorted
from gigafibre_fsm.legacy.importers.ip_history import IpHistory
from gigafibre_fsm.legacy.tests.customer_data_case import CustomerDataCase
from gigafibre_fsm.legacy.tests.customer_data_rows import FORMER_ADDRESSES, HOUSE, IP_HISTORY, MARCH_9, SHED

DOCTYPE, IP, ADDRESS = "Service Location", "ip_history", "delivery_history"


class LocationHistoryCase(CustomerDataCase):
	def location(self, delivery: int):
		return self.of(DOCTYPE, "legacy_delivery_id", delivery)

	def assertAsTypedInto(self, fieldname: str, *without: str) -> None:
		"""The same rows, appended by hand in the same order."""
		location = self.location(HOUSE)
		rows = [self.columns(row) for row in location.get(fieldname)]
		values = [{key: value for key, value in row.items() if key not in without} for row in rows]
		location.set(fieldname, [])
		location.extend(fieldname, values)
		location.save()
		location.reload()
		self.assertEqual(rows, [self.columns(row) for row in location.get(fieldname)])
		frappe.db.rollback()

	def columns(self, row) -> dict:
		left_out = ("name", "creation", "modified", "owner", "modified_by")
		return {key: value for key, value in row.as_dict().items() if key not in left_out}


class TestIPHistory(LocationHistoryCase):
	step = "13h"
	tables = {IP: IP_HISTORY}

	def test_every_row_is_accounted_for(self):
		self.assertEqual(self.account(IP), (9, 5, 0, 0, 4))
		self.assertEqual(
			self.rejected(IP),
			{6: "unknown delivery", 7: "unknown delivery", 8: "not an IP address", 9: "unknown account"},
		)

	def test_they_stand_in_the_order_of_their_dates(self):
		rows = self.location(HOUSE).ip_history
		self.assertEqual([row.ip for row in rows], ["10.0.0.0", "10.0.0.1", "2001:db8::1", "10.0.0.3"])
		self.assertEqual([row.idx for row in rows], [1, 2, 3, 4])
		self.assertEqual([bool(row.subscription) for row in rows], [False, False, False, True])
		self.assertEqual(rows[0].assigned_on, None)
		self.assertEqual(rows[1].assigned_on, get_datetime("2026-03-02 09:30:00"))

	def test_they_are_as_if_typed_in(self):
		self.assertAsTypedInto("ip_history")

	def test_no_batch_stays_in_memory(self):
		"""A reject's trace would hold the batch it comes from until the collector comes round."""
		gc.collect()
		gc.disable()
		self.addCleanup(gc.enable)
		self.assertEqual(self.account(IP, self.again()), (9, 0, 0, 5, 4))
		self.assertEqual([one for one in gc.get_objects() if isinstance(one, Sorted)], [])

	def test_the_location_is_opened_and_saved_without_change(self):
		for delivery in (HOUSE, SHED):
			self.assertSavedWithoutChange(DOCTYPE, self.location(delivery).name)


class TestLaterRows(LocationHistoryCase):
	step = "13h"
	tables = {IP: IP_HISTORY}

	def test_a_row_that_comes_later_finds_its_place(self):
		row = {"account_id": None, "delivery_id": HOUSE, "ip": "10.0.0.2", "date": MARCH_9 + 60}
		self.legacy.insert(IP, [{"id": 20, **row}])
		self.assertEqual(self.account(IP, self.again()), (10, 1, 0, 5, 4))
		rows = self.location(HOUSE).ip_history
		self.assertEqual([row.ip for row in rows][2:], ["2001:db8::1", "10.0.0.2", "10.0.0.3"])
		self.assertEqual([row.idx for row in rows], [1, 2, 3, 4, 5])
		self.legacy.execute("update ip_history set date = 0 where id = 20")
		self.assertEqual(self.account(IP, self.again()), (10, 0, 1, 5, 4))
		rows = self.location(HOUSE).ip_history
		self.assertEqual({row.ip for row in rows[:2]}, {"10.0.0.0", "10.0.0.2"})
		self.assertEqual([row.idx for row in rows], [1, 2, 3, 4, 5])


class TestRowsOfAPlaceInSeveralBatches(LocationHistoryCase):
	"""The next batch is worked out while the database has not yet taken, or refuses, the one before."""

	step = "13h"
	refused = 5
	tables = {
		IP: [
			{
				"id": 30 + one,
				"account_id": None,
				"delivery_id": HOUSE,
				"ip": f"10.0.0.{one}",
				"date": MARCH_9 + one,
			}
			for one in range(1, 10)
		]
		# Its date means none: it is read last, and stands first.
		+ [{"id": 40, "account_id": None, "delivery_id": HOUSE, "ip": "10.0.0.10", "date": 4_102_444_800}]
	}

	@classmethod
	def setUpClass(cls):
		cls.enterClassContext(patch.object(IpHistory, "batch", 2))
		table = "alter table `tabIP Assignment`"
		frappe.db.sql_ddl(f"{table} add constraint without_the_fifth check (ip <> '10.0.0.{cls.refused}')")
		cls.addClassCleanup(frappe.db.sql_ddl, f"{table} drop constraint without_the_fifth")
		super().setUpClass()

	def test_they_stand_in_their_order_without_a_gap(self):
		self.assertEqual(self.account(IP), (10, 9, 0, 0, 1))
		self.assertEqual(self.rejected(IP), {35: "refused by the database"})
		rows = self.location(HOUSE).ip_history
		self.assertEqual([row.ip for row in rows], [f"10.0.0.{one}" for one in (10, 1, 2, 3, 4, 6, 7, 8, 9)])
		self.assertEqual([row.idx for row in rows], list(range(1, 10)))


class TestFormerAddresses(LocationHistoryCase):
	step = "14a"
	tables = {ADDRESS: FORMER_ADDRESSES}

	def test_every_row_is_accounted_for(self):
		self.assertEqual(self.account(ADDRESS), (5, 2, 0, 0, 3))
		self.assertEqual(self.rejected(ADDRESS), {3: "unknown delivery", 4: "no address", 5: "text too long"})

	def test_they_stand_in_the_order_of_their_dates(self):
		rows = self.location(HOUSE).address_history
		lines = [row.address_line for row in rows]
		self.assertEqual(lines, ["3 rang Saint-Luc", "14 rue de l'Église, app. 2"])
		self.assertEqual([row.replaced_on for row in rows], [getdate("2026-03-02"), getdate("2026-03-16")])
		self.assertEqual((rows[1].province, rows[1].postal_code), ("QC", "J0S 1H0"))

	def test_they_are_as_if_typed_in(self):
		self.assertAsTypedInto("address_history")

	def test_the_location_is_opened_and_saved_without_change(self):
		self.assertSavedWithoutChange(DOCTYPE, self.location(HOUSE).name)

	def test_a_second_run_does_nothing(self):
		self.assertEqual(self.account(ADDRESS, self.again()), (5, 0, 0, 2, 3))
		self.assertEqual(len(self.location(HOUSE).address_history), 2)
