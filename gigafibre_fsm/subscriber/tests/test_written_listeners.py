"""Where the site listens to a doctype, an order's documents are heard one by one: each listener made for real."""

import frappe
from frappe.utils import add_days, nowdate

from gigafibre_fsm.domain.orders.party import Person
from gigafibre_fsm.gigafibre_fsm import writing
from gigafibre_fsm.subscriber.tests.other_apps import another_app, heard_by, scripts_allowed
from gigafibre_fsm.subscriber.tests.written_case import Written, WrittenCase
from gigafibre_fsm.testing import factories

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class TestListeners(WrittenCase):
	def setUp(self):
		frappe.db.savepoint("before_test")
		self.addCleanup(self.undo)

	def undo(self):
		"""What Frappe keeps of listeners goes with them."""
		frappe.db.rollback(save_point="before_test")
		frappe.clear_cache()
		writing.survey.forget()

	def listen(self, doctype: str, **values):
		return frappe.get_doc({"doctype": doctype, **values}).insert(ignore_permissions=True)

	def order(self) -> Written:
		person = Person(f"Anne Roy {factories.unique_number()}", "a@essai.example", "+14502722408", "fr")
		return Written(False, person, serial=factories.unique_serial())

	def names_in(self, doctype: str, field: str, **filters) -> list[str]:
		return sorted(frappe.get_all(doctype, filters, pluck=field))

	def test_nobody_listens_by_default(self):
		self.assertFalse(writing.is_listened_to(*self.order().names))

	def test_a_server_script_runs_for_each_document(self):
		for doctype, event in (
			("Service Subscription", "After Insert"),
			("Task", "Before Save"),
			("Customer", "After Save"),
		):
			self.listen(
				"Server Script",
				name=f"Essai {doctype}",
				script_type="DocType Event",
				reference_doctype=doctype,
				doctype_event=event,
				script="frappe.get_doc({'doctype': 'ToDo', 'description': doc.doctype + '|' + doc.name}).insert()",
			)
		with scripts_allowed():
			order = self.order()
		for doctype in ("Service Subscription", "Task", "Customer"):
			heard = self.names_in("ToDo", "description", description=("like", f"{doctype}|%"))
			self.assertEqual(heard, sorted(f"{doctype}|{name}" for name in order.names[doctype]))

	def test_a_server_script_may_refuse(self):
		self.listen(
			"Server Script",
			name="Essai refus",
			script_type="DocType Event",
			reference_doctype="Contact",
			doctype_event="Before Insert",
			script="frappe.throw('Not today')",
		)
		with scripts_allowed(), self.assertRaises(frappe.ValidationError):
			self.order()

	def test_a_script_that_is_switched_off_is_not_waited_for(self):
		script = self.listen(
			"Server Script",
			name="Essai éteint",
			script_type="DocType Event",
			reference_doctype="Task",
			doctype_event="Before Save",
			script="pass",
		)
		self.assertTrue(writing.is_listened_to("Task"))
		script.update({"disabled": 1}).save()
		self.assertFalse(writing.is_listened_to("Task"))

	def test_a_script_that_another_worker_saved_counts_from_the_next_transaction(self):
		frappe.db.rollback()
		self.assertFalse(writing.is_listened_to("VoIP Line"))
		other = frappe.db.create_connection()
		other.autocommit(True)
		self.addCleanup(other.close)
		with other.cursor() as cursor:
			cursor.execute(
				"""insert into `tabServer Script` (name, script_type, reference_doctype, doctype_event, script)
				values ('Essai ailleurs', 'DocType Event', 'VoIP Line', 'After Insert', 'pass')"""
			)
			frappe.db.rollback()
			heard = writing.is_listened_to("VoIP Line")
			cursor.execute("delete from `tabServer Script` where name = 'Essai ailleurs'")
		frappe.db.rollback()
		frappe.db.savepoint("before_test")
		self.assertTrue(heard)

	def test_a_notification_goes_out_for_each_document(self):
		self.listen(
			"Notification",
			name="Essai",
			subject="{{ doc.name }}",
			document_type="Service Equipment",
			event="New",
			channel="System Notification",
			message="x",
			recipients=[{"receiver_by_role": "System Manager"}],
		)
		receiver = factories.make_user("System Manager")
		order = self.order()
		heard = self.names_in("Notification Log", "subject", for_user=receiver.name)
		self.assertEqual(heard, sorted(order.names["Service Equipment"]))

	def test_a_webhook_is_queued_for_each_document(self):
		hook = self.listen(
			"Webhook",
			__newname="Essai",
			webhook_doctype="Task",
			webhook_docevent="after_insert",
			request_url="http://127.0.0.1:9/",
			request_method="POST",
			enabled=1,
		)
		order = self.order()
		queue, frappe.local._webhook_queue = frappe.local._webhook_queue, []
		heard = sorted(one.doc.name for one in queue if one.webhook.name == hook.name)
		self.assertEqual(heard, sorted(order.names["Task"]))

	def test_an_assignment_rule_assigns_each_document(self):
		agent = factories.make_user()
		self.listen(
			"Assignment Rule",
			name="Essai",
			document_type="Dispatch Job",
			description="Planifier {{ name }}",
			assign_condition="status == 'Scheduled'",
			rule="Round Robin",
			users=[{"user": agent.name}],
			assignment_days=[{"day": day} for day in DAYS],
		)
		order = self.order()
		heard = self.names_in(
			"ToDo", "reference_name", reference_type="Dispatch Job", allocated_to=agent.name
		)
		self.assertEqual(heard, order.names["Dispatch Job"])

	def test_a_milestone_is_noted_for_each_document(self):
		self.listen("Milestone Tracker", document_type="VoIP Line", track_field="status")
		order = self.order()
		heard = self.names_in("Milestone", "reference_name", reference_type="VoIP Line")
		self.assertEqual(heard, order.names["VoIP Line"])

	def test_energy_points_are_given_for_each_document_while_they_are_switched_on(self):
		frappe.get_doc("Energy Point Settings").update({"enabled": 1}).save()
		agent = factories.make_user()
		self.listen(
			"Energy Point Rule",
			rule_name="Essai",
			reference_doctype="Outbox Message",
			for_doc_event="New",
			points=1,
			user_field="owner",
		)
		frappe.set_user(agent.name)
		self.addCleanup(frappe.set_user, "Administrator")
		order = self.order()
		frappe.set_user("Administrator")
		heard = self.names_in("Energy Point Log", "reference_name", reference_doctype="Outbox Message")
		self.assertEqual(heard, sorted(order.names["Outbox Message"]))

	def test_who_follows_what_they_create_follows_each_document(self):
		agent = factories.make_user("FSM Agent", document_follow_notify=1, follow_created_documents=1)
		frappe.set_user(agent.name)
		self.addCleanup(frappe.set_user, "Administrator")
		order = self.order()
		frappe.set_user("Administrator")
		heard = self.names_in(
			"Document Follow", "ref_docname", user=agent.name, ref_doctype="Service Location"
		)
		self.assertEqual(heard, order.names["Service Location"])

	def test_a_naming_rule_gives_the_names(self):
		for doctype, prefix in (("Service Subscription", "ABO-"), ("Task", "TACHE-")):
			self.listen("Document Naming Rule", document_type=doctype, prefix=prefix, prefix_digits=4)
		order = self.order()
		self.assertEqual(order.names["Service Subscription"], [f"ABO-{number:04d}" for number in range(1, 6)])
		self.assertEqual(order.names["Task"], [f"TACHE-{number:04d}" for number in range(1, 9)])
		self.assertTrue(all(frappe.db.exists("Task", name) for name in order.names["Task"]))

	def test_another_app_hears_each_document(self):
		with another_app() as app:
			events = {"Service Equipment": {"after_insert": [f"{app.__name__}.hear"]}}
			with heard_by({"doc_events": events}):
				order = self.order()
		self.assertEqual(
			sorted(app.heard), sorted(("Service Equipment", n) for n in order.names["Service Equipment"])
		)

	def test_another_app_hears_every_document(self):
		with another_app() as app:
			with heard_by({"doc_events": {"*": {"on_update": [f"{app.__name__}.hear"]}}}):
				order = self.order()
		heard = {pair for pair in app.heard if pair in set(order.pairs())}
		self.assertEqual(set(order.pairs()) - heard, set())

	def test_another_apps_own_class_is_used(self):
		with another_app() as app:
			with heard_by({"override_doctype_class": {"Task": [f"{app.__name__}.LoudTask"]}}):
				order = self.order()
		self.assertEqual(sorted(name for _doctype, name in app.heard), sorted(order.names["Task"]))


