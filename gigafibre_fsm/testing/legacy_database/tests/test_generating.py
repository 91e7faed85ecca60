"""The generator: the same every time, as many rows as there really are, and a manifest that says what is wrong where."""

import hashlib
import tracemalloc
from collections import Counter
from itertools import islice

from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.domain.cards import is_card_number
from gigafibre_fsm.domain.identifiers import canonical_did, canonical_mac, canonical_serial
from gigafibre_fsm.domain.legacy.outcome import Reason
from gigafibre_fsm.testing.legacy_database.generating import generate
from gigafibre_fsm.testing.legacy_database.generating.dirt import HIGHEST_ID, misread
from gigafibre_fsm.testing.legacy_database.generating.generate import TABLES
from gigafibre_fsm.testing.legacy_database.generating.refusals import Refusal
from gigafibre_fsm.testing.legacy_database.generating.shares import Shares
from gigafibre_fsm.testing.legacy_database.server import tables

# What the real tables count.
REAL = {
	"account": 10_500, "fibre": 16_056, "soumission": 908, "accord_paiement": 7_283, "bon_travail": 14_486,
	"account_profile": 658, "pbx": 790, "phone_provisioning": 786, "phone_addr": 1_014, "account_suspension": 1_049,
	"ip_history": 20_999, "delivery_history": 16_284, "wifi": 1_713, "voip": 797,
}  # fmt: skip
SMALL = 0.02


def did(text: str | None) -> str | None:
	try:
		return canonical_did(text)
	except ValueError:
		return text


def mac(text: str) -> str:
	try:
		return canonical_mac(text)
	except ValueError:
		return text


