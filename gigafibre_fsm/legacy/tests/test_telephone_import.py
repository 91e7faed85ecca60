"""11a, 11b, 13e and 13f on a site."""

import json
from datetime import datetime

import frappe

from gigafibre_fsm.domain.legacy.outcome import Change, Record
from gigafibre_fsm.legacy import by_hand
from gigafibre_fsm.legacy.engine.links import Links
from gigafibre_fsm.legacy.engine.reading import reader
from gigafibre_fsm.legacy.engine.step import importers
from gigafibre_fsm.legacy.runner import run_steps
from gigafibre_fsm.legacy.tests.foundation_case import (
	FoundationCase,
	as_inserted,
	remove,
	stored,
	undone,
)
from gigafibre_fsm.legacy.tests.telephone_rows import ROWS, SECRETS
from gigafibre_fsm.testing.factories import make_phone_number, make_voip_line

FOUNDATION = ("10a", "10c", "10d", "10e", "10f")
STEPS = ("11a", "11b", "13e", "13f")
LINES = ("wifi", "voip", "pbx", "phone_provisioning", "phone_addr")
# Read, inserted, updated, unchanged, rejected.
ACCOUNT = {
	"wifi": (6, 4, 0, 0, 2),
	"voip": (5, 3, 0, 0, 2),
	"pbx": (7, 4, 0, 0, 3),
	"phone_provisioning": (4, 2, 0, 0, 2),
	"phone_addr": (7, 5, 0, 0, 2),
}
ORPHAN = "4505557499"
# The controller makes these by itself.
DERIVED = ("customer_name", "e911_synced", "creation")


class TelephoneCase(FoundationCase):
	rows = ROWS
	steps = (*FOUNDATION, *STEPS)

	def account(self, runs: dict) -> dict:
		counts = {name: line for run in runs.values() for name, line in run.lines.items() if name in LINES}
		return {
			name: (line.rows_read, line.inserted, line.updated, line.unchanged, line.rejected)
			for name, line in counts.items()
		}

	def device(self, legacy_id: int):
		return self.of("Service Equipment", "legacy_device_id", legacy_id)

	def line(self, did: str):
		return self.of("VoIP Line", "did", did)

	def rejected(self, table: str) -> dict[int, str]:
		found = frappe.get_all("Legacy Import Reject", {"source_table": table}, ["legacy_id", "reason"])
		return {int(one.legacy_id): one.reason for one in found}

	def warning(self, table: str, legacy_id: int) -> str | None:
		return frappe.db.get_value("Legacy Import Row", f"{table}/{legacy_id}", "warning")


