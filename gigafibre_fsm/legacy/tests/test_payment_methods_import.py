"""13d on a site: payment methods are left as `insert()` would leave them, and their secrets where passwords are."""

import frappe

from gigafibre_fsm.legacy.tests.customer_data_case import CustomerDataCase
from gigafibre_fsm.legacy.tests.customer_data_rows import ANNE, CARD, LUC, PAUL, PROFILES, ZOE
from gigafibre_fsm.testing.factories import make_payment_method

DOCTYPE = "Payment Method"
VAULT, BANK, STRIPE = "account_profile", "account.ppa", "account.stripe"
FLAGS = ("is_auto", "is_default")


class TestPaymentMethods(CustomerDataCase):
	step = "13d"
	tables = {VAULT: PROFILES}

	def method(self, account: int, provider: str):
		return frappe.get_doc(DOCTYPE, {"customer": f"C-{account}", "provider": provider})

	def flags(self, account: int, provider: str) -> tuple[int, int]:
		return frappe.db.get_value(DOCTYPE, {"customer": f"C-{account}", "provider": provider}, FLAGS)

	def enabled(self, account: int) -> int:
		return frappe.db.get_value("Customer", f"C-{account}", "ppa_enabled")

	def test_every_row_is_accounted_for(self):
		self.assertEqual(self.account(VAULT), (5, 1, 0, 0, 4))
		self.assertEqual(
			self.rejected(VAULT),
			{1: "superseded", 3: "card number", 4: "unknown account", 5: "incomplete"},
		)
		self.assertEqual(self.account(BANK), (3, 2, 0, 0, 1))
		self.assertEqual(self.rejected(BANK), {PAUL: "card number"})
		self.assertEqual(self.account(STRIPE), (3, 2, 0, 0, 1))
		self.assertEqual(self.rejected(STRIPE), {PAUL: "incomplete"})

	def test_they_are_as_if_typed_in(self):
		derived = ("customer_name", "creation", "title", "account_last4")
		for account, provider, line, legacy_id in (
			(ANNE, "Paysafe", VAULT, 2),
			(ANNE, "Bank Draft", BANK, ANNE),
			(ZOE, "Bank Draft", BANK, ZOE),
			(ZOE, "Stripe", STRIPE, ZOE),
			(LUC, "Stripe", STRIPE, LUC),
		):
			with self.subTest(line=line, account=account):
				name = self.method(account, provider).name
				self.assertAsInserted(DOCTYPE, name, line, legacy_id, derived)

	def test_they_are_opened_and_saved_without_change(self):
		names = frappe.get_all(
			DOCTYPE, {"customer": ("in", [f"C-{one}" for one in (ANNE, LUC, ZOE)])}, pluck="name"
		)
		self.assertEqual(len(names), 5)
		for name in names:
			with self.subTest(name):
				self.assertSavedWithoutChange(DOCTYPE, name)

	def test_they_are_printed(self):
		self.assertPrints(DOCTYPE, self.method(ANNE, "Bank Draft").name, "3456", "Caisse")

	def test_secrets_are_where_passwords_are(self):
		bank, vault = self.method(ANNE, "Bank Draft"), self.method(ANNE, "Paysafe")
		self.assertEqual(bank.get_password("account_number"), "0123456")
		self.assertEqual(vault.get_password("token"), "T-1")
		stored = frappe.db.get_value(DOCTYPE, bank.name, "account_number")
		self.assertEqual(stored, "*" * 7)

	def test_no_card_number_is_anywhere(self):
		columns = frappe.db.sql("select * from `tabPayment Method`") + frappe.db.sql(
			"select `row`, `message` from `tabLegacy Import Reject`"
		)
		for text in (CARD, CARD.replace(" ", "")):
			self.assertNotIn(text, repr(columns))
		self.assertEqual(self.method(ANNE, "Paysafe").initial_transaction, "**** **** **** 4242")

	def test_rejected_rows_hold_no_secret(self):
		self.assertNotIn("T-old", self.kept_rows())
		self.assertNotIn("4242 4242", self.kept_rows())
		self.assertIn("p-old", self.kept_rows())

	def test_which_method_pays_by_itself(self):
		self.assertEqual(self.flags(ANNE, "Bank Draft"), (1, 1))
		self.assertEqual(self.flags(ANNE, "Paysafe"), (0, 0))
		self.assertEqual(self.flags(ZOE, "Stripe"), (1, 1))
		self.assertEqual(self.flags(ZOE, "Bank Draft"), (0, 0))
		self.assertEqual([self.enabled(one) for one in (ANNE, LUC, ZOE, PAUL)], [1, 1, 1, 0])

	def test_what_a_bank_draft_says(self):
		bank = self.method(ZOE, "Bank Draft")
		self.assertEqual((bank.title, bank.account_last4), ("Caisse de l'Érable •••• 3456", "3456"))
		self.assertEqual((bank.institution_code, bank.branch_code), ("815", "30123"))
		self.assertEqual((bank.amount_limit, bank.via_credit_card), (200, 1))

	def test_a_second_run_does_nothing(self):
		again = self.again()
		self.assertEqual(self.account(VAULT, again), (5, 0, 0, 1, 4))
		self.assertEqual(self.account(BANK, again), (3, 0, 0, 2, 1))
		self.assertEqual(self.account(STRIPE, again), (3, 0, 0, 2, 1))


