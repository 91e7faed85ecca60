"""Reconciliation: silent while the site holds what the legacy database holds, and every kind of difference is found."""

import contextlib
import io
from decimal import Decimal

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm import legacy as commands
from gigafibre_fsm.gigafibre_fsm.report.legacy_reconciliation import legacy_reconciliation as report
from gigafibre_fsm.legacy import reconciliation
from gigafibre_fsm.legacy.reconciliation import Check
from gigafibre_fsm.legacy.reconciliation.printing import verdict
from gigafibre_fsm.legacy.tests.foundation_case import undone
from gigafibre_fsm.legacy.tests.reconciliation_case import (
	CLOSED,
	DECO,
	DROP,
	HOME,
	PRODUCT,
	SECOND_PLACE,
	SERVICE,
	ReconciliationCase,
)


class TestAgreement(ReconciliationCase):
	def test_an_import_leaves_no_difference(self):
		self.assertEqual(self.different(), {})

	def test_rows_are_accounted_for(self):
		check = self.checks()["accord_paiement", "Rows"]
		self.assertEqual((check.legacy, check.site, check.rejected), (3, 2, 1))

	def test_content_is_summed_by_each_side(self):
		checks = self.checks()
		told = {
			("accord_paiement", "Amount: Open"): Decimal("120.50"),
			("accord_paiement", "Amount: Completed"): Decimal("80.00"),
			("service", "Recurring price: Active"): Decimal("64.95"),
			("service", "Recurring price: Suspended"): Decimal("20.00"),
			("bon_travail", "Hours"): Decimal("3.75"),
			("bon_travail", "Amounts of the lines"): Decimal("100.00"),
			("soumission", "One-time"): Decimal("30.00"),
			("soumission", "Monthly"): Decimal("69.95"),
			("soumission", "Total"): Decimal("99.95"),
			("pbx", "DIDs"): 1,
			("phone_addr", "Orphaned registrations"): 1,
			("account_suspension", "Suspended"): 1,
			("voip", "SIP passwords"): 1,
			("voip", "Passwords of further SIP accounts"): 1,
		}
		for key, value in told.items():
			with self.subTest(key):
				self.assertEqual((checks[key].legacy, checks[key].site), (value, value))

	def test_every_line_of_the_account_is_looked_at(self):
		lines = {line for run in self.runs.values() for line in run.lines}
		self.assertEqual({line for line, label in self.checks() if label == "Rows"}, lines)

	def test_the_command_says_0_differences_and_ends_well(self):
		output = io.StringIO()
		with contextlib.redirect_stdout(output):
			commands.reconcile(self.steps)
		self.assertEqual(output.getvalue().rstrip().split("\n")[-1], "0 differences")

	def test_the_report_shows_the_same(self):
		_columns, rows, _message, _chart, [summary] = report.execute({"step": "13b"})
		self.assertEqual((summary["value"], summary["indicator"]), ("0 differences", "Green"))
		[amounts] = [row for row in rows if row["label"] == "Amount: Open"]
		self.assertEqual(
			(amounts["legacy"], amounts["site"], amounts["differences"]), ("120.50", "120.50", 0)
		)