class TestTelephone(TelephoneCase):
	def test_every_row_is_accounted_for(self):
		self.assertEqual(self.account(self.runs), ACCOUNT)

	def test_a_second_run_finds_nothing_to_do(self):
		again = self.run_again(*STEPS)
		expected = {name: (read, 0, 0, read - bad, bad) for name, (read, *_counts, bad) in ACCOUNT.items()}
		self.assertEqual(self.account(again), expected)

	def test_what_is_refused_and_why(self):
		self.assertEqual(self.rejected("wifi"), {3: "superseded", 6: "unknown device"})
		self.assertEqual(self.rejected("voip"), {4: "superseded", 5: "unknown device"})
		self.assertEqual(
			self.rejected("pbx"),
			{7465: "superseded", 7466: "unknown account", 7467: "not a telephone number"},
		)
		self.assertEqual(self.rejected("phone_provisioning"), {7470: "superseded", 7474: "unknown number"})
		self.assertEqual(self.rejected("phone_addr"), {7480: "superseded", 7486: "not a telephone number"})

	def test_bands_that_are_called_alike(self):
		router = self.device(7442)
		self.assertEqual((router.wifi_ssid, router.get_password("wifi_password")), ("Maison", "érable42"))
		self.assertFalse(router.wifi_ssid_5g or router.wifi_password_5g)
		self.assertEqual(router.wifi_enabled, 1)

	def test_bands_that_differ(self):
		router = self.device(7443)
		self.assertEqual((router.wifi_ssid, router.wifi_ssid_5g), ("Rang", "Rang-5G"))
		self.assertEqual(router.get_password("wifi_password"), "castor77")
		self.assertEqual(router.get_password("wifi_password_5g"), "castor78")

	def test_accounts_of_an_ont(self):
		ont = self.device(7441)
		self.assertEqual((ont.sip_username, ont.sip_line), ("4505557401", 1))
		self.assertEqual(ont.get_password("sip_password"), "voip-1")
		rows = [(row.idx, row.line, row.sip_username, row.enabled) for row in ont.sip_lines]
		self.assertEqual(rows, [(1, 2, "4505557402", 0), (2, 3, "4505557403", 1)])
		self.assertEqual([row.get_password("sip_password") for row in ont.sip_lines], ["voip-2", "voip-3"])

	def test_a_line_with_its_adapter(self):
		line = self.line("4505557401")
		self.assertEqual(line.customer_name, "Anne Côté")
		self.assertEqual(line.service_location, self.of("Service Location", "legacy_delivery_id", 7431).name)
		self.assertEqual(
			(line.status, line.caller_id, line.vm_email), ("Active", "Anne Côté", "anne@exemple.ca")
		)
		self.assertEqual((line.ata_mac, line.ata_model, line.international), ("000B82740001", "HT802", 1))
		self.assertEqual(line.equipment, self.device(7444).name)
		self.assertEqual(line.creation, datetime(2011, 3, 13, 3, 6, 40))
		secrets = [line.get_password(field) for field in ("sip_password", "vm_password", "ata_password")]
		self.assertEqual(secrets, ["sip-7461", "0042", "ata-7471"])

	def test_a_suspended_service_is_a_suspended_line(self):
		self.assertEqual(self.line("4505557402").status, "Suspended")

	def test_unknown_references_are_empty(self):
		line = self.line("4505557404")
		self.assertFalse(line.service_location or line.subscription)
		self.assertEqual(line.status, "Active")

	def test_911_is_compared(self):
		found = {
			did: self.line(did).e911_status
			for did in ("4505557401", "4505557402", "4505557403", "4505557404")
		}
		self.assertEqual(
			found,
			{
				"4505557401": "Synced",
				"4505557402": "Mismatch",
				"4505557403": "Mismatch",
				"4505557404": "Mismatch",
			},
		)
		self.assertEqual(self.warning("phone_addr", 7482), "911 address differs: Civic Number")
		self.assertEqual(self.warning("phone_addr", 7483), "911 address may differ: Street Type")
		self.assertEqual(self.warning("phone_addr", 7484), "911 address of a line without a location")

	def test_a_registered_address_is_in_its_fields(self):
		line = self.line("4505557401")
		door = (line.e911_civic_number, line.e911_suffix, line.e911_unit, line.e911_street)
		self.assertEqual(door, ("123", "A", "2", "RUE DE L'EGLISE"))
		self.assertEqual((line.e911_state, line.e911_zip, line.e911_class), ("QC", "J0S 1M0", "RES"))
		self.assertEqual(self.line("4505557402").e911_class, "BUS")

	def test_a_registration_without_a_line_is_an_orphan(self):
		orphan = self.line(ORPHAN)
		self.assertEqual(
			(orphan.status, orphan.e911_status, orphan.legacy_pbx_id), ("Cancelled", "Mismatch", 0)
		)
		self.assertEqual((orphan.e911_street, orphan.e911_enhanced), ("rue Perdue", 0))
		self.assertEqual(
			frappe.db.count("VoIP Line", {"status": "Cancelled", "legacy_phone_addr_id": (">", 0)}), 1
		)

	def test_every_column_of_a_line_is_what_insert_leaves(self):
		for did in ("4505557401", "4505557402", "4505557403", "4505557404", ORPHAN):
			with self.subTest(did):
				name = self.line(did).name
				self.assertEqual(stored("VoIP Line", name), as_inserted("VoIP Line", name, self.told(name)))

	def told(self, name: str) -> dict:
		"""What the rows of a line say of it, one after the other."""
		values = {"equipment": frappe.db.get_value("VoIP Line", name, "equipment")}
		for step in ("13e", "13f"):
			for importer in importers(step):
				for effect in self.effects(importer):
					if self.is_of(effect, name):
						values |= effect.values
		return {field: value for field, value in values.items() if field not in DERIVED}

	def effects(self, importer) -> list:
		with reader() as source:
			importer.prepare(source)
			refused = self.rejected(importer.line)
			rows = [row for row in source.rows_by_id(importer, range(7400, 7500)) if row["id"] not in refused]
		known = Links(importer, frappe.utils.now_datetime()).known(rows)
		known.lines_by_did.pop(ORPHAN, None)
		return [effect for row in rows for effect in importer.becomes(row, known)]

	def is_of(self, effect: Record | Change, name: str) -> bool:
		if isinstance(effect, Change):
			return effect.name == name
		return effect.values["did"] == frappe.db.get_value("VoIP Line", name, "did")

	def test_what_was_imported_opens_and_is_saved_without_a_change(self):
		devices = [("Service Equipment", self.device(number).name) for number in (7441, 7442, 7443, 7444)]
		lines = [
			("VoIP Line", name)
			for name in frappe.get_all("VoIP Line", {"did": ("like", "45055574%")}, pluck="name")
		]
		self.assertEqual(len(lines), 5)
		for doctype, name in devices + lines:
			with self.subTest(doctype=doctype, name=name), undone():
				before, versions = stored(doctype, name), frappe.db.count("Version", {"docname": name})
				document = frappe.get_doc(doctype, name)
				document.run_method("onload")
				document.save()
				self.assertEqual(stored(doctype, name), before)
				self.assertEqual(frappe.db.count("Version", {"docname": name}), versions)
				self.assertIn(name, frappe.get_print(doctype, name))

	def test_passwords_stand_in_no_ledger_no_reject_and_no_version(self):
		kept = frappe.as_json(
			[
				*frappe.get_all("Legacy Import Row", "*"),
				*frappe.get_all("Legacy Import Reject", "*"),
				*frappe.get_all("Version", {"ref_doctype": ("in", ("VoIP Line", "Service Equipment"))}, "*"),
				*frappe.get_all("VoIP Line", "*"),
				*frappe.get_all("Service Equipment", "*"),
			],
			ensure_ascii=False,
		)
		self.assertGreater(len(SECRETS), 15)
		self.assertEqual([secret for secret in SECRETS if secret in kept], [])

	def test_nothing_is_sent(self):
		self.assertEqual(
			frappe.db.count(
				"Outbox Message", {"reference_doctype": ("in", ("VoIP Line", "Service Equipment"))}
			),
			0,
		)


