"""The engine: what is written once, what is written again, what is left alone; accounts, rejects and corrections."""

import json

import frappe
from frappe.tests.utils import FrappeTestCase
from frappe.utils import now_datetime
from frappe.utils.background_jobs import get_queue
from frappe.utils.global_search import sync_global_search

from gigafibre_fsm.domain.legacy.outcome import Change
from gigafibre_fsm.legacy.engine import line as engine_line
from gigafibre_fsm.legacy.engine import searching, statements
from gigafibre_fsm.legacy.engine.forms import Forms
from gigafibre_fsm.legacy.engine.inserting import Inserter
from gigafibre_fsm.legacy.engine.retry import retry
from gigafibre_fsm.legacy.engine.secrets import Secrets
from gigafibre_fsm.legacy.engine.updating import Updater
from gigafibre_fsm.legacy.runner import run_steps
from gigafibre_fsm.testing.factories import make_customer, make_payment_arrangement, make_service_equipment
from gigafibre_fsm.testing.legacy_database import legacy_database

AT = 1_720_000_000
DAY = 86_400
KNOWN, OTHER, UNKNOWN = 910_001, 910_002, 910_003
TABLES = (
	"Payment Arrangement",
	"Service Work Order",
	"Service Work Order Item",
	"Service Work Order Visit",
	"Legacy Import Row",
	"Legacy Import Reject",
	"Legacy Import Run",
	"Legacy Import Run Line",
)


def arrangement(legacy_id: int, **changes) -> dict:
	return {
		"id": legacy_id,
		"account_id": KNOWN,
		"date_accord": AT,
		"date_echeance": AT + 5 * DAY,
		"date_coupure": AT + 9 * DAY,
		"montant": 100 + legacy_id,
		"status": 0,
		**changes,
	}


def work_order(legacy_id: int, **changes) -> dict:
	return {"id": legacy_id, "account_id": KNOWN, "date": AT, "total": 10, **changes}