class FieldsCase(WrittenCase):
	"""Some listeners add fields to the doctype, which commits; they go when the test ends."""

	DOCTYPE = LISTENER = ""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.addClassCleanup(cls.remove)

	@classmethod
	def remove(cls):
		frappe.db.rollback()
		for name in frappe.get_all(cls.LISTENER, {"document_type": cls.DOCTYPE}, pluck="name"):
			frappe.delete_doc(cls.LISTENER, name, force=True)
		for name, field in frappe.get_all(
			"Custom Field",
			{"dt": cls.DOCTYPE, "module": ("is", "not set")},
			["name", "fieldname"],
			as_list=True,
		):
			frappe.delete_doc("Custom Field", name, force=True)
			if field in frappe.db.get_table_columns(cls.DOCTYPE):
				frappe.db.sql_ddl(f"alter table `tab{cls.DOCTYPE}` drop column `{field}`")
		frappe.db.set_single_value("Support Settings", "track_service_level_agreement", 0)
		frappe.clear_cache()
		frappe.db.commit()  # as the fields themselves were

	def order(self) -> Written:
		person = Person(f"Anne Roy {factories.unique_number()}", "a@essai.example", "+14502722408", "fr")
		return Written(False, person, serial=factories.unique_serial())


class TestWorkflow(FieldsCase):
	DOCTYPE, LISTENER = "Service Equipment", "Workflow"

	def test_a_workflow_begins_for_each_document(self):
		frappe.get_doc(
			{
				"doctype": "Workflow",
				"workflow_name": "Essai",
				"document_type": self.DOCTYPE,
				"is_active": 1,
				"send_email_alert": 0,
				"states": [
					{"state": state, "doc_status": 0, "allow_edit": "System Manager"}
					for state in ("Pending", "Approved")
				],
				"transitions": [
					{
						"state": "Pending",
						"action": "Approve",
						"next_state": "Approved",
						"allowed": "System Manager",
					}
				],
			}
		).insert()
		names = self.order().names[self.DOCTYPE]
		states = frappe.get_all(self.DOCTYPE, {"name": ("in", names)}, pluck="workflow_state")
		waiting = frappe.get_all("Workflow Action", {"reference_name": ("in", names)}, pluck="reference_name")
		self.assertEqual(states, ["Pending"] * 4)
		self.assertEqual(sorted(waiting), sorted(names))


