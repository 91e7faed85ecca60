"""What Stripe holds and what the site says it holds; and the one method that pays by itself."""

import frappe
import pymysql

from gigafibre_fsm.exceptions import InvalidRequest, InvalidState, UpstreamError
from gigafibre_fsm.receivables import jobs
from gigafibre_fsm.receivables.services import methods
from gigafibre_fsm.receivables.tests.stripe_case import StripeCase
from gigafibre_fsm.testing import factories


class MethodCase(StripeCase):
	def setUp(self):
		super().setUp()
		self.payer = self.customer()

	def flag(self) -> int:
		return frappe.db.get_value("Customer", self.payer.name, "ppa_enabled")

	def row(self, card: dict):
		return frappe.get_doc("Payment Method", {"stripe_payment_method_id": card["id"]})


class TestPull(MethodCase):
	def test_what_stripe_holds_is_taken_over(self):
		held = self.at_stripe(self.payer)
		old = self.stripe.save_card(held)
		new = self.stripe.save_card(held, "pm_card_mastercard")
		shown = methods.pull(self.payer.name)
		self.assertEqual({row.title for row in shown}, {"visa •••• 4242", "mastercard •••• 4444"})
		self.assertEqual([row.is_auto for row in shown], [0, 0])
		self.assertEqual(sum(row.is_default for row in shown), 1)
		self.stripe.detach(self.stripe.store.get("payment_method", old["id"]))
		methods.pull(self.payer.name)
		self.assertEqual((self.row(old).status, self.row(new).status), ("Revoked", "Active"))
		self.assert_faithful()

	def test_nothing_changed_writes_nothing(self):
		self.stripe.save_card(self.at_stripe(self.payer))
		methods.pull(self.payer.name)
		frappe.db.commit()  # see StripeCase.configure
		before = frappe.db.transaction_writes
		methods.pull(self.payer.name)
		self.assertEqual(frappe.db.transaction_writes, before)

	def test_a_card_whose_date_is_over_is_expired_and_comes_back_renewed(self):
		method = self.saved_card(self.payer)
		self.stripe.renew_card(method.stripe_payment_method_id, 2020, 1)
		methods.pull(self.payer.name)
		method.reload()
		self.assertEqual(
			(method.status, method.is_default, method.is_auto, self.flag()), ("Expired", 0, 1, 0)
		)
		self.stripe.renew_card(method.stripe_payment_method_id, 2099, 1)
		methods.pull(self.payer.name)
		method.reload()
		self.assertEqual((method.status, method.is_auto, self.flag()), ("Active", 1, 1))

	def test_a_method_of_the_legacy_database_gets_its_card(self):
		held = self.at_stripe(self.payer)
		method = factories.make_payment_method(
			**{"customer": self.payer.name, "stripe_customer_id": held, "is_auto": 1},
			**{"stripe_payment_method_id": None, "card_brand": None, "card_last4": None},
		)
		methods.pull(self.payer.name)
		self.assertEqual((method.reload().status, method.title), ("Active", "Stripe"))
		older = self.stripe.save_card(held)
		card = self.stripe.save_card(held, "pm_card_mastercard")
		methods.pull(self.payer.name)
		method.reload()
		self.assertEqual((method.stripe_payment_method_id, method.is_auto), (card["id"], 1))
		self.assertEqual(method.title, "mastercard •••• 4444")
		self.assertEqual((self.row(older).is_auto, self.flag()), (0, 1))
		self.assert_faithful()

	def test_and_ends_with_its_customer_there(self):
		held = self.at_stripe(self.payer)
		method = factories.make_payment_method(
			customer=self.payer.name, stripe_customer_id=held, stripe_payment_method_id=None, is_auto=1
		)
		self.stripe.delete_customer(self.stripe.store.get("customer", held))
		methods.pull(self.payer.name)
		self.assertEqual((method.reload().status, self.flag()), ("Revoked", 0))

	def test_a_customer_who_is_not_at_stripe(self):
		with self.assertRaisesRegex(InvalidState, "not known to Stripe yet"):
			methods.pull(self.payer.name)

	def test_another_accounts_key_revokes_nothing(self):
		method = self.saved_card(self.payer)
		frappe.db.set_value("Customer", self.payer.name, "stripe_id", "cus_elsewhere00000")
		with self.assertRaises(UpstreamError):
			methods.pull(self.payer.name)
		self.assertEqual(method.reload().status, "Active")