class TestSwitching(CustomerDataCase):
	"""What pays by itself changes in the legacy database, or was chosen on the site."""

	step = "13d"

	def flags(self, provider: str) -> tuple[int, int]:
		return frappe.db.get_value(DOCTYPE, {"customer": f"C-{ZOE}", "provider": provider}, FLAGS)

	def switch(self, *, stripe: int, bank: int):
		self.legacy.execute("update account set stripe_ppa = %s, ppa = %s where id = %s", stripe, bank, ZOE)
		return self.again()

	def test_from_one_to_the_other_and_back(self):
		self.switch(stripe=0, bank=1)
		self.assertEqual((self.flags("Stripe"), self.flags("Bank Draft")), ((0, 0), (1, 1)))
		self.switch(stripe=1, bank=0)
		self.assertEqual((self.flags("Stripe"), self.flags("Bank Draft")), ((1, 1), (0, 0)))
		run = self.switch(stripe=0, bank=0)
		self.assertEqual((self.flags("Stripe"), self.flags("Bank Draft")), ((0, 0), (0, 0)))
		self.assertEqual(frappe.db.get_value("Customer", f"C-{ZOE}", "ppa_enabled"), 0)
		self.assertEqual(self.account(BANK, run)[2:4], (1, 1))
		self.switch(stripe=1, bank=1)
		self.assertEqual((self.flags("Stripe"), self.flags("Bank Draft")), ((1, 1), (0, 0)))
		self.assertEqual(frappe.db.get_value("Customer", f"C-{ZOE}", "ppa_enabled"), 1)


class TestChosenOnTheSite(CustomerDataCase):
	step = "10a"

	def test_a_card_that_was_fetched_from_stripe_is_the_method_there(self):
		card = self.card(LUC, stripe_customer_id="cus_L1", is_auto=0)
		[run] = self.run_again("13d").values()
		methods = frappe.get_all(DOCTYPE, {"customer": f"C-{LUC}"}, pluck="name")
		self.assertEqual(methods, [card])
		self.assertEqual(self.account(STRIPE, run), (3, 1, 0, 1, 1))

	def test_a_method_that_was_chosen_here_goes_on_paying(self):
		card = self.card(ANNE, stripe_customer_id="cus_new", is_auto=1, is_default=1)
		self.run_again("13d")
		self.assertEqual(frappe.db.get_value(DOCTYPE, card, FLAGS), (1, 1))
		bank = {"customer": f"C-{ANNE}", "provider": "Bank Draft"}
		self.assertEqual(frappe.db.get_value(DOCTYPE, bank, FLAGS), (0, 0))

	def card(self, account: int, **values) -> str:
		name = make_payment_method(customer=f"C-{account}", **values).name
		frappe.db.commit()  # the import's reader and rollback see it as a request's
		self.addCleanup(self.forget, name)
		return name

	def forget(self, name: str) -> None:
		frappe.db.delete(DOCTYPE, {"name": name})
		frappe.db.commit()  # undoes the commit above