class TestServiceLevels(FieldsCase):
	DOCTYPE, LISTENER = "Dispatch Job", "Service Level Agreement"

	def test_a_service_level_is_applied_to_each_document(self):
		frappe.db.set_single_value("Support Settings", "track_service_level_agreement", 1)
		calendar = frappe.get_doc(
			{
				"doctype": "Holiday List",
				"holiday_list_name": f"Essai {factories.unique_number()}",
				"from_date": add_days(nowdate(), -10),
				"to_date": add_days(nowdate(), 300),
			}
		).insert()
		agreement = self.agreement(calendar.name)
		order = self.order()
		applied = frappe.db.get_value(self.DOCTYPE, order.names[self.DOCTYPE][0], "service_level_agreement")
		self.assertEqual(applied, agreement.name)

	def agreement(self, calendar: str):
		priority = (
			frappe.db.get_value("Issue Priority", {})
			or frappe.get_doc({"doctype": "Issue Priority", "name": "Essai"}).insert().name
		)
		return frappe.get_doc(
			{
				"doctype": "Service Level Agreement",
				"service_level": f"Essai {factories.unique_number()}",
				"document_type": self.DOCTYPE,
				"enabled": 1,
				"default_service_level_agreement": 1,
				"apply_sla_for_resolution": 0,
				"holiday_list": calendar,
				"priorities": [{"priority": priority, "default_priority": 1, "response_time": 3600}],
				"sla_fulfilled_on": [{"status": "Completed"}],
				"support_and_resolution": [
					{"workday": day, "start_time": "08:00:00", "end_time": "17:00:00"} for day in DAYS
				],
			}
		).insert()