class TestEvents(MethodCase):
	def test_cards_come_and_go_with_their_events(self):
		card = self.stripe.save_card(self.at_stripe(self.payer))
		self.assertEqual(self.deliver("payment_method.attached"), ["Applied"])
		self.assertEqual(self.row(card).status, "Active")
		self.stripe.renew_card(card["id"], 2088, 5)
		self.deliver("payment_method.automatically_updated")
		self.assertEqual(self.row(card).card_expiry, "05/2088")
		self.stripe.detach(self.stripe.store.get("payment_method", card["id"]))
		self.deliver("payment_method.detached")
		self.assertEqual(self.row(card).status, "Revoked")

	def test_out_of_order_the_end_is_the_same(self):
		card = self.stripe.save_card(self.at_stripe(self.payer))
		self.stripe.detach(self.stripe.store.get("payment_method", card["id"]))
		self.deliver("payment_method.detached")
		self.deliver("payment_method.attached")
		self.assertFalse(
			frappe.db.exists("Payment Method", {"stripe_payment_method_id": card["id"], "status": "Active"})
		)

	def test_a_customer_deleted_at_stripe_has_no_cards_there(self):
		method = self.saved_card(self.payer)
		self.stripe.delete_customer(self.stripe.store.get("customer", method.stripe_customer_id))
		self.assertEqual(self.deliver("customer.deleted"), ["Applied"])
		self.assertEqual(method.reload().status, "Revoked")
		self.assertFalse(frappe.db.get_value("Customer", self.payer.name, "stripe_id"))
		self.assertEqual(self.flag(), 0)


class TestAutoPay(MethodCase):
	def test_one_method_pays_by_itself(self):
		card = self.saved_card(self.payer)
		bank = factories.make_payment_method(
			customer=self.payer.name, provider="Bank Draft", bank_name="Caisse", account_number="1234567"
		)
		methods.set_auto_pay(self.payer.name, "Bank Draft")
		self.assertEqual((bank.reload().is_auto, card.reload().is_auto, self.flag()), (1, 0, 1))
		methods.set_auto_pay(self.payer.name, "Stripe")
		self.assertEqual((bank.reload().is_auto, card.reload().is_auto, card.is_default), (0, 1, 1))
		methods.set_auto_pay(self.payer.name, "None")
		self.assertEqual((card.reload().is_auto, self.flag()), (0, 0))

	def test_a_provider_without_an_active_method_changes_nothing(self):
		card = self.saved_card(self.payer)
		with self.assertRaisesRegex(InvalidState, "no active payment method of Paysafe"):
			methods.set_auto_pay(self.payer.name, "Paysafe")
		with self.assertRaisesRegex(InvalidRequest, "Stripe, Paysafe, Bank Draft, None"):
			methods.set_auto_pay(self.payer.name, "PayPal")
		self.assertEqual((card.reload().is_auto, self.flag()), (1, 1))

	def test_the_customers_flag_follows_every_save_of_a_method(self):
		card = self.saved_card(self.payer)
		self.assertEqual(self.flag(), 1)
		card.update({"is_auto": 0}).save()
		self.assertEqual(self.flag(), 0)
		card.update({"is_auto": 1}).save()
		card.delete()
		self.assertEqual(self.flag(), 0)

	def test_two_automatic_methods_are_refused_by_the_database(self):
		first = self.saved_card(self.payer)
		second = factories.make_payment_method(customer=self.payer.name)
		with self.assertRaises(pymysql.IntegrityError):
			frappe.db.sql("update `tabPayment Method` set is_auto = 1 where name = %s", second.name)
		self.assertEqual(first.reload().is_auto, 1)

	def test_the_night_expires_cards(self):
		card = self.saved_card(self.payer, card_expiry="01/2020")
		jobs.expire_cards()
		self.assertEqual((card.reload().status, self.flag()), ("Expired", 0))
