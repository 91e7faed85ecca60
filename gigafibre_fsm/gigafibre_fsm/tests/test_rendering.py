"""What a customer reads: the right words, nothing missing, and nothing that a visitor wrote into it."""

from decimal import Decimal

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.domain import sms
from gigafibre_fsm.gigafibre_fsm.rendering import UnusableTemplate, common, render
from gigafibre_fsm.setup.catalogue.message_templates import templates
from gigafibre_fsm.setup.tests.test_catalogue_messages import EVERYWHERE, FULL
from gigafibre_fsm.testing import factories

VALUES = {name: value for name, value in FULL.items() if name not in EVERYWHERE}
HOSTILE = (
	"<img src=x onerror=alert(1)> [gratuit](https://evil.example) **gros** `code`\n# titre\n- liste &amp; \"'"
)


def shipped() -> list[dict]:
	"""The catalogue's texts, as a site installed today has them."""
	rows = templates()
	for row in rows:
		name = "-".join((row["event"], row["channel"], row["language"]))
		frappe.db.set_value(
			"Message Template", name, {"subject": row["subject"], "body": row["body"], "enabled": 1}
		)
	return rows


class RenderingCase(FrappeTestCase):
	def setUp(self):
		self.event = f"event_{factories.unique_number()}"

	def template(self, body: str, channel: str = "Email", **values):
		subject = "Objet" if channel == "Email" else None
		row = {"event": self.event, "channel": channel, "subject": subject, "body": body, **values}
		return factories.make_message_template(**row)

	def rendered(self, channel: str = "Email", language: str = "fr", **values):
		return render(self.event, channel, language, values)


class TestChoice(RenderingCase):
	def test_the_text_is_in_the_customers_language(self):
		self.template("Bonjour", "SMS")
		self.template("Hello", "SMS", language="en")
		self.assertEqual(self.rendered("SMS", "en").body, "Hello")
		self.assertEqual(self.rendered("SMS", "fr").body, "Bonjour")

	def test_the_french_text_stands_in_for_a_language_without_one(self):
		self.template("Bonjour", "SMS")
		for language in ("en", "es", ""):
			self.assertEqual(self.rendered("SMS", language).body, "Bonjour")

	def test_a_missing_or_disabled_text_says_nothing(self):
		self.assertIsNone(self.rendered("SMS"))
		self.template("Bonjour", "SMS", enabled=0)
		self.assertIsNone(self.rendered("SMS"))

	def test_a_text_disabled_in_one_language_is_not_replaced_by_the_other(self):
		self.template("Bonjour", "SMS")
		self.template("Hello", "SMS", language="en", enabled=0)
		self.assertIsNone(self.rendered("SMS", "en"))

	def test_every_text_of_the_catalogue_is_made(self):
		for row in shipped():
			text = render(row["event"], row["channel"], row["language"], VALUES)
			self.assertTrue(text.body, row)
			self.assertEqual(bool(text.subject and text.html), row["channel"] == "Email")
			self.assertNotIn("{{", text.subject + text.body + text.html)
			if row["channel"] == "SMS":
				self.assertTrue(sms.size(text.body).basic, text.body)
				self.assertLessEqual(sms.size(text.body).parts, 2)


class TestValues(RenderingCase):
	def test_a_name_that_is_not_given_is_an_error_that_says_which(self):
		for body in ("{{ unknown }}", "{{ customer.name }}", "{% if unknown %}x{% endif %}"):
			self.template(body, "SMS")
			with self.assertRaises(UnusableTemplate) as caught:
				self.rendered("SMS", customer_name="x")
			self.assertIn(f"{self.event}-SMS-fr cannot be filled in: '", caught.exception.message)
			frappe.delete_doc("Message Template", f"{self.event}-SMS-fr")

	def test_a_value_that_is_empty_is_not_said(self):
		self.template("Bonjour {{ name }}!{% if phone %} {{ phone }}{% endif %}", "SMS")
		self.assertEqual(self.rendered("SMS", name=None, phone=None).body, "Bonjour !")

	def test_a_text_cannot_reach_the_site(self):
		for body in (
			"{{ frappe.db.get_value('User', 'Administrator', 'email') }}",
			"{{ ''.__class__.__mro__ }}",
			"{% include 'templates/emails/new_user.html' %}",
			"{{ values.append(1) }}",
			"{% for n in range(10000000) %}x{% endfor %}",
			"{{ 1 / 0 }}",
		):
			template = self.template(body, "SMS")
			with self.assertRaises(UnusableTemplate, msg=body):
				self.rendered("SMS", values=[1])
			template.delete()

	def test_every_text_may_name_the_company(self):
		settings = frappe.get_doc("FSM Settings")
		frappe.db.set_value("Company", settings.company, {"phone_no": "450 555-0100", "website": None})
		self.template("{{ company }} {{ company_phone }} {{ company_url }}", "SMS")
		name = frappe.db.get_value("Company", settings.company, "company_name")
		self.assertEqual(common()["company"], name)
		self.assertEqual(self.rendered("SMS").body, f"{name} 450 555-0100 {frappe.utils.get_url()}")

	def test_without_a_phone_number_no_sentence_is_left_open(self):
		frappe.db.set_value("Company", frappe.get_doc("FSM Settings").company, "phone_no", None)
		for row in shipped():
			text = render(row["event"], row["channel"], row["language"], VALUES).body
			last = text.splitlines()[-1]
			self.assertFalse(last.endswith(("?", ":", " ou", " or", " le", " call")), (row["event"], last))