class TestDifferencesOnTheSite(ReconciliationCase):
	"""Each is planted alone, found where it is, and nowhere else."""

	def assertFound(self, *found: tuple[str, str]) -> None:
		self.assertEqual(sorted(self.different()), sorted(found))

	def test_a_document_that_is_gone(self):
		for line, legacy_id, doctype in (
			("account", CLOSED, "Customer"),
			("accord_paiement", 1, "Payment Arrangement"),
			("phone_addr", 2, "VoIP Line"),
			("soumission", 1, "Quotation"),
			("soumission_template", 1, "Terms and Conditions"),
		):
			with self.subTest(line), undone():
				frappe.db.delete(doctype, self.target(line, legacy_id))
				self.assertIn((line, "Rows"), self.different())

	def test_a_document_that_came_along_is_gone(self):
		with undone():
			frappe.db.delete("Item Price", {"item_code": "RECON-100"})
			self.assertFound(("product", "Price"), ("product", "Documents that came along"))

	def test_a_child_row_that_is_gone(self):
		for line, legacy_id, doctype in (
			("ip_history", 2, "IP Assignment"),
			("delivery_history", 1, "Former Address"),
		):
			with self.subTest(line), undone():
				frappe.db.delete(doctype, self.target(line, legacy_id))
				self.assertFound((line, "Rows"))
		with undone():
			frappe.db.delete("Service Work Order Item", {"parent": self.target("bon_travail", 1), "idx": 2})
			self.assertFound(("bon_travail", "Lines"), ("bon_travail", "Amounts of the lines"))

	def test_a_value_that_is_another(self):
		planted = (
			("accord_paiement", 1, {"amount": 120.49}, "Amount: Open"),
			("accord_paiement", 1, {"customer": f"C-{CLOSED}"}, "Customer"),
			("accord_paiement", 2, {"method": "Phone"}, "Method"),
			("bon_travail", 1, {"tvq": 9.97}, "TVQ"),
			("bon_travail", 1, {"total_hours": 3.5}, "Hours"),
			("soumission", 1, {"total": 99}, "Total"),
			("service", SERVICE, {"rate": 69.95}, "Recurring price: Active"),
			("service", SERVICE, {"billing_interval": "Yearly"}, "Yearly"),
			("delivery", SECOND_PLACE, {"status": "Closed"}, "Status"),
			("device", DECO, {"serial_number": "DECO910043"}, "Serial Number"),
			("device", DECO, {"mac_address": ""}, "MAC Address"),
			("fibre", DROP, {"port": 9}, "Ports on the OLT"),
			("fibre", DROP + 1, {"reserved_note": ""}, "Reserved"),
			("account", HOME, {"is_vip": 0}, "VIP customers"),
			("account", CLOSED, {"disabled": 0}, "Closed"),
			("account_suspension", 1, {"is_suspended": 0}, "Suspended"),
			("account.ppa", HOME, {"amount_limit": 15}, "Limit"),
			("account_profile", 1, {"card_id": "card-2"}, "Card"),
			("pbx", 1, {"did": "4505550919"}, "DIDs"),
			("phone_provisioning", 1, {"ata_mac": ""}, "ATA MACs"),
			("phone_addr", 2, {"e911_status": "Deregistered"}, "Registered for 911"),
			("wifi", 1, {"wifi_ssid": "Autre"}, "WiFi names"),
			("voip", 1, {"sip_username": "x"}, "SIP accounts"),
			("voip", 2, {"line": 3}, "Lines"),
			("ip_history", 2, {"ip": "10.1.2.9"}, "IP"),
			("delivery_history", 1, {"postal_code": ""}, "Postal Code"),
		)
		for line, legacy_id, values, label in planted:
			with self.subTest(line=line, label=label), undone():
				doctype, name = frappe.db.get_value(
					"Legacy Import Row", f"{line}/{legacy_id}", ["target_doctype", "target"]
				)
				frappe.db.set_value(doctype, name, values)
				[example] = self.different()[line, label]
				self.assertTrue(example.startswith(f"{legacy_id} → {name}: "), example)

	def test_two_amounts_that_changed_places(self):
		"""The sums are the same."""
		with undone():
			first, second = self.target("accord_paiement", 1), self.target("accord_paiement", 2)
			frappe.db.set_value("Payment Arrangement", second, "status", "Open")
			frappe.db.set_value("Payment Arrangement", first, "status", "Completed")
			self.assertEqual(len(self.different()["accord_paiement", "Status"]), 2)

	def test_a_password_that_is_lost(self):
		planted = (
			("service", SERVICE, "radius_password", "RADIUS passwords"),
			("account_profile", 1, "token", "Tokens"),
			("account.ppa", HOME, "account_number", "Account numbers"),
			("pbx", 1, "sip_password", "SIP passwords"),
			("pbx", 1, "vm_password", "Voicemail passwords"),
			("phone_provisioning", 1, "ata_password", "ATA passwords"),
			("wifi", 1, "wifi_password", "WiFi passwords"),
			("voip", 1, "sip_password", "SIP passwords"),
		)
		for line, legacy_id, fieldname, label in planted:
			with self.subTest(line=line, label=label), undone():
				name = self.target(line, legacy_id)
				self.assertEqual(frappe.db.count("__Auth", {"name": name, "fieldname": fieldname}), 1)
				frappe.db.delete("__Auth", {"name": name, "fieldname": fieldname})
				self.assertFound((line, label))

	def test_a_password_of_a_further_sip_account_that_is_lost(self):
		with undone():
			frappe.db.delete("__Auth", {"name": self.target("voip", 2)})
			self.assertFound(("voip", "Passwords of further SIP accounts"))

	def test_a_reject_that_was_thrown_away_is_still_known(self):
		with undone():
			frappe.db.delete("Legacy Import Reject", {"source_table": "accord_paiement"})
			self.assertFound()

	def test_what_was_there_before_the_import_need_not_say_the_same(self):
		for outcome in ("Linked", "Corrected"):
			with self.subTest(outcome), undone():
				frappe.db.set_value("Legacy Import Row", "accord_paiement/1", "outcome", outcome)
				frappe.db.set_value("Payment Arrangement", self.target("accord_paiement", 1), "amount", 1)
				self.assertFound()

	def test_the_command_names_the_document_and_ends_with_status_1(self):
		output = io.StringIO()
		with undone(), contextlib.redirect_stdout(output), self.assertRaises(SystemExit) as end:
			frappe.db.set_value("Payment Arrangement", self.target("accord_paiement", 1), "amount", 1)
			commands.reconcile(["13b"])
		self.assertEqual(end.exception.code, 1)
		self.assertIn(f"1 → {self.target('accord_paiement', 1)}: 120.50 ≠ 1.00", output.getvalue())
		self.assertEqual(output.getvalue().rstrip().split("\n")[-1], "1 difference")

	def test_the_report_can_show_differences_alone(self):
		with undone():
			frappe.db.set_value("Item", self.target("product", PRODUCT), "disabled", 1)
			_columns, rows, _message, _chart, [summary] = report.execute(
				{"step": "10c", "only_differences": 1}
			)
		self.assertEqual([(row["line"], row["label"]) for row in rows], [("product", "Active")])
		self.assertEqual(summary["indicator"], "Red")


