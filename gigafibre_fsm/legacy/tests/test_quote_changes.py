"""Templates of quotes; quotes that change in the legacy database; sites that quotes cannot come to."""

import frappe
from frappe.utils import strip_html

from gigafibre_fsm.legacy.runner import run_steps
from gigafibre_fsm.legacy.tests.foundation_case import stored, undone
from gigafibre_fsm.legacy.tests.quote_case import QuoteCase, array, flat, line, quote

TERMS = "Terms and Conditions"
ON_SITE = "Conditions d'ici"


class TestTemplates(QuoteCase):
	templates = [
		{
			"id": 1,
			"name": "Ferme",
			"materiel": array(line("TOUR15", "Tour", "9.00", "2", "18.00")),
			"text": "Prix {{ nets }}",
		},
		{"id": 2, "name": " ferme", "mensuel": array(line("STB", "Décodeur & co")), "text": ""},
		{"id": 3, "name": "CONDITÏONS d'ici", "text": "Autre texte"},
		{"id": 4, "name": "", "text": "<p>Sans nom</p>"},
		{"id": 5, "name": "Vide", "materiel": "a:0:{}"},
		{"id": 6, "name": "Coupé", "materiel": "a:1:{i:0;", "text": "Texte"},
	]

	@classmethod
	def prepare_site(cls):
		there = frappe.get_doc({"doctype": TERMS, "title": ON_SITE, "terms": "<p>D'ici</p>"})
		cls.made.append(there.insert())

	def test_every_row_is_accounted_for(self):
		counts = self.run_13a.lines["soumission_template"]
		self.assertEqual((counts.rows_read, counts.inserted, counts.unchanged, counts.rejected), (6, 3, 1, 2))
		self.assertEqual(dict(self.run_13a.reasons), {"no readable line": 1, "unreadable lines": 1})

	def test_they_are_terms_that_the_desk_offers_for_sales(self):
		for name, text in {
			"Ferme (1)": "Prix { { nets }}",
			"ferme (2)": "",
			"Soumission 4": "Sans nom",
		}.items():
			document = frappe.get_doc(TERMS, name)
			self.assertEqual(
				(strip_html(document.terms or ""), document.selling, document.disabled), (text, 1, 0)
			)
			before = stored(TERMS, name)
			with undone():
				document.save()
				self.assertEqual(before, stored(TERMS, name))

	def test_their_lines_are_a_remark(self):
		remark = frappe.get_doc("Comment", {"reference_doctype": TERMS, "reference_name": "ferme (2)"})
		self.assertEqual(strip_html(remark.content), "Monthly: 1 × STB Décodeur &amp; co = 10.00")

	def test_terms_that_the_site_had_are_left_as_they_are(self):
		self.assertEqual(frappe.db.get_value(TERMS, ON_SITE, "terms"), "<p>D'ici</p>")


class TestChanges(QuoteCase):
	quotes = [quote(1, line("STB", "Avant", "10.00"), line("STB", "Aussi", "5.00"), text="Avant")]

	def test_a_quote_that_changed_is_the_same_quotation_with_other_lines(self):
		before = self.imported(1)
		self.legacy.execute(
			"update soumission set materiel = %s, text = 'Après' where id = 1",
			array(line("TOUR15", "Après", "7.00")),
		)
		[run] = run_steps(["13a"])
		self.assertEqual(run.lines["soumission"].updated, 1)
		after = self.imported(1)
		self.assertEqual(after.name, before.name)
		self.assertEqual(
			[(row.idx, row.item_code, row.amount) for row in after.items], [(1, "TOUR-ACIER", 7)]
		)
		self.assertEqual(strip_html(after.terms), "Après")
		self.assertEqual((after.net_total, after.payment_schedule[0].payment_amount), (7, after.grand_total))
		self.assertEqual((len(after.taxes), len(after.payment_schedule)), (2, 1))
		self.assert_saves_unchanged(after)

	def test_a_quotation_that_was_submitted_stays_what_was_offered(self):
		self.legacy.insert("soumission", [quote(3, line("STB", "Offert", "10.00"))])
		run_steps(["13a"])
		document = self.imported(3)
		self.made.append(document)
		document.submit()
		self.legacy.execute("update soumission set name = 'Autre' where id = 3")
		[run] = run_steps(["13a"])
		self.assertEqual(dict(run.reasons), {"submitted since": 1})
		self.assertIsNone(frappe.db.get_value("Quotation", document.name, "quote_title"))
		self.legacy.execute("delete from soumission where id = 3")

	def test_a_dry_run_foresees_and_writes_nothing(self):
		self.legacy.insert("soumission", [quote(2, line("STB", "Nouveau"))])
		before = frappe.db.count("Quotation")
		[run] = run_steps(["13a"], dry_run=1)
		self.assertEqual((run.lines["soumission"].inserted, frappe.db.count("Quotation")), (1, before))
		self.legacy.execute("delete from soumission where id = 2")