class TestWhatComesLater(TelephoneCase):
	def tearDown(self):
		frappe.db.rollback()

	def test_a_changed_row_changes_its_fields_and_no_others(self):
		name = self.line("4505557403").name
		frappe.db.set_value("VoIP Line", name, "caller_id", "Corrigé ici")
		frappe.db.commit()  # the import reads it in a transaction of its own
		self.assertEqual(self.account(self.run_again("13e"))["pbx"][2], 0)
		self.assertEqual(self.line("4505557403").caller_id, "Corrigé ici")

		self.legacy.execute("update phone_addr set street_name = 'chemin du Lac' where id = %s", 7483)
		self.assertEqual(self.account(self.run_again("13f"))["phone_addr"][2], 1)
		line = self.line("4505557403")
		self.assertEqual((line.e911_status, line.e911_synced, line.caller_id), ("Synced", 1, "Corrigé ici"))

	def test_a_second_band_gets_its_own_name_when_the_first_one_is_renamed(self):
		table = self.legacy.address("wifi")
		self.legacy.execute(
			f"update {table} set ssid = 'Neuf', password = 'neuf-1', updated = updated + 5 where id = 1"
		)
		self.assertEqual(self.account(self.run_again("11a"))["wifi"][2], 1)
		router = self.device(7442)
		self.assertEqual((router.wifi_ssid, router.wifi_ssid_5g), ("Neuf", "Maison"))
		self.assertEqual(router.get_password("wifi_password"), "neuf-1")
		self.assertEqual(router.get_password("wifi_password_5g"), "érable42")

	def test_an_account_that_changes_is_the_same_row_of_the_device(self):
		table = self.legacy.address("voip")
		self.legacy.execute(f"update {table} set password = 'voip-neuf', enable = 1 where id = 3")
		self.assertEqual(self.account(self.run_again("11b"))["voip"][2], 1)
		rows = self.device(7441).sip_lines
		self.assertEqual([(row.idx, row.line, row.enabled) for row in rows], [(1, 2, 1), (2, 3, 1)])
		self.assertEqual(rows[0].get_password("sip_password"), "voip-neuf")

	def test_a_newer_row_takes_the_number_over(self):
		name = self.line("4505557402").name
		self.legacy.insert(
			"pbx",
			[
				{
					"id": 7490,
					"account_id": 74002,
					"phone": "4505557402",
					"name": "Neuf",
					"date_update": 1_700_000_000,
				}
			],
		)
		self.assertEqual(self.account(self.run_again("13e"))["pbx"], (8, 0, 1, 3, 4))
		line = self.line("4505557402")
		self.assertEqual((line.name, line.caller_id, line.legacy_pbx_id), (name, "Neuf", 7490))
		self.assertEqual(self.rejected("pbx")[7462], "superseded")

	def test_a_registration_whose_number_changed_leaves_its_line_alone(self):
		before = stored("VoIP Line", self.line("4505557404").name)
		self.legacy.execute("update phone_addr set phone = '4505557498' where id = %s", 7484)
		self.assertEqual(self.account(self.run_again("13f"))["phone_addr"][2], 0)
		self.assertEqual(self.rejected("phone_addr")[7484], "unknown number")
		self.assertEqual(stored("VoIP Line", self.line("4505557404").name), before)

	def test_an_orphan_becomes_a_line_when_one_comes(self):
		name = self.line(ORPHAN).name
		self.legacy.insert("pbx", [{"id": 7491, "account_id": 74003, "phone": ORPHAN, "delivery_id": 7433}])
		self.run_again("13e", "13f")
		line = self.line(ORPHAN)
		self.assertEqual((line.name, line.status, line.legacy_pbx_id), (name, "Active", 7491))
		self.assertEqual(line.legacy_phone_addr_id, 7485)