class TestDifferencesInTheLegacyDatabase(ReconciliationCase):
	def planted(self, query: str, back: str) -> dict:
		self.legacy.execute(query)
		try:
			return self.different()
		finally:
			self.legacy.execute(back)

	def test_a_row_that_is_new(self):
		found = self.planted(
			"insert into accord_paiement (id, account_id, montant) values (9, 1, 5)",
			"delete from accord_paiement where id = 9",
		)
		self.assertEqual(found, {("accord_paiement", "Rows"): ["9 is not imported"]})

	def test_a_row_that_vanished(self):
		copy = "create table kept as select * from ip_history where id = 2"
		self.legacy.execute(copy)
		found = self.planted(
			"delete from ip_history where id = 2", "insert into ip_history select * from kept"
		)
		self.legacy.execute("drop table kept")
		self.assertEqual(found, {("ip_history", "Rows"): ["2 is no longer in the legacy database"]})

	def test_one_that_is_new_does_not_make_up_for_one_that_vanished(self):
		self.legacy.execute("create table kept as select * from ip_history where id = 2")
		self.legacy.execute("insert into ip_history (id, account_id, ip) values (9, 1, '10.9.9.9')")
		found = self.planted(
			"delete from ip_history where id = 2", "insert into ip_history select * from kept"
		)
		self.legacy.execute("delete from ip_history where id = 9")
		self.legacy.execute("drop table kept")
		self.assertEqual(
			found["ip_history", "Rows"], ["9 is not imported", "2 is no longer in the legacy database"]
		)

	def test_a_column_that_nothing_else_compares(self):
		found = self.planted(
			"update accord_paiement set note = 'promis' where id = 1",
			"update accord_paiement set note = null where id = 1",
		)
		self.assertEqual(found, {("accord_paiement", "Changed since the import"): ["1 has changed"]})

	def test_an_item_of_a_work_order(self):
		found = self.planted(
			"update bon_travail_item set `desc` = 'Fil' where id = 1",
			"update bon_travail_item set `desc` = 'Câble' where id = 1",
		)
		self.assertEqual(list(found), [("bon_travail", "Changed since the import")])

	def test_an_amount_is_found_twice(self):
		found = self.planted(
			"update accord_paiement set montant = 121 where id = 1",
			"update accord_paiement set montant = 120.50 where id = 1",
		)
		self.assertEqual(
			sorted(found),
			[("accord_paiement", "Amount: Open"), ("accord_paiement", "Changed since the import")],
		)

	def test_an_error_leaves_no_row_in_the_error_log(self):
		# For this connection, another table stands before the site's own.
		frappe.db.rollback()
		frappe.db.sql("create temporary table `tabPayment Method` (nothing int)")
		self.addCleanup(frappe.db.sql, "drop temporary table `tabPayment Method`")
		with self.assertRaisesRegex(
			frappe.ValidationError, r"Reconciliation: it broke off \(\w+Error\)"
		) as refusal:
			reconciliation.checks(["13d"])
		self.assertIsNone(refusal.exception.__context__)

	def test_nothing_is_left_planted(self):
		self.assertEqual(self.different(), {})


class TestVerdict(FrappeTestCase):
	def test_a_thousand_differences_are_one_sentence(self):
		self.assertEqual(
			verdict([Check("a", "b", differences=1000), Check("a", "c", differences=1)]), "1,001 differences"
		)

	def test_only_some_examples_are_kept_and_all_are_counted(self):
		check = Check("a", "b")
		for number in range(9):
			check.differ(str(number))
		self.assertEqual((check.differences, check.examples), (9, ["0", "1", "2", "3", "4"]))
