"""13a: what a quote leaves on the site, beside what the same quote leaves that is typed into a Quotation."""

import frappe

from gigafibre_fsm.legacy.runner import run_steps
from gigafibre_fsm.legacy.tests.quote_case import (
	GONE,
	ROY,
	QuoteCase,
	line,
	quote,
)
from gigafibre_fsm.testing.factories import make_address

PHONE_LINE = "TELEPMENS"
QUOTES = [
	quote(
		1,
		line("FTTH80I", "Fibre à l'érablière", "79.95", "3", "239.85"),
		line("TOUR15", "Tour de 15 m\nposée à > 5 m", "900.00", "2", "1800.00"),
		line("RIEN", "Écran 24\" à l'étage", "12.50", "2", "20.00"),
		monthly=(
			line("RAB_X", "Rabais", "-5.00"),
			line("VIEUX", "Antenne", "0.00"),
			line("", "Heures", "33.33", "1.5", "50.00"),
			line("", "", "", "", ""),
		),
		name="QuÃ©bec",
		po="BC-1",
		text="Bonjour.\n\n<p>Prix <b>nets</b> &amp; fermes</p>",
	),
	quote(2, line("FTTH80I", "Sans taxes", "79.95"), tax=0, account_id=ROY),
	quote(3, line("FTTH80I", "Client parti", "79.95"), account_id=GONE, date=0),
	quote(4, line("FTTH80I", "Crédit", "-100.00"), line("FTTH80I", "Dû", "12.34")),
	quote(5, line("FTTH80I", "Deux fois"), monthly=(line("ftth80i ", "Deux fois"),)),
	quote(6, line("STB", "Énorme", "9876543210.99", "8", "79012345687.92")),
	quote(
		7,
		line("STB", "", "0.335", "100", "33.50"),
		line("STB", "Un tiers", "33.33"),
		line("STB", "Deux tiers", "33.34"),
	),
	quote(8, line("STB", "Gratuit", "0.00")),
	quote(9, materiel="a:1:{i:0;a:1:"),
	quote(10, line("STB", "Inconnu"), account_id=999_999),
	quote(11),
	quote(12, line("STB", "Trop", "99999999999.99", "10", "999999999999.90")),
]
REJECTED = {"unreadable lines": 1, "unknown account": 1, "no readable line": 1, "amount out of range": 1}


class TestQuotes(QuoteCase):
	quotes = QUOTES

	def test_every_row_is_accounted_for(self):
		counts = self.run_13a.lines["soumission"]
		self.assertEqual((counts.rows_read, counts.inserted, counts.rejected), (12, 8, 4))
		self.assertEqual(dict(self.run_13a.reasons), REJECTED)

	def test_what_is_typed_by_hand_leaves_the_same_in_every_column(self):
		for legacy_id in (1, 2, 5, 6, 7, 8):
			with self.subTest(legacy_id):
				self.assert_as_typed(self.imported(legacy_id))

	def test_each_is_saved_in_the_desk_without_a_change(self):
		for legacy_id in range(1, 9):
			with self.subTest(legacy_id):
				self.assert_saves_unchanged(self.imported(legacy_id))

	def test_each_is_printed(self):
		for legacy_id in range(1, 9):
			document = self.imported(legacy_id)
			page = frappe.get_print("Quotation", document.name)
			self.assertIn(document.name, page)
			for row in document.items:
				self.assertIn(
					frappe.utils.strip_html(row.description).split("\n")[0][:10],
					frappe.utils.strip_html(page),
				)

	def test_heading_dates_and_terms(self):
		document = self.imported(1)
		self.assertEqual((document.quote_title, document.customer_po), ("Québec", "BC-1"))
		self.assertEqual(str(document.transaction_date), "2019-03-04")
		self.assertEqual(str(document.creation), "2019-03-04 13:00:00")
		self.assertEqual((document.owner, document.docstatus, document.status), ("Administrator", 0, "Draft"))
		self.assertEqual(
			document.terms,
			'<div class="ql-editor read-mode"><p>Bonjour.</p><p><br></p><p>Prix nets &amp; fermes</p></div>',
		)

	def test_one_time_lines_come_before_monthly_ones(self):
		self.assertEqual(
			[
				(row.item_code, row.charge_type, row.qty, row.rate, row.amount)
				for row in self.imported(1).items
			],
			[
				("FTTH80I", "One-time", 3, 79.95, 239.85),
				("TOUR-ACIER", "One-time", 2, 900, 1800),
				("DIVERS", "One-time", 1, 20, 20),
				("RAB_X", "Monthly", 1, -5, -5),
				("DIVERS", "Monthly", 1, 0, 0),
				("DIVERS", "Monthly", 1, 50, 50),
			],
		)

	def test_the_text_says_what_the_columns_cannot(self):
		texts = [row.description for row in self.imported(1).items]
		self.assertEqual(
			texts[1:3], ["Tour de 15 m<br>posée à &gt; 5 m", "RIEN: Écran 24\" à l'étage (2 × 12.50)"]
		)
		self.assertEqual(texts[4:], ["VIEUX: Antenne", "Heures (1.5 × 33.33)"])

	def test_taxes_are_those_of_the_settings_or_none(self):
		taxed, untaxed = self.imported(4), self.imported(2)
		self.assertEqual([row.tax_amount for row in taxed.taxes], [-4.38, -8.74])
		self.assertEqual(taxed.grand_total, -100.78)
		self.assertEqual((untaxed.taxes, untaxed.grand_total), ([], 79.95))

	def test_a_quote_without_a_date_has_that_of_the_import(self):
		document = self.imported(3)
		self.assertEqual(document.transaction_date, frappe.utils.getdate())
		warning = frappe.db.get_value("Legacy Import Row", "soumission/3", "warning")
		self.assertIn("no date", warning)

	def test_a_second_run_changes_nothing(self):
		[run] = run_steps(["13a"])
		counts = run.lines["soumission"]
		self.assertEqual((counts.rows_read, counts.unchanged, counts.rejected), (12, 8, 4))

	def test_a_customer_who_left_gets_no_new_quotation(self):
		"""The exception is for what the legacy system holds."""
		form = self.imported(3).as_dict()
		form.update({"name": None, "legacy_soumission_id": 0})
		document = frappe.get_doc(form)
		self.assertRaisesRegex(frappe.ValidationError, "is disabled", document.insert)


