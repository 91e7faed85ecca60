"""DID Report, 911 Audit and Orphan 911, as anybody runs them, and what is done from them."""

from contextlib import contextmanager

import frappe
from frappe.desk import query_report
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.api import emergency_reports as api
from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.testing import factories
from gigafibre_fsm.voice_service.services import address_reports, comparison, known_answers

COLUMNS = "did customer customer_name service_location service_address e911_address verdict difference e911_status line_status"
SYNCED = {"status": "Active", "e911_status": "Synced"}


class ReportCase(FrappeTestCase):
	def place(self, number="123", **values):
		address = {"civic_number": number, "street": "rue de l'Église", "city": "Val-des-Bouleaux"}
		return factories.make_service_location(**{**address, "postal_code": "J0S 1A1", **values})

	def line(self, place=None, **values):
		"""Registered where it is, in the provider's spelling."""
		address = {
			"e911_civic_number": "123",
			"e911_street": "R DE L'EGLISE",
			"e911_city": "VAL DES BOULEAUX",
			"e911_last_name": "Côté",
			"e911_zip": "J0S 1A1",
		}
		where = {"service_location": (place or self.place()).name}
		return factories.make_voip_line(**{**where, **SYNCED, **address, **values})

	def rows(self, report="DID Report", **filters) -> dict[str, dict]:
		found = query_report.run(report, filters=frappe.as_json(filters))["result"]
		return {row["did"]: row for row in found}

	def as_role(self, role):
		return self.set_user(factories.make_user(role).name)

	def row(self, line, report="DID Report") -> dict:
		return self.rows(report, text=line.did)[line.did]


class TestVerdicts(ReportCase):
	def test_columns(self):
		found = query_report.run("DID Report", filters={})
		self.assertEqual([column["fieldname"] for column in found["columns"]], COLUMNS.split())

	def test_a_line_that_is_spelled_otherwise(self):
		line = self.line()
		row = self.row(line)
		place = frappe.get_doc("Service Location", line.service_location)
		self.assertEqual(
			{key: row[key] for key in COLUMNS.split()},
			{
				"did": line.did,
				"customer": line.customer,
				"customer_name": line.customer_name,
				"service_location": place.name,
				"service_address": "123 rue de l'Église, Val-des-Bouleaux J0S 1A1",
				"e911_address": "123 R DE L'EGLISE, VAL DES BOULEAUX J0S 1A1",
				"verdict": "Same",
				"difference": "",
				"e911_status": "Synced",
				"line_status": "Active",
			},
		)

	def test_what_differs_is_said_in_words(self):
		line = self.line(e911_civic_number="125", e911_unit="2")
		row = self.row(line)
		self.assertEqual(row["verdict"], "Different")
		self.assertEqual(row["difference"], "Civic Number: 123 here, 125 at 911; Unit: none here, 2 at 911")

	def test_a_postal_code_is_written_as_everybody_writes_it(self):
		self.assertEqual(
			self.row(self.line(e911_zip="j0s1a2"))["difference"], "Postal Code: J0S 1A1 here, J0S 1A2 at 911"
		)

	def test_in_the_callers_language(self):
		line = self.line(e911_civic_number="125")
		with speaking("fr"):
			self.assertEqual(self.row(line)["difference"], "Numéro civique\u00a0: 123 ici, 125 au 911")

	def test_without_an_address_and_without_a_place(self):
		nothing = dict.fromkeys(("e911_civic_number", "e911_street", "e911_city", "e911_zip"), "")
		missing = self.line(**nothing, status="Pending", e911_status="Not Registered")
		nowhere = self.line(status="Cancelled")
		frappe.db.set_value("VoIP Line", nowhere.name, "service_location", None)
		self.assertEqual(self.row(missing)["verdict"], "Missing")
		self.assertEqual(self.row(nowhere)["verdict"], "No Location")

	def test_a_line_that_moves_is_compared_with_where_it_goes(self):
		line = self.line()
		there = self.place("200")
		frappe.db.set_value("VoIP Line", line.name, "moving_to", there.name)
		row = self.row(line)
		self.assertEqual((row["verdict"], row["service_location"]), ("Different", there.name))
		self.assertEqual(comparison.verdict(line), (row["verdict"], row["difference"]))

	def test_the_separators_of_the_query_in_a_text(self):
		line = self.line()
		for field, text in (("customer_name", "Côté\x1eet fils"), ("e911_street", "R DE\x1f L'EGLISE")):
			frappe.db.set_value("VoIP Line", line.name, field, text)
			row = self.row(line)
			self.assertEqual((row["did"], row["line_status"]), (line.did, "Active"))
		self.assertEqual(row["customer_name"], "Côté\x1eet fils")
		self.assertNotEqual(row["verdict"], "Same")

	def test_an_address_on_one_line_only(self):
		place = self.place(None, street=None, address_line="123 rue de l'Église")
		self.assertEqual(self.row(self.line(place))["verdict"], "Same")

	def test_numbers_are_told_apart_where_the_street_is_known(self):
		"""The second question about a street is answered from memory."""
		known_answers.forget()
		lines = [self.line(e911_civic_number=number) for number in ("123", "125", "0123", "123A")]
		verdicts = [self.row(line)["verdict"] for line in lines]
		self.assertEqual(verdicts, ["Same", "Different", "Same", "Different"])