class TestEmail(RenderingCase):
	def test_both_parts_say_the_same(self):
		self.template(
			"Bonjour **{{ name }}**,\n\n- Un : {{ amount }}\n- Deux\n\n[Payer]({{ url }})\n\nFin\nSuite"
		)
		text = self.rendered(name="Zoé", amount="114,98 $", url="https://payer.example/a_b?x=1&y=2")
		self.assertEqual(
			text.body,
			"Bonjour Zoé,\n\n- Un : 114,98 $\n- Deux\n\nPayer (https://payer.example/a_b?x=1&y=2)\n\nFin\nSuite",
		)
		for part in (
			"<strong>Zoé</strong>",
			"<li>Un : 114,98 $</li>",
			'<a href="https://payer.example/a_b?x=1&amp;y=2">Payer</a>',
			"Fin<br />\nSuite",
			'<html lang="fr">',
		):
			self.assertIn(part, text.html)

	def test_an_address_alone_becomes_a_link(self):
		self.template("Ici : {{ url }}")
		text = self.rendered(url="https://payer.example/a_b_c")
		self.assertIn('<a href="https://payer.example/a_b_c">https://payer.example/a_b_c</a>', text.html)

	def test_what_a_visitor_typed_stays_text(self):
		self.template("Bonjour {{ name }}\n\n[lien](https://ok.example/{{ name }})\n\n{{ name ~ name }}")
		text = self.rendered(name=HOSTILE)
		self.assertIn(HOSTILE, text.body)
		for tag in ("<img", "<h1", "<code", 'evil.example">', "<strong>gros", "onerror=alert(1)>"):
			self.assertNotIn(tag, text.html)
		self.assertIn(
			"&lt;img src=x onerror=alert(1)&gt; [gratuit](https://evil.example) **gros**", text.html
		)
		self.assertEqual(text.html.count("<a "), 1)

	def test_the_subject_is_one_line(self):
		self.template("x", subject="Commande {{ name }}")
		self.assertEqual(self.rendered(name="a\r\nBcc: b@c.example").subject, "Commande a Bcc: b@c.example")

	def test_conditions_leave_no_holes(self):
		self.template("Un\n\n{% if no %}x{% endif %}\n\n{% if no %}y{% endif %}\n\nDeux")
		self.assertEqual(self.rendered(no="").body, "Un\n\nDeux")


class TestSms(RenderingCase):
	def test_it_keeps_to_the_cheap_alphabet(self):
		self.template("Le 12 août à {{ city }} : {{ amount }}", "SMS")
		text = self.rendered("SMS", city="L’Île-aux-Français", amount="114,98\N{NO-BREAK SPACE}$")
		self.assertEqual(text.body, "Le 12 aout à L'Ile-aux-Francais : 114,98 $")

	def test_one_that_is_too_long_is_refused_here(self):
		self.template("{{ words }}", "SMS")
		self.assertEqual(len(self.rendered("SMS", words="x" * 1600).body), 1600)
		with self.assertRaises(UnusableTemplate) as caught:
			self.rendered("SMS", words="x" * 1601)
		self.assertIn("1601 characters; 1600 at most", caught.exception.message)


class TestChat(RenderingCase):
	def test_it_is_as_it_was_written(self):
		self.template("Commande de {{ name }} : {{ amount }}", "Chat")
		self.assertEqual(
			self.rendered("Chat", name="<b> *x*", amount=Decimal("1.5")).body, "Commande de <b> *x* : 1.5"
		)