class TestQuotesOfAFurnishedSite(QuoteCase):
	"""Addresses, payment terms, a letter head, Items with taxes of their own, a customer with another price list."""

	quotes = [
		quote(
			1,
			line("TOUR15", "Tour", "900.00", "2", "1800.00"),
			line("STB", "Décodeur", "99.99"),
			account_id=ROY,
		),
		quote(2, line("TOUR15", "Tour", "900.00"), line("STB", "Décodeur", "99.99"), tax=0),
		quote(3, line("STB", "Deux fois"), line("stb ", "Deux fois"), monthly=(line("STB", "Deux fois"),)),
	]

	@classmethod
	def prepare_site(cls):
		_zoe, roy, _gone, tower, _old = cls.made
		company = frappe.db.get_single_value("FSM Settings", "company")
		exempt = frappe.db.get_single_value("FSM Settings", "exempt_tax_template")
		tower.append("taxes", {"item_tax_template": exempt})
		tower.save()
		terms = _payment_terms()
		roy.db_set("payment_terms", terms[0].name)
		head = frappe.get_doc(
			{
				"doctype": "Letter Head",
				"letter_head_name": "En-tête d'essai",
				"source": "HTML",
				"content": "Gigafibre",
			}
		).insert()
		cls.addClassCleanup(frappe.delete_doc, "Letter Head", head.name, force=True)
		cls._restore("Company", company, "default_letter_head", head.name)
		cls._restore_single("Selling Settings", "allow_multiple_items", 0)
		make_address(roy.name, address_type="Billing", is_primary_address=1)
		make_address(roy.name, address_type="Shipping", is_shipping_address=1)
		own = make_address(company, links=[{"link_doctype": "Company", "link_name": company}])
		cls.made += [*terms, own]

	@classmethod
	def _restore(cls, doctype: str, name: str, field: str, value) -> None:
		before = frappe.db.get_value(doctype, name, field)
		frappe.db.set_value(doctype, name, field, value)
		cls.addClassCleanup(frappe.db.set_value, doctype, name, field, before)

	@classmethod
	def _restore_single(cls, doctype: str, field: str, value) -> None:
		before = frappe.db.get_single_value(doctype, field)
		frappe.db.set_single_value(doctype, field, value)
		cls.addClassCleanup(frappe.db.set_single_value, doctype, field, before)

	def test_what_is_typed_by_hand_leaves_the_same_in_every_column(self):
		for legacy_id in (1, 3):
			with self.subTest(legacy_id):
				self.assert_as_typed(self.imported(legacy_id))

	def test_taxes_that_only_its_items_name_are_as_typed_and_saved_once_more(self):
		"""ERPNext itself leaves their currency to the next save."""
		self.assert_as_typed(self.imported(2), saved_again=True)

	def test_the_same_line_three_times_can_be_told_apart(self):
		self.assertEqual(
			[row.description for row in self.imported(3).items],
			["Deux fois", "Deux fois (2)", "Deux fois (3)"],
		)

	def test_each_is_saved_in_the_desk_without_a_change(self):
		for legacy_id in (1, 2, 3):
			with self.subTest(legacy_id):
				self.assert_saves_unchanged(self.imported(legacy_id))

	def test_it_holds_what_the_site_is_furnished_with(self):
		document = self.imported(1)
		self.assertEqual(document.letter_head, "En-tête d'essai")
		self.assertTrue(
			document.customer_address and document.shipping_address_name and document.company_address
		)
		self.assertEqual(len(document.payment_schedule), 2)
		self.assertEqual([row.tax_amount for row in document.taxes], [5.0, 9.97])


def _payment_terms() -> list:
	"""The template first."""
	due = {"invoice_portion": 50, "due_date_based_on": "Day(s) after invoice date"}
	terms = [
		frappe.get_doc(
			{"doctype": "Payment Term", "payment_term_name": f"Moitié {days}", "credit_days": days, **due}
		).insert()
		for days in (0, 30)
	]
	lines = [{"payment_term": one.name, "credit_days": one.credit_days, **due} for one in terms]
	template = {"doctype": "Payment Terms Template", "template_name": "Deux versements", "terms": lines}
	return [frappe.get_doc(template).insert(), *terms]
