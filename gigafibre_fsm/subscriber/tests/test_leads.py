"""What a visitor's request makes, and what a second one adds to it."""

import json

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.domain.leads import Place
from gigafibre_fsm.subscriber.services import leads, sales
from gigafibre_fsm.testing import factories

HOME = Place("12 rue du Lac", "Saint-Attente", "J0S 1M0")
COTTAGE = Place("7 chemin des Pins", "Saint-Attente")
OFFICE = Place("100 boulevard Industriel", "Saint-Attente")


def visitor(**values) -> leads.Visitor:
	number = factories.unique_number()
	contact = {"email": f"v{number}@essai.example", "phone": f"+1450272{number % 10000:04d}"}
	return leads.Visitor(**{"name": "Anne Roy", **contact, **values})


def messages(doc, **filters) -> list[dict]:
	rows = frappe.get_all(
		"Outbox Message",
		{"reference_doctype": doc.doctype, "reference_name": doc.name, **filters},
		["channel", "event", "recipient", "status", "last_error", "payload"],
		order_by="name",
	)
	return [row | json.loads(row.pop("payload")) for row in rows]


def comments(doc) -> list[str]:
	filters = {"reference_doctype": doc.doctype, "reference_name": doc.name, "comment_type": "Comment"}
	return frappe.get_all("Comment", filters, pluck="content")


class LeadCase(FrappeTestCase):
	def setUp(self):
		# Each test its own places and plans: Frappe takes back a class at a time.
		frappe.db.savepoint("before_test")
		self.addCleanup(frappe.db.rollback, save_point="before_test")
		self.settle(sales_email="ventes@gigafibre.example", sales_user=None)
		self.settle(twilio_enabled=1, mailjet_enabled=1, chat_enabled=1)

	def settle(self, **values):
		frappe.db.set_single_value("FSM Settings", values)
		frappe.clear_document_cache("FSM Settings", "FSM Settings")
		self.addCleanup(frappe.clear_document_cache, "FSM Settings", "FSM Settings")