class TestWhatIsThereAlready(TelephoneCase):
	steps = FOUNDATION

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.addClassCleanup(cls.take_away)
		place = frappe.db.get_value("Service Location", {"legacy_delivery_id": 7433})
		cls.ordered = make_voip_line(
			service_location=place,
			did="4505557402",
			sip_username="gfabc",
			e911_status="Synced",
			e911_street="Rue d'ici",
		)
		cls.numbers = [make_phone_number(did=did).name for did in ("4505557401", ORPHAN, "4505557777")]
		frappe.db.commit()  # the import reads it in a transaction of its own
		cls.of_steps = {run.step: run for run in run_steps(STEPS)}

	@classmethod
	def take_away(cls):
		frappe.db.delete("Phone Number", {"name": ("in", cls.numbers)})
		remove("VoIP Line", cls.ordered.name)
		frappe.db.commit()  # what this class committed

	def test_a_line_of_this_site_stays_as_it_is(self):
		line = frappe.get_doc("VoIP Line", self.ordered.name)
		kept = (line.sip_username, line.e911_status, line.e911_street, line.customer)
		self.assertEqual(kept, ("gfabc", "Synced", "Rue d'ici", self.ordered.customer))
		self.assertEqual((line.legacy_pbx_id, line.legacy_phone_addr_id), (7462, 7482))
		self.assertEqual(self.account(self.of_steps)["pbx"], (7, 3, 0, 1, 3))

	def test_numbers_that_lines_use_are_not_free_any_more(self):
		found = {
			one.did: (one.status, one.voip_line)
			for one in (frappe.get_doc("Phone Number", n) for n in self.numbers)
		}
		self.assertEqual(
			found,
			{
				"4505557401": ("In Use", self.line("4505557401").name),
				ORPHAN: ("Quarantined", self.line(ORPHAN).name),
				"4505557777": ("Free", None),
			},
		)


class TestTriedAgain(TelephoneCase):
	def test_a_number_that_the_row_brings_is_not_free_any_more(self):
		number = make_phone_number(did="4505557406").name
		self.addCleanup(self.take_away, number)
		[reject] = frappe.get_all(
			"Legacy Import Reject", {"source_table": "pbx", "legacy_id": 7466}, pluck="name"
		)
		correction = json.dumps({"account_id": ROWS["pbx"][0]["account_id"]})
		frappe.get_doc("Legacy Import Reject", reject).update({"correction": correction}).save()
		frappe.db.commit()  # in a request of its own
		self.assertEqual(by_hand.retry([reject]), {"done": [reject], "left": []})
		line = self.line("4505557406").name
		self.assertEqual(
			frappe.db.get_value("Phone Number", number, ["status", "voip_line"]), ("In Use", line)
		)

	def take_away(self, number: str) -> None:
		frappe.db.delete("Phone Number", {"name": number})
		frappe.db.commit()  # what this test committed


class TestADryRun(TelephoneCase):
	steps = FOUNDATION

	def test_it_foresees_the_account_and_writes_nothing(self):
		tables = (
			"VoIP Line",
			"Service Equipment",
			"Equipment SIP Line",
			"Legacy Import Row",
			"Legacy Import Reject",
		)
		before = {table: frappe.db.sql(f"checksum table `tab{table}`") for table in tables}
		runs = {run.step: run for run in run_steps(STEPS, dry_run=1)}
		self.assertEqual(self.account(runs), ACCOUNT)
		self.assertEqual({table: frappe.db.sql(f"checksum table `tab{table}`") for table in tables}, before)
