import re
from itertools import product
from pathlib import Path

import jinja2
from frappe.tests.utils import FrappeTestCase
from jinja2 import meta

import gigafibre_fsm
from gigafibre_fsm.setup.catalogue.message_templates import EVENTS, templates

DOCUMENT = Path(gigafibre_fsm.__file__).resolve().parent.parent / "docs" / "notifications.md"
EVERYWHERE = {"company", "company_phone", "company_url"}
FULL = {
	"address": "1204, rang Saint-Antoine, Val-des-Bouleaux",
	"amount": "114,98 $",
	"balance": "0,00 $",
	"card_last4": "4242",
	"code": "418205",
	"company": "Gigafibre",
	"company_phone": "450 555-0100",
	"company_url": "https://www.gigafibre.ca",
	"contact_name": "Julie Tremblay",
	"customer_name": "Julie Tremblay",
	"cutoff_date": "2 avril 2026",
	"days_overdue": 10,
	"desk_url": "https://erp.gigafibre.example/app/project/PROJ-0042",
	"due_date": "26 mars 2026",
	"email": "julie@exemple.example",
	"installation_date": "mardi 17 mars 2026",
	"installation_slot": "avant-midi",
	"interest": "Internet",
	"invoice": "ACC-SINV-2026-00042",
	"message": "Deux bâtiments à relier.",
	"minutes": 10,
	"monthly_total": "150,59 $",
	"municipality": "Saint-Célestin-des-Monts",
	"one_time_total": "69,95 $",
	"order_number": "PROJ-0042",
	"organization": "Fromagerie du Rang Double inc.",
	"phase": "Travaux en cours",
	"phone": "450 555-0142",
	"phone_numbers": ["450 555-0142"],
	"reason": "Déménagement",
	"services": [{"label": "Internet 150/150 Mbit/s", "amount": "99,95 $"}],
	"source": "site Web",
	"technician": "Martin Gauthier",
	"url": "https://payer.example/x7Kq2",
	"wifi_ssid": "Gigafibre-Tremblay",
}
MAY_BE_EMPTY = {
	"order_confirmed": ("installation_date", "installation_slot"),
	"service_activated": ("wifi_ssid", "phone_numbers"),
	"payment_link": ("invoice",),
	"payment_declined": ("card_last4",),
	"payment_received": ("invoice",),
	"business_quote": ("message",),
}
# GSM 03.38, basic table.
SMS_ALPHABET = set(
	"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
	"abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€"
)
TWO_PARTS = 306
ENVIRONMENT = jinja2.Environment(undefined=jinja2.StrictUndefined)


def documented() -> dict[str, set]:
	"""Variables of each event, from the table in docs/notifications.md."""
	rows = re.findall(r"^\| `(\w+)` \|[^|]*\| (.*) \|$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
	return {event: set(re.findall(r"`(\w+)`", cell)) - {"label"} for event, cell in rows}


def used(row: dict) -> set[str]:
	source = f"{row['subject'] or ''}\n{row['body']}"
	return meta.find_undeclared_variables(ENVIRONMENT.parse(source))


def render(row: dict, values: dict) -> str:
	return ENVIRONMENT.from_string(row["body"]).render(values)


def label(row: dict) -> str:
	return f"{row['event']}-{row['channel']}-{row['language']}"


class TestMessageTemplates(FrappeTestCase):
	def test_every_event_is_in_both_languages_on_each_of_its_channels(self):
		found = {(row["event"], row["channel"], row["language"]) for row in templates()}
		by_channel = {(event, channel) for event, channel, _language in found}
		self.assertEqual({event for event, _channel in by_channel}, set(EVENTS))
		self.assertEqual(found, {(*pair, language) for pair, language in product(by_channel, ("fr", "en"))})

	def test_every_template_renders_with_all_values_and_with_the_optional_ones_empty(self):
		for row in templates():
			sparse = {**FULL, **dict.fromkeys(MAY_BE_EMPTY.get(row["event"], ()))}
			for text in (render(row, FULL), render(row, sparse)):
				self.assertNotIn("None", text)
				self.assertTrue(text.strip())

	def test_the_variables_are_those_the_document_lists(self):
		table = documented()
		self.assertEqual(set(table), set(EVENTS))
		for row in templates():
			self.assertLessEqual(used(row) - EVERYWHERE, table[row["event"]], label(row))

	def test_every_email_has_a_subject_and_nothing_else_has(self):
		for row in templates():
			self.assertEqual(bool(row["subject"]), row["channel"] == "Email", label(row))

	def test_an_sms_fits_into_two_parts_of_the_basic_alphabet(self):
		for row in (row for row in templates() if row["channel"] == "SMS"):
			with self.subTest(label(row)):
				self.assertEqual(set(row["body"]) - SMS_ALPHABET, set())
				self.assertLessEqual(len(render(row, FULL)), TWO_PARTS)

	def test_the_phrases_customers_were_promised(self):
		bodies = {label(row): row["body"] for row in templates()}
		self.assertIn("Commande confirmée!", bodies["order_confirmed-SMS-fr"])
		self.assertIn("Service activé!", bodies["service_activated-SMS-fr"])
		self.assertIn("Aucun frais avant la complétion de l'installation", bodies["order_confirmed-Email-fr"])