class TestWhichLines(ReportCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		make = cls().line
		cls.right = make()
		cls.wrong = make(e911_civic_number="125", e911_status="Mismatch")
		cls.unsynced = make(e911_status="Pending")
		cls.ordered = make(status="Pending", e911_status="Not Registered")
		cls.orphan = make(status="Cancelled", e911_status="Mismatch")
		cls.gone = make(status="Cancelled", e911_status="Deregistered")

	def shown(self, report, **filters):
		found = self.rows(report, **filters)
		names = "right wrong unsynced ordered orphan gone".split()
		return {name for name in names if getattr(self, name).did in found}

	def test_each_report_has_its_lines(self):
		self.assertEqual(self.shown("DID Report"), set("right wrong unsynced ordered orphan gone".split()))
		self.assertEqual(self.shown("911 Audit"), {"wrong", "unsynced"})
		self.assertEqual(self.shown("Orphan 911"), {"orphan"})

	def test_filters(self):
		self.assertEqual(self.shown("DID Report", verdict="Different"), {"wrong"})
		self.assertEqual(self.shown("DID Report", e911_status="Pending"), {"unsynced"})
		self.assertEqual(self.shown("DID Report", line_status="Cancelled"), {"orphan", "gone"})
		self.assertEqual(self.shown("DID Report", customer=self.right.customer), {"right"})
		self.assertEqual(self.shown("DID Report", service_location=self.wrong.service_location), {"wrong"})
		self.assertEqual(self.shown("DID Report", text=self.gone.did[3:]), {"gone"})
		self.assertEqual(self.shown("DID Report", text="125 r de"), {"wrong"})
		self.assertEqual(len(self.shown("DID Report", city="val des")), 6)
		self.assertEqual(self.shown("DID Report", text="%"), set())

	def test_a_filter_that_is_none_is_refused_by_its_name(self):
		with self.assertRaises(InvalidRequest) as refused:
			self.rows(verdict="Nearly")
		self.assertIn("verdict", str(refused.exception))

	def test_totals_and_chart(self):
		found = query_report.run("DID Report", filters={"customer": self.wrong.customer})
		totals = {one["label"]: one["value"] for one in found["report_summary"]}
		self.assertEqual(totals, {"Numbers": 1, "Different": 1, "In Service and Not Synced": 1})
		self.assertEqual(found["chart"]["data"]["labels"], ["Different"])

	def test_badges(self):
		badges = {
			name: api.badge("VoIP Line", getattr(self, name).name)["colour"]
			for name in ("right", "wrong", "unsynced", "ordered", "orphan", "gone")
		}
		expected = dict(right="green", wrong="red", unsynced="red", ordered="gray", orphan="red", gone="gray")
		self.assertEqual(badges, expected)
		self.assertEqual(api.badge("Customer", self.right.customer)["colour"], "green")
		self.assertEqual(api.badge("Service Location", self.wrong.service_location)["colour"], "red")
		self.assertEqual(api.badge("Customer", factories.make_customer().name)["colour"], "gray")

	def test_queries_do_not_grow_with_the_rows(self):
		def queries():
			return int(frappe.db.sql("show session status like 'Questions'")[0][1])

		def asked(**filters):
			before = queries()
			rows = self.rows(**filters)
			return len(rows), queries() - before

		# A doubt, for which judgements are looked up.
		doubtful = self.line(e911_unit="2")
		self.rows()
		few, many = asked(text=doubtful.did), asked()
		self.assertGreaterEqual(many[0], few[0] + 5)
		self.assertEqual(few[1], many[1])

	def test_another_process_knows_what_one_has_found_out(self):
		known_answers.forget()
		address_reports.learn()
		first = known_answers.comparer()
		self.assertGreater(len(first.answers), 0)
		# What a process begins with.
		known_answers._comparer = None
		self.rows()
		second = known_answers.comparer()
		self.assertIsNot(second, first)
		self.assertEqual(second.answers, first.answers)

	def test_who_may_run_them(self):
		with self.as_role("FSM Agent"):
			self.assertIn(self.right.did, self.rows())
		with self.as_role("FSM Technician"), self.assertRaises(frappe.PermissionError):
			self.rows()

	def test_a_user_sees_the_lines_of_their_customers(self):
		with self.as_role("FSM Agent"):
			allow_only(self.right.customer)
			self.assertEqual(self.shown("DID Report"), {"right"})


class TestJudgements(ReportCase):
	def setUp(self):
		# One door on one side only: a doubt.
		self.doubtful = self.line(e911_unit="2", e911_status="Mismatch")
		self.addCleanup(frappe.db.rollback)

	def review(self, line, verdict="Same"):
		return api.review([line.name], verdict, "Called the customer")

	def test_a_doubt_is_settled_and_the_provider_is_asked(self):
		self.assertEqual(self.row(self.doubtful)["verdict"], "Unsure")
		self.assertEqual(self.review(self.doubtful)["done"], [self.doubtful.name])
		row = self.row(self.doubtful)
		self.assertEqual(row["verdict"], "Same")
		self.assertEqual(row["difference"], "Unit: none here, 2 at 911 (reviewed)")
		asked = {"voip_line": self.doubtful.name, "action": "Query"}
		self.assertEqual(frappe.db.count("E911 Request", asked), 1)
		judgement = frappe.get_last_doc("Address Judgement")
		self.assertEqual((judgement.verdict, judgement.judged_by), ("Same", "Administrator"))
		self.assertEqual((judgement.parts, judgement.note), ("Unit", "Called the customer"))

	def test_it_holds_for_every_line_that_is_written_so(self):
		self.review(self.doubtful)
		self.assertEqual(self.row(self.line(e911_unit="2"))["verdict"], "Same")

	def test_a_change_on_either_side_asks_anew(self):
		self.review(self.doubtful)
		frappe.db.set_value("VoIP Line", self.doubtful.name, "e911_unit", "3")
		self.assertEqual(self.row(self.doubtful)["verdict"], "Unsure")
		frappe.db.set_value("VoIP Line", self.doubtful.name, "e911_unit", "2")
		self.assertEqual(self.row(self.doubtful)["verdict"], "Same")
		frappe.db.set_value("Service Location", self.doubtful.service_location, "postal_code", "J0S 1A2")
		self.assertEqual(self.row(self.doubtful)["verdict"], "Unsure")

	def test_another_judgement_takes_its_place(self):
		self.review(self.doubtful)
		self.review(self.doubtful, "Different")
		self.assertEqual(self.row(self.doubtful)["verdict"], "Different")
		self.assertEqual(frappe.db.count("Address Judgement", {"did": self.doubtful.did}), 1)

	def test_different_makes_a_synced_line_a_mismatch(self):
		line = self.line(e911_unit="2")
		self.review(line, "Different")
		self.assertEqual(frappe.db.get_value("VoIP Line", line.name, "e911_status"), "Mismatch")

	def test_nobody_calls_another_number_the_same(self):
		other = self.line(e911_civic_number="125")
		answer = self.review(other)
		self.assertEqual(answer["left"][0]["name"], other.name)
		self.assertIn("no doubt", answer["left"][0]["reason"])
		self.assertEqual(self.row(other)["verdict"], "Different")

	def test_a_judgement_never_settles_what_the_rules_call_different(self):
		self.review(self.doubtful)
		name = frappe.db.get_value("Address Judgement", {"did": self.doubtful.did})
		other = self.line(e911_civic_number="125")
		_line, finding = comparison.of_line(other)
		stored = comparison.of_line(other)[0]
		key = comparison.judgements.key(*stored.addresses)
		frappe.db.set_value("Address Judgement", name, "pair", key)
		self.assertEqual((finding.verdict, self.row(other)["verdict"]), ("Different", "Different"))

	def test_agents_do_not_judge(self):
		with self.as_role("FSM Agent"), self.assertRaises(frappe.PermissionError):
			self.review(self.doubtful)
		with self.as_role("FSM Manager"):
			self.assertEqual(self.review(self.doubtful)["left"], [])

	def test_a_judgement_without_a_note_or_of_another_kind_is_refused(self):
		for verdict, note, word in (("Same", " ", "note"), ("Unsure", "why", "verdict")):
			with self.assertRaises(InvalidRequest) as refused:
				api.review([self.doubtful.name], verdict, note)
			self.assertIn(word, str(refused.exception))


class TestActions(ReportCase):
	def setUp(self):
		self.addCleanup(frappe.db.rollback)

	def requests(self, line):
		return frappe.get_all("E911 Request", {"voip_line": line.name}, ["action", "reason", "status"])

	def test_the_address_of_the_place_goes_to_the_provider(self):
		line = self.line(e911_civic_number="125", e911_status="Mismatch")
		answer = api.update([line.name], "Audit")
		self.assertEqual((answer["done"], answer["message"]), ([line.name], "Lines done: 1."))
		self.assertEqual(self.requests(line), [{"action": "Register", "reason": "Audit", "status": "Queued"}])
		row = self.row(line)
		self.assertEqual((row["verdict"], row["e911_status"]), ("Same", "Pending"))

	def test_orphans_are_deregistered_and_live_lines_are_not(self):
		orphan, live = self.line(status="Cancelled", e911_status="Mismatch"), self.line()
		answer = api.deregister([live.name, orphan.name], "Audit")
		self.assertEqual(answer["done"], [orphan.name])
		self.assertEqual([one["name"] for one in answer["left"]], [live.name])
		self.assertEqual(answer["message"], "Lines done: 1. Left as they are: 1.")
		self.assertEqual([one.action for one in self.requests(orphan)], ["Deregister"])
		self.assertEqual(self.requests(live), [])

	def test_one_that_fails_half_way_leaves_nothing_and_stops_no_other(self):
		good, bad = self.line(e911_civic_number="125"), self.line(e911_civic_number="125")
		# Refused by the place's address, after the line before it was done.
		frappe.db.set_value("Service Location", bad.service_location, {"city": "", "address_line": "x"})
		before = frappe.db.get_value("VoIP Line", bad.name, "*", as_dict=True)
		answer = api.update([good.name, bad.name], "Audit")
		self.assertEqual((answer["done"], [one["name"] for one in answer["left"]]), ([good.name], [bad.name]))
		self.assertEqual(frappe.db.get_value("VoIP Line", bad.name, "*", as_dict=True), before)
		self.assertEqual(self.requests(bad), [])

	def test_what_is_written_before_a_refusal_is_taken_back(self):
		line = self.line(e911_civic_number="125").reload()

		def write_then_refuse(found):
			found.update({"caller_id": "4505551234"}).save()
			frappe.throw("Later", InvalidRequest)

		answer = api.address_actions._each([line.name], write_then_refuse)
		self.assertEqual(answer["left"], [{"name": line.name, "reason": "Later"}])
		self.assertEqual(frappe.db.get_value("VoIP Line", line.name, "modified"), line.modified)

	def test_unknown_lines_are_left_by_name(self):
		answer = api.update(["LINE-nowhere"], "Audit")
		self.assertIn("LINE-nowhere", answer["left"][0]["reason"])

	def test_who_may(self):
		line = self.line()
		with self.as_role("FSM Dispatcher"):
			for call in (lambda: api.update([line.name], "x"), lambda: api.badge("VoIP Line", line.name)):
				with self.assertRaises(frappe.PermissionError):
					call()
		with self.assertRaises(InvalidRequest):
			api.badge("User", "Administrator")


@contextmanager
def speaking(language: str):
	before, frappe.local.lang = frappe.local.lang, language
	try:
		yield
	finally:
		frappe.local.lang = before


def allow_only(customer: str) -> None:
	values = {"user": frappe.session.user, "allow": "Customer", "for_value": customer}
	frappe.get_doc({"doctype": "User Permission", **values, "apply_to_all_doctypes": 1}).insert(
		ignore_permissions=True
	)
