import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.testing import factories

CARD = "4242 4242 4242 4242"


class TestPaymentMethod(FrappeTestCase):
	def test_a_card_number_is_kept_nowhere(self):
		for fieldname in ("account_number", "token", "mandate_reference", "bank_name"):
			with self.subTest(fieldname=fieldname), self.assertRaises(InvalidRequest) as refused:
				factories.make_payment_method(**{fieldname: CARD})
			self.assertNotIn("4242", str(refused.exception))

	def test_of_an_account_the_last_four_digits_show(self):
		method = factories.make_payment_method(
			provider="Bank Draft", bank_name="Caisse", account_number="1234567"
		)
		self.assertEqual((method.account_last4, method.title), ("4567", "Caisse •••• 4567"))
		self.assertEqual(method.get_password("account_number"), "1234567")
		method.save()
		self.assertEqual(method.account_last4, "4567")

	def test_a_customer_has_one_default(self):
		first = factories.make_payment_method(is_default=1)
		second = factories.make_payment_method(customer=first.customer, is_default=1)
		defaults = frappe.get_all(
			"Payment Method", filters={"customer": first.customer, "is_default": 1}, pluck="name"
		)
		self.assertEqual(defaults, [second.name])

	def test_a_method_that_cannot_be_used_is_no_default(self):
		method = factories.make_payment_method(is_default=1)
		method.status = "Expired"
		method.save()
		self.assertEqual(method.is_default, 0)


class TestPaymentArrangement(FrappeTestCase):
	def test_who_agreed_it_is_written_down(self):
		with self.set_user(factories.make_user("FSM Agent").name):
			arrangement = factories.make_payment_arrangement(agreed_by=None)
		self.assertTrue(arrangement.agreed_by)
		self.assertTrue(arrangement.agreed_by_user)

	def test_it_is_about_an_amount(self):
		with self.assertRaises(InvalidRequest) as refused:
			factories.make_payment_arrangement(amount=0)
		self.assertIn("Amount", str(refused.exception))

	def test_the_cutoff_is_not_before_the_due_date(self):
		with self.assertRaises(InvalidRequest) as refused:
			factories.make_payment_arrangement(due_date="2026-03-26", cutoff_date="2026-03-25")
		self.assertIn("Cutoff Date", str(refused.exception))


class TestPaymentAttempt(FrappeTestCase):
	def test_a_charge_exists_once(self):
		first = factories.make_payment_attempt()
		with self.assertRaises(frappe.UniqueValidationError):
			factories.make_payment_attempt(attempt_key=first.attempt_key)