class TestNotifyMe(LeadCase):
	def test_a_request_becomes_a_lead_of_its_municipality(self):
		who = visitor()
		lead = leads.notify_me(who, HOME, "Internet")
		lead.reload()
		self.assertEqual(
			(lead.lead_name, lead.email_id, lead.mobile_no, lead.interest, lead.municipality, lead.type),
			("Anne Roy", who.email, who.phone, "Internet", "Saint-Attente", ""),
		)
		self.assertEqual(lead.get("_user_tags"), ",Saint-Attente")
		self.assertTrue(frappe.db.exists("Tag Link", {"document_name": lead.name, "tag": "Saint-Attente"}))
		lead.save()

	def test_a_guest_may_ask_and_owns_nothing_in_the_sense_of_sales(self):
		frappe.set_user("Guest")
		lead = leads.notify_me(visitor(), HOME, "Internet")
		self.assertFalse(lead.lead_owner)

	def test_the_visitor_gets_a_confirmation_in_their_language(self):
		who = visitor()
		frappe.local.lang = "fr-CA"
		self.addCleanup(setattr, frappe.local, "lang", "en")
		(message,) = messages(leads.notify_me(who, HOME, "Internet"))
		self.assertEqual(
			(
				message["channel"],
				message["event"],
				message["recipient"],
				message["language"],
				message["status"],
			),
			("Email", "waitlist_confirmed", who.email, "fr", "Queued"),
		)
		self.assertEqual(
			message["variables"],
			{"customer_name": "Anne Roy", "address": "12 rue du Lac", "municipality": "Saint-Attente"},
		)

	def test_without_an_email_address_the_confirmation_is_a_text(self):
		who = visitor(email=None)
		(message,) = messages(leads.notify_me(who, HOME, "Internet"))
		self.assertEqual((message["channel"], message["recipient"]), ("SMS", who.phone))

	def test_the_same_contact_and_address_is_one_lead_with_another_interest(self):
		who = visitor()
		first = leads.notify_me(who, HOME, "Internet")
		same = leads.notify_me(who, Place("12, RUE DU LAC", "saint-attente"), "Phone")
		self.assertEqual(same.name, first.name)
		first.reload()
		self.assertEqual(
			[line.split(" (")[0] for line in first.requested_services.split("\n")], ["Internet", "Phone"]
		)
		self.assertEqual(comments(first), ["Asked from the website for another service: Phone."])
		self.assertEqual(len(messages(first)), 1)

	def test_the_same_request_again_leaves_no_trace(self):
		who = visitor()
		lead = leads.notify_me(who, HOME, "Internet").reload()
		before = (lead.modified, comments(lead), len(messages(lead)))
		again = leads.notify_me(who, HOME, "Internet").reload()
		self.assertEqual((again.modified, comments(again), len(messages(again))), before)

	def test_a_phone_number_alone_is_the_same_contact_however_it_is_written(self):
		lead = factories.make_lead(phone="(450) 555-7788", municipality="Saint-Attente")
		found = leads.notify_me(visitor(email=None, phone="+14505557788"), HOME, "Internet")
		self.assertEqual(found.name, lead.name)
		found.reload()
		self.assertEqual((found.interest, found.address_line), ("Internet", "12 rue du Lac"))

	def test_another_place_is_another_lead_that_can_be_saved(self):
		who = visitor()
		home, cottage = leads.notify_me(who, HOME, "Internet"), leads.notify_me(who, COTTAGE, "Internet")
		self.assertNotEqual(home.name, cottage.name)
		cottage.reload()
		cottage.save()

	def test_erpnexts_rule_holds_for_one_place(self):
		who = visitor()
		leads.notify_me(who, HOME, "Internet")
		with self.assertRaises(frappe.DuplicateEntryError):
			factories.make_lead(email_id=who.email, address_line="12 rue du Lac")
		with self.assertRaises(frappe.DuplicateEntryError):
			factories.make_lead(email_id=who.email)

	def test_somebody_else_at_the_same_address_is_another_lead(self):
		self.assertNotEqual(
			leads.notify_me(visitor(), HOME, "Internet").name,
			leads.notify_me(visitor(), HOME, "Internet").name,
		)

	def test_in_a_planned_zone_its_role_is_told(self):
		agent = factories.make_user("FSM Manager")
		role = frappe.get_doc({"doctype": "Role", "role_name": f"Zone {factories.unique_number()}"}).insert()
		agent.add_roles(role.name)
		factories.make_planned_municipality(
			municipality="Saint-Attente", phase="Planned", notify_role=role.name
		)
		lead = leads.notify_me(visitor(), Place("12 rue du Lac", "st-attente"), "Internet")
		self.assertEqual(lead.planned_zone, "Saint-Attente")
		email, chat = messages(lead, event="planned_zone")
		self.assertEqual((email["channel"], email["recipient"]), ("Email", agent.email))
		self.assertEqual((chat["channel"], chat["status"]), ("Chat", "Queued"))
		self.assertEqual(
			set(email["variables"]),
			{"municipality", "phase", "contact_name", "interest", "address", "email", "phone", "desk_url"},
		)
		self.assertIn(f"/app/lead/{lead.name}", email["variables"]["desk_url"])
		log = frappe.get_all("Notification Log", {"document_name": lead.name}, ["for_user", "type"])
		self.assertEqual(log, [{"for_user": agent.name, "type": "Alert"}])

	def test_a_planned_zone_without_a_role_tells_sales(self):
		factories.make_planned_municipality(municipality="Saint-Attente")
		email, _chat = messages(leads.notify_me(visitor(), HOME, "Internet"), event="planned_zone")
		self.assertEqual(email["recipient"], "ventes@gigafibre.example")

	def test_where_fibre_is_in_service_nobody_is_told(self):
		factories.make_planned_municipality(municipality="Saint-Attente", phase="In Service")
		lead = leads.notify_me(visitor(), HOME, "Internet")
		self.assertFalse(lead.planned_zone)
		self.assertEqual(messages(lead, event="planned_zone"), [])

	def test_another_interest_in_a_planned_zone_is_news_once(self):
		who = visitor()
		factories.make_planned_municipality(municipality="Saint-Attente")
		for interest in ("Internet", "Internet", "Phone"):
			lead = leads.notify_me(who, HOME, interest)
		self.assertEqual(len(messages(lead, event="planned_zone", channel="Email")), 1)
		self.assertEqual(
			frappe.db.count("Notification Log", {"document_name": lead.name}), 2 * len(sales.people())
		)