class TestVolumes(FrappeTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		generated = generate(1)
		cls.manifest = generated.manifest
		cls.rows = {table: list(rows) for table, rows in generated.tables.items()}

	def of(self, table: str, column: str) -> list:
		return [row[column] for row in self.rows[table]]

	def test_the_tables_are_as_large_as_the_real_ones(self):
		self.assertEqual({table: len(self.rows[table]) for table in REAL}, REAL)
		self.assertEqual(self.manifest.rows, {table: len(rows) for table, rows in self.rows.items()})

	def test_as_many_accounts_are_active(self):
		self.assertEqual(Counter(self.of("account", "status"))[1], 6_681)

	def test_arrangements_stand_as_they_do(self):
		self.assertEqual(Counter(self.of("accord_paiement", "status")), {-1: 10, 0: 2_205, 1: 5_068})

	def test_payment_methods(self):
		self.assertEqual(sum(bool(row["ppa_code"]) for row in self.rows["account"]), 655)
		self.assertEqual(sum(bool(row["stripe_id"]) for row in self.rows["account"]), 752)

	def test_telephones(self):
		lines = {did(one) for one in self.of("pbx", "phone")}
		registered = [did(one) in lines for one in self.of("phone_addr", "phone")]
		refused = [
			row["id"] in self.manifest.expected_rejects["phone_addr"] for row in self.rows["phone_addr"]
		]
		orphans = sum(not (known or gone) for known, gone in zip(registered, refused, strict=True))
		self.assertEqual(orphans, 224)
		self.assertEqual(len({did(one) for one in self.of("phone_provisioning", "phone") if one}), 779)

	def test_devices_of_the_device_server(self):
		self.assertEqual(len({mac(one) for one in self.of("wifi", "serial")}), 858)
		self.assertEqual(len({canonical_serial(one) for one in self.of("voip", "serial")}), 469)

	def test_most_rows_are_well(self):
		for table, rows in self.rows.items():
			with self.subTest(table=table):
				self.assertLess(len(self.manifest.expected_rejects[table]), len(rows) / 20)

	def test_rows_of_a_table_have_the_same_columns(self):
		for table, rows in self.rows.items():
			self.assertEqual(len({tuple(row) for row in rows}), 1, table)

	def test_no_id_is_given_twice(self):
		for table, rows in self.rows.items():
			self.assertEqual(len({row["id"] for row in rows}), len(rows), table)

	def test_references_lead_somewhere_unless_it_is_planted(self):
		parents = {"account": "account_id", "delivery": "delivery_id", "staff": "staff_id"}
		for table, rows in self.rows.items():
			for parent, column in parents.items():
				if column in rows[0]:
					lost = self.lost(table, column, set(self.of(parent, "id")) | {0, None})
					self.assertEqual(lost, self.manifest.planted[table, f"unknown {parent}"], (table, column))

	def lost(self, table: str, column: str, known: set) -> set:
		return {row["id"] for row in self.rows[table] if row[column] not in known}

	def test_rows_that_are_refused_are_never_pointed_to(self):
		refused = set(self.manifest.expected_rejects["account"])
		self.assertFalse(refused & set(self.of("delivery", "account_id")))
		refused = set(self.manifest.expected_rejects["device"])
		self.assertFalse(refused & set(self.of("service", "device_id")))


class TestDirt(FrappeTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		generated = generate(SMALL)
		cls.manifest = generated.manifest
		cls.rows = {table: {row["id"]: row for row in rows} for table, rows in generated.tables.items()}

	def planted(self, table: str, kind: str) -> list[dict]:
		return [self.rows[table][number] for number in self.manifest.planted[table, kind]]

	def test_every_kind_is_there_however_small_the_database_is(self):
		for table, (_row, dirt) in TABLES.items():
			for one in dirt:
				self.assertTrue(self.manifest.planted[table, one.kind], (table, one.kind))

	def test_a_misread_text_is_what_was_meant_in_other_letters(self):
		self.assertGreater(len(self.manifest.meant), 30)
		for (table, number, column), text in self.manifest.meant.items():
			shown = self.rows[table][number][column]
			self.assertIn(shown, (misread(text), misread(misread(text))))
			self.assertNotEqual(shown, text)

	def test_misread_letters_are_the_bytes_of_utf_8(self):
		self.assertEqual(
			misread("Québec À «œuvre» ’"), "QuÃ©bec Ã\xa0".replace("\xa0", "€") + " Â«Å“uvreÂ» â€™"
		)

	def test_ids_out_of_range_are_beyond_what_a_field_holds(self):
		for table, (_row, dirt) in TABLES.items():
			if any(one.kind == "id out of range" for one in dirt):
				self.assertTrue(
					all(row["id"] > HIGHEST_ID for row in self.planted(table, "id out of range")), table
				)

	def test_card_numbers_are_card_numbers(self):
		[account] = [self.rows["account"][number] for number in self.manifest.planted["account.ppa", "card"]]
		self.assertTrue(is_card_number(account["ppa_account"]))

	def test_a_superseded_row_has_the_number_of_a_newer_one(self):
		for row in self.planted("pbx", "same number"):
			others = [one for one in self.rows["pbx"].values() if did(one["phone"]) == did(row["phone"])]
			self.assertNotEqual(max(others, key=lambda one: one["date_update"]), row)
			self.assertEqual(len(others), 2)

	def test_reasons_are_those_of_the_import(self):
		self.assertLessEqual(set(map(str, Refusal)), set(map(str, Reason)))


class TestSameAgain(FrappeTestCase):
	def fingerprint(self, volume: float, seed: str) -> str:
		seen = hashlib.sha1()
		for rows in generate(volume, seed).tables.values():
			for row in rows:
				seen.update(repr(row).encode())
		return seen.hexdigest()

	def test_the_same_seed_makes_the_same_rows(self):
		self.assertEqual(self.fingerprint(SMALL, "one"), self.fingerprint(SMALL, "one"))
		self.assertNotEqual(self.fingerprint(SMALL, "one"), self.fingerprint(SMALL, "other"))

	def test_every_table_of_the_schema_is_filled(self):
		self.assertEqual(set(TABLES), set(tables()))

	def test_memory_does_not_grow_with_the_table(self):
		few, many = (self.memory(volume) for volume in (0.2, 4))
		self.assertLess(many, few + 2_000_000)

	def memory(self, volume: float) -> int:
		tracemalloc.start()
		for _row in islice(generate(volume).tables["ip_history"], 4_000):
			pass
		_now, most = tracemalloc.get_traced_memory()
		tracemalloc.stop()
		return most


class TestShares(FrappeTestCase):
	def test_shares_are_exact_and_can_be_asked_both_ways(self):
		for size in (1, 2, 7, 100, 999):
			shares = Shares(size, {"one": size // 3, "other": size // 4}, "salt")
			counts = Counter(map(shares.kind, range(size)))
			self.assertEqual((counts["one"], counts["other"]), (size // 3, size // 4))
			self.assertEqual(
				{shares.kind(index) for index in shares.of("one")}, {"one"} if size >= 3 else set()
			)
			self.assertTrue(all(shares.index(shares.place(index)) == index for index in range(size)))

	def test_more_than_there_is_room_for_is_refused(self):
		with self.assertRaises(ValueError):
			Shares(3, {"one": 4}, "salt")