class TestSitesThatQuotesCannotComeTo(QuoteCase):
	quotes = [quote(1, line("STB", "Décodeur"))]

	def message_with(self, field: str, value) -> str:
		before = frappe.db.get_single_value("FSM Settings", field)
		frappe.db.set_single_value("FSM Settings", field, value)
		try:
			[run] = run_steps(["13a"])
		finally:
			frappe.db.set_single_value("FSM Settings", field, before)
			frappe.db.commit()  # the step's own end has committed the change
		self.assertEqual(run.status, "Failed")
		return run.messages[0]

	def test_without_taxes_to_put_on_them(self):
		self.assertIn("choose one that is in use", self.message_with("tax_template", None))

	def test_without_an_item_for_what_the_site_does_not_know(self):
		old = next(
			document.name for document in self.made if document.doctype == "Item" and document.disabled
		)
		self.assertIn("choose one that is in use", self.message_with("catch_all_item", old))

	def test_with_prices_in_another_currency(self):
		foreign = frappe.get_doc(
			{
				"doctype": "Price List",
				"price_list_name": "Dollars",
				"currency": "USD",
				"selling": 1,
				"enabled": 1,
			}
		).insert()
		self.addCleanup(frappe.db.commit)
		self.addCleanup(frappe.db.delete, "Price List", {"name": foreign.name})
		self.assertIn("only with a price list in CAD", self.message_with("price_list", foreign.name))

	def test_with_taxes_that_are_in_the_price(self):
		company = frappe.db.get_single_value("FSM Settings", "company")
		template = frappe.get_doc(
			"Sales Taxes and Charges Template", frappe.db.get_single_value("FSM Settings", "tax_template")
		)
		copied = frappe.copy_doc(template)
		copied.update({"title": "Comprises", "is_default": 0, "company": company})
		for row in copied.taxes:
			row.included_in_print_rate = 1
		copied.insert()
		self.addCleanup(frappe.db.commit)
		self.addCleanup(frappe.delete_doc, copied.doctype, copied.name, force=True)
		self.assertIn("not included in the price", self.message_with("tax_template", copied.name))


class TestTotalsThatAreNotRounded(QuoteCase):
	"""Prices with a fraction of a cent, and a site that rounds each line or no total at all."""

	quotes = [quote(1, *(line("STB", f"Ligne {at}", f"{at}.33", "3", "") for at in range(1, 9)))]

	@classmethod
	def prepare_site(cls):
		single = frappe.db.get_single_value("Accounts Settings", "round_row_wise_tax")
		frappe.db.set_single_value("Accounts Settings", "round_row_wise_tax", 1)
		cls.addClassCleanup(frappe.db.set_single_value, "Accounts Settings", "round_row_wise_tax", single)
		fraction = frappe.db.get_value("Currency", "CAD", "smallest_currency_fraction_value")
		frappe.db.set_value("Currency", "CAD", "smallest_currency_fraction_value", 0.05)
		cls.addClassCleanup(
			frappe.db.set_value, "Currency", "CAD", "smallest_currency_fraction_value", fraction
		)

	def test_what_is_typed_by_hand_leaves_the_same_in_every_column(self):
		document = self.imported(1)
		self.assertNotEqual(document.rounding_adjustment, 0)
		self.assert_as_typed(document)
		self.assert_saves_unchanged(document)

	def test_the_comparison_sees_a_difference(self):
		document = self.imported(1)
		other = {**flat(stored("Quotation", document.name)), "items.0.rate": 1}
		self.assertRaises(AssertionError, self.assert_same, flat(stored("Quotation", document.name)), other)