class TestBusinessQuote(LeadCase):
	def ask(self, who=None, place=OFFICE, message="Deux bâtiments"):
		return leads.business_quote(who or visitor(company="Ferme Essai"), place, message)

	def test_it_makes_a_lead_an_issue_and_tells_sales(self):
		seller = factories.make_user("FSM Agent")
		self.settle(sales_user=seller.name)
		lead, issue = self.ask()
		self.assertEqual(
			(lead.type, lead.company_name, lead.interest), ("Enterprise", "Ferme Essai", "Business")
		)
		self.assertEqual(issue.subject, "Soumission fibre entreprise - 100 boulevard Industriel")
		self.assertEqual((issue.lead, issue.raised_by), (lead.name, lead.email_id))
		assigned = frappe.db.get_value("Issue", issue.name, "_assign")
		self.assertEqual(json.loads(assigned), [seller.name])
		email, chat = messages(issue)
		self.assertEqual((email["recipient"], chat["channel"]), ("ventes@gigafibre.example", "Chat"))
		self.assertEqual(
			set(email["variables"]),
			{"organization", "contact_name", "email", "phone", "address", "message", "desk_url"},
		)
		for doc in (lead, issue):
			doc.reload().save()

	def test_without_a_sales_person_every_agent_gets_it(self):
		agents = sorted(factories.make_user("FSM Agent").name for _ in range(2))
		factories.make_user("FSM Agent", enabled=0)
		self.assertLessEqual(set(agents), set(sales.people()))
		_lead, issue = self.ask()
		assigned = json.loads(frappe.db.get_value("Issue", issue.name, "_assign"))
		self.assertEqual(sorted(assigned), sorted(sales.people()))

	def test_without_any_address_the_message_waits_for_a_person(self):
		self.settle(sales_email=None, sales_user="Administrator")
		email, _chat = messages(self.ask()[1])
		self.assertEqual((email["status"], email["recipient"]), ("Failed", None))
		self.assertEqual(email["last_error"], "Nobody to write to: set the sales e-mail in FSM Settings.")

	def test_asked_again_while_it_is_open_it_is_the_same_issue(self):
		who = visitor(company="Ferme Essai")
		lead, issue = self.ask(who)
		again, same = self.ask(who, message="Et un <b>garage</b>")
		self.assertEqual((again.name, same.name), (lead.name, issue.name))
		self.assertEqual(comments(issue), ["Et un &lt;b&gt;garage&lt;/b&gt;"])
		issue.db_set("status", "Closed")
		self.assertNotEqual(self.ask(who)[1].name, issue.name)

	def test_a_lead_that_waited_for_fibre_becomes_an_enterprise(self):
		who = visitor()
		waiting = leads.notify_me(who, OFFICE, "Internet")
		lead, _issue = self.ask(leads.Visitor(who.name, who.email, who.phone, "Ferme Essai"))
		self.assertEqual(lead.name, waiting.name)
		self.assertEqual(
			(lead.type, lead.company_name, lead.interest), ("Enterprise", "Ferme Essai", "Internet")
		)
		self.assertIn("Business", lead.requested_services)

	def test_what_a_visitor_writes_is_text_and_nothing_else(self):
		who = visitor(company="<script>alert(1)</script>Ferme")
		_lead, issue = self.ask(who, message="<img src=x onerror=alert(1)>")
		self.assertNotIn("<script", issue.reload().description)
		self.assertNotIn("<img", issue.description)

	def test_a_long_address_fits_into_the_subject(self):
		_lead, issue = self.ask(place=Place("1 " + "x" * 138, "Saint-Attente"))
		self.assertEqual(len(issue.subject), 140)