class EngineCase(FrappeTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.customers = {one: make_customer(legacy_customer_id=one).name for one in (KNOWN, OTHER)}
		frappe.db.commit()  # imports are transactions of their own
		cls.addClassCleanup(cls.remove_customers)

	@classmethod
	def remove_customers(cls):
		for name in cls.customers.values():
			frappe.delete_doc("Customer", name, force=True)
		frappe.db.commit()  # as they were made

	def tearDown(self):
		frappe.db.rollback()
		for table in TABLES:
			frappe.db.delete(table)
		frappe.db.delete("Version", {"ref_doctype": "Payment Arrangement"})
		frappe.db.commit()  # what the runs committed

	def legacy(self, **tables):
		accounts = [{"id": KNOWN, "last_name": "Roy"}, {"id": OTHER, "last_name": "Côté"}]
		return self.enterContext(legacy_database({"account": accounts, **tables}))

	def run_step(self, step: str = "13b", **arguments):
		[run] = run_steps([step], **arguments)
		self.assertEqual(run.status, "Completed", run.messages)
		return run

	def counted(self, run) -> tuple[int, ...]:
		one = run.counts
		return one.rows_read, one.inserted, one.updated, one.unchanged, one.rejected

	def of(self, legacy_id: int):
		return frappe.get_doc("Payment Arrangement", {"legacy_accord_id": legacy_id})

	def reject_of(self, legacy_id: int, table: str = "accord_paiement"):
		return frappe.get_doc("Legacy Import Reject", {"source_table": table, "legacy_id": str(legacy_id)})


class TestEngine(EngineCase):
	def test_a_second_run_writes_nothing(self):
		self.legacy(accord_paiement=[arrangement(one) for one in range(1, 2501)])
		self.assertEqual(self.counted(self.run_step()), (2500, 2500, 0, 0, 0))
		before = frappe.db.sql("checksum table `tabPayment Arrangement`, `tabLegacy Import Row`")
		self.assertEqual(self.counted(self.run_step()), (2500, 0, 0, 2500, 0))
		self.assertEqual(
			frappe.db.sql("checksum table `tabPayment Arrangement`, `tabLegacy Import Row`"), before
		)

	def test_what_was_edited_here_stays_until_the_legacy_row_changes(self):
		legacy = self.legacy(accord_paiement=[arrangement(1)])
		self.run_step()
		document = self.of(1)
		document.amount = 55
		document.save()
		frappe.db.commit()  # as the form does
		self.assertEqual(self.counted(self.run_step()), (1, 0, 0, 1, 0))
		self.assertEqual(self.of(1).amount, 55)
		legacy.execute("update accord_paiement set montant = 77, account_id = %s", OTHER)
		self.assertEqual(self.counted(self.run_step()), (1, 0, 1, 0, 0))
		self.assertEqual((self.of(1).amount, self.of(1).customer), (77, self.customers[OTHER]))

	def test_what_an_import_overwrites_can_be_read_in_a_version(self):
		legacy = self.legacy(accord_paiement=[arrangement(1)])
		self.run_step()
		legacy.execute("update accord_paiement set montant = 77")
		self.run_step()
		[version] = frappe.get_all("Version", {"docname": self.of(1).name}, ["data"])
		self.assertEqual(json.loads(version.data)["changed"], [["amount", 101.0, 77.0]])

	def test_a_document_that_was_there_before_is_left_as_it_is(self):
		there = make_payment_arrangement(customer=self.customers[KNOWN], legacy_accord_id=1, amount=3)
		frappe.db.commit()  # somebody's earlier import
		legacy = self.legacy(accord_paiement=[arrangement(1), arrangement(2)])
		self.assertEqual(self.counted(self.run_step()), (2, 1, 0, 1, 0))
		legacy.execute("update accord_paiement set montant = 77 where id = 1")
		self.assertEqual(self.counted(self.run_step()), (2, 0, 0, 2, 0))
		there.reload()
		self.assertEqual(there.amount, 3)

	def test_a_document_that_was_deleted_here_comes_back_when_its_row_changes(self):
		legacy = self.legacy(accord_paiement=[arrangement(1)])
		self.run_step()
		frappe.delete_doc("Payment Arrangement", self.of(1).name)
		frappe.db.commit()  # as the form does
		self.assertEqual(self.counted(self.run_step()), (1, 0, 0, 1, 0))
		self.assertFalse(frappe.db.exists("Payment Arrangement", {"legacy_accord_id": 1}))
		legacy.execute("update accord_paiement set montant = 77")
		self.assertEqual(self.counted(self.run_step()), (1, 0, 1, 0, 0))
		self.assertEqual(self.of(1).amount, 77)

	def test_a_row_that_is_refused_is_kept_once_and_taken_when_it_can_be(self):
		self.legacy(accord_paiement=[arrangement(1, account_id=UNKNOWN, note="carte 4242 4242 4242 4242")])
		run = self.run_step()
		self.assertEqual((self.counted(run), dict(run.reasons)), ((1, 0, 0, 0, 1), {"unknown account": 1}))
		reject = self.reject_of(1)
		self.assertEqual(
			(reject.status, reject.reason, reject.message), ("Open", "unknown account", f"account {UNKNOWN}")
		)
		self.assertEqual(json.loads(reject.row)["note"], "carte **** **** **** 4242")
		self.assertEqual(self.counted(self.run_step()), (1, 0, 0, 0, 1))
		self.assertEqual(frappe.db.count("Legacy Import Reject"), 1)
		customer = make_customer(legacy_customer_id=UNKNOWN)
		frappe.db.commit()  # as the form does
		self.addCleanup(frappe.delete_doc, "Customer", customer.name, force=True)
		self.assertEqual(self.counted(self.run_step()), (1, 1, 0, 0, 0))
		self.assertEqual(self.reject_of(1).status, "Imported")

	def test_a_reject_that_was_set_aside_stays_so_while_its_row_is_the_same(self):
		legacy = self.legacy(accord_paiement=[arrangement(1, account_id=UNKNOWN)])
		self.run_step()
		frappe.db.set_value("Legacy Import Reject", self.reject_of(1).name, "status", "Set Aside")
		self.run_step()
		self.assertEqual(self.reject_of(1).status, "Set Aside")
		legacy.execute("update accord_paiement set montant = 7")
		self.run_step()
		self.assertEqual(self.reject_of(1).status, "Open")

	def test_one_row_that_the_database_refuses_stops_no_other(self):
		rows = [arrangement(one) for one in range(1, 21)]
		self.legacy(accord_paiement=rows)
		frappe.db.sql_ddl(
			"alter table `tabPayment Arrangement` add constraint only_small check (amount < 115)"
		)
		self.addCleanup(frappe.db.sql_ddl, "alter table `tabPayment Arrangement` drop constraint only_small")
		run = self.run_step()
		self.assertEqual(self.counted(run), (20, 14, 0, 0, 6))
		self.assertEqual(dict(run.reasons), {"refused by the database": 6})
		self.assertIn("only_small", self.reject_of(20).message)

	def test_a_dry_run_writes_nothing_and_foresees_the_counts(self):
		self.legacy(
			accord_paiement=[*(arrangement(one) for one in range(1, 30)), arrangement(40, account_id=UNKNOWN)]
		)
		tables = "`tabPayment Arrangement`, `tabLegacy Import Row`, `tabLegacy Import Reject`, `payment_arrangement_number_seq`"
		before = frappe.db.sql(f"checksum table {tables}")
		foreseen = self.run_step(dry_run=1)
		self.assertEqual(frappe.db.sql(f"checksum table {tables}"), before)
		self.assertEqual(self.counted(foreseen), self.counted(self.run_step()))

	def test_a_run_that_goes_on_after_a_kill_counts_as_one(self):
		self.legacy(accord_paiement=[arrangement(one) for one in range(1, 2501)])
		run = self.killed_after(2)
		self.assertEqual(frappe.db.count("Payment Arrangement"), 1000)
		again = self.run_step()
		self.assertEqual((again.name, self.counted(again)), (run, (2500, 2500, 0, 0, 0)))

	def killed_after(self, batches: int) -> str:
		"""As a killed process leaves it: the run said to be running, the batch in the database's hands not committed."""
		original, calls = engine_line.Line.write_sorted, []

		def write(line, found):
			calls.append(1)
			if len(calls) > batches:
				raise KeyboardInterrupt
			return original(line, found)

		engine_line.Line.write_sorted = write
		try:
			with self.assertRaises(KeyboardInterrupt):
				run_steps(["13b"])
		finally:
			engine_line.Line.write_sorted = original
		return frappe.get_last_doc("Legacy Import Run").name

	def test_the_lines_of_a_run_add_up(self):
		self.legacy(
			bon_travail=[work_order(1), work_order(2, account_id=UNKNOWN)],
			bon_travail_item=[
				{"id": 1, "bon_id": 1, "qte": 2, "price": 3, "desc": "Câble"},
				{"id": 2, "bon_id": 2, "qte": 1, "price": 1},
				{"id": 3, "bon_id": 77, "qte": 1, "price": 1},
			],
		)
		run = self.run_step("13c")
		lines = {line.source_table: line for line in frappe.get_doc("Legacy Import Run", run.name).lines}
		self.assertEqual((lines["bon_travail"].inserted, lines["bon_travail"].rejected), (1, 1))
		items = lines["bon_travail_item"]
		self.assertEqual((items.rows_read, items.inserted, items.rejected), (3, 1, 2))
		self.assertEqual(self.reject_of(3, "bon_travail_item").message, "bon_travail 77")

	def test_a_line_that_changed_changes_its_document(self):
		legacy = self.legacy(
			bon_travail=[work_order(1)],
			bon_travail_item=[{"id": 1, "bon_id": 1, "qte": 2, "price": 3, "desc": "Câble"}],
		)
		self.run_step("13c")
		legacy.execute("update bon_travail_item set qte = 5")
		run = self.run_step("13c")
		self.assertEqual((run.lines["bon_travail"].updated, run.lines["bon_travail_item"].updated), (1, 1))
		[item] = frappe.get_doc("Service Work Order", {"legacy_bon_travail_id": 1}).items
		self.assertEqual((item.qty, item.idx), (5, 1))
		legacy.execute("delete from bon_travail_item")
		self.run_step("13c")
		self.assertEqual(frappe.get_doc("Service Work Order", {"legacy_bon_travail_id": 1}).items, [])


class TestRetry(EngineCase):
	def rejected(self) -> str:
		self.run_step()
		return self.reject_of(1).name

	def test_a_corrected_row_is_taken_and_stays_taken(self):
		legacy = self.legacy(accord_paiement=[arrangement(1, account_id=UNKNOWN)])
		name = self.rejected()
		frappe.db.set_value(
			"Legacy Import Reject", name, "correction", json.dumps({"account_id": str(KNOWN)})
		)
		self.assertEqual(retry([name]), {name: None})
		self.assertEqual((self.of(1).customer, self.reject_of(1).status), (self.customers[KNOWN], "Imported"))
		frappe.db.commit()  # as the page does
		self.assertEqual(self.counted(self.run_step()), (1, 0, 0, 1, 0))
		legacy.execute("update accord_paiement set montant = 7")
		self.assertEqual(self.counted(self.run_step())[4], 1)

	def test_a_row_that_is_still_wrong_says_why(self):
		self.legacy(accord_paiement=[arrangement(1, account_id=UNKNOWN)])
		name = self.rejected()
		self.assertEqual(retry([name]), {name: f"unknown account: account {UNKNOWN}"})
		frappe.db.set_value("Legacy Import Reject", name, "correction", json.dumps({"montant": "beaucoup"}))
		self.assertEqual(retry([name]), {name: "montant: a number is expected, not beaucoup."})
		self.assertFalse(frappe.db.exists("Payment Arrangement", {"legacy_accord_id": 1}))

	def test_a_row_that_is_gone_says_so(self):
		legacy = self.legacy(accord_paiement=[arrangement(1, account_id=UNKNOWN)])
		name = self.rejected()
		legacy.execute("delete from accord_paiement")
		self.assertEqual(retry([name]), {name: "The legacy database has no such row any more."})


class TestStatements(FrappeTestCase):
	def test_values_that_are_the_same_in_all_rows_are_kept_whole(self):
		rows = [(f"statement/{one}", "100 % 'sûr' \\ %s", None, "é" * one) for one in range(1, 5)]
		statements.insert("Legacy Import Row", ("name", "source_table", "outcome", "target"), rows)
		found = frappe.get_all(
			"Legacy Import Row",
			{"source_table": "100 % 'sûr' \\ %s"},
			["name", "source_table", "outcome", "target"],
			order_by="name",
			as_list=True,
		)
		self.assertEqual([*found], rows)
		statements.insert("Legacy Import Row", ("name", "source_table"), [("statement/9", "100 %")])
		self.assertEqual(frappe.db.get_value("Legacy Import Row", "statement/9", "source_table"), "100 %")

	def test_every_text_comes_back_as_it_was(self):
		texts = [
			"plain",
			"l'été",
			'a "b"',
			"back\\slash",
			"two\nlines",
			"%s 100 %",
			"a\x1fb",
			"ifnull(x)",
			"\r\x1a",
			"é" * 50,
		]
		rows = [
			(f"text/{place}", text, None if place % 2 else text, place) for place, text in enumerate(texts)
		]
		statements.insert("Legacy Import Row", ("name", "warning", "others", "idx"), rows)
		found = frappe.get_all(
			"Legacy Import Row",
			{"name": ("like", "text/%")},
			["name", "warning", "others", "idx"],
			order_by="idx",
			as_list=True,
		)
		self.assertEqual([*found], rows)

	def test_an_update_touches_the_named_rows_only(self):
		names = [f"changed/{one}" for one in range(1, 4)]
		statements.insert("Legacy Import Row", ("name", "target"), [(name, "x") for name in names])
		statements.update(
			"Legacy Import Row", ("target", "others"), [(names[0], "a", None), (names[2], None, "c")]
		)
		found = frappe.get_all(
			"Legacy Import Row", {"name": ("in", names)}, ["target", "others"], order_by="name", as_list=True
		)
		self.assertEqual([*found], [("a", None), ("x", None), (None, "c")])


class TestSearch(EngineCase):
	def setUp(self):
		super().setUp()
		frappe.cache.delete_key(searching.WAITING)

	def test_what_was_imported_is_found_in_the_search_bar(self):
		self.legacy(accord_paiement=[arrangement(1)])
		self.run_step()
		name = self.of(1).name
		for waiting in (name, searching.WHOLE):
			frappe.db.delete("__global_search", {"doctype": "Payment Arrangement"})
			frappe.cache.sadd(searching.WAITING, json.dumps(["Payment Arrangement", waiting]))
			searching.refresh()
			self.assertTrue(self.found(name))
		self.assertEqual(frappe.cache.smembers(searching.WAITING), set())

	def found(self, name: str):
		sync_global_search()
		return frappe.db.exists("__global_search", {"doctype": "Payment Arrangement", "name": name})

	def test_a_step_asks_for_the_index_of_what_it_wrote(self):
		touched = searching.Touched()
		touched.add(("Customer", f"C-{one}") for one in range(2))
		touched.add(("Payment Arrangement", f"ARR-{one}") for one in range(searching.ONE_BY_ONE + 1))
		wanted = [("Customer", "C-0"), ("Customer", "C-1"), ("Payment Arrangement", searching.WHOLE)]
		self.assertEqual(touched.wanted(), wanted)

	def test_however_many_steps_ask_one_job_waits(self):
		def waiting() -> int:
			jobs = get_queue("long").jobs
			ours = {"site": frappe.local.site, "method": searching.METHOD}
			return sum(ours.items() <= job.kwargs.items() for job in jobs)

		for each in range(5):
			touched = searching.Touched()
			touched.add([("Customer", f"C-{each}")])
			touched.refresh()
			self.assertLessEqual(waiting(), 1)


class TestSecretsOfChanges(FrappeTestCase):
	def change(self, name: str, **values) -> None:
		forms, secrets = Forms(), Secrets()
		change = Change("Service Equipment", name, values)
		Updater(forms, secrets, Inserter(forms, secrets)).update([change], now_datetime())

	def test_a_password_is_replaced_and_one_that_is_emptied_is_gone(self):
		device = make_service_equipment(wifi_password="before it", wifi_password_5g="the other")
		self.change(device.name, wifi_password="after it", wifi_password_5g=None)
		device.reload()
		self.assertEqual(device.get_password("wifi_password"), "after it")
		self.assertIsNone(device.get_password("wifi_password_5g", raise_exception=False))
