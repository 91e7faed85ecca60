"""Customers of the legacy database whose cards only Stripe knows: all are asked about once, by one command."""

import contextlib
import io
import os
import signal
import subprocess
import sys

import frappe

from gigafibre_fsm.commands import cards
from gigafibre_fsm.receivables.services import fetching
from gigafibre_fsm.receivables.tests.payment_child import __file__ as CHILD
from gigafibre_fsm.receivables.tests.stripe_case import StripeCase, own_queue
from gigafibre_fsm.testing import factories


class FetchingCase(StripeCase):
	def imported(self, *cards: str, **values):
		"""As the import leaves a customer; the cards are Stripe's alone."""
		customer = self.customer()
		held = self.at_stripe(customer)
		no_card = dict.fromkeys(("stripe_payment_method_id", "card_brand", "card_last4", "card_expiry"))
		method = factories.make_payment_method(
			**{"customer": customer.name, "stripe_customer_id": held, **no_card, **values}
		)
		frappe.db.commit()  # as the import did
		for card in cards:
			self.stripe.save_card(held, card)
		return method

	def titles(self, *methods) -> list[str]:
		return [frappe.db.get_value("Payment Method", method.name, "title") for method in methods]

	def asked(self) -> int:
		return len(self.stripe.requests)


class TestFetching(FetchingCase):
	def test_each_customer_is_asked_about_and_counted(self):
		carded, bare = self.imported("pm_card_visa", is_auto=1), self.imported()
		old, gone = self.imported("pm_card_mastercard"), self.imported()
		[card] = self.stripe.cards_of(old.stripe_customer_id)
		self.stripe.renew_card(card["id"], 2020, 1)
		self.stripe.delete_customer(self.stripe.store.get("customer", gone.stripe_customer_id))
		account = fetching.fetch()
		expected = {"card": carded, "no card": bare, "expired": old, "gone": gone}
		self.assertEqual(account.found, {outcome: [method.customer] for outcome, method in expected.items()})
		self.assertEqual((account.waiting, account.asked, account.failed, account.stopped), (4, 4, [], ""))
		self.assertEqual(self.titles(carded, bare), ["visa •••• 4242", "Stripe"])
		self.assertEqual(
			frappe.db.get_value("Payment Method", carded.name, ["is_auto", "status"]), (1, "Active")
		)
		self.assert_faithful()

	def test_again_it_asks_only_about_those_who_have_none(self):
		self.imported("pm_card_visa")
		bare = self.imported()
		fetching.fetch()
		before = self.asked()
		self.assertEqual(fetching.waiting(), [bare.customer])
		self.assertEqual(fetching.fetch().found, {"no card": [bare.customer]})
		self.assertEqual(self.asked() - before, 2)
		self.assertEqual([request.method for request in self.stripe.requests[before:]], ["GET", "GET"])

	def test_a_dry_run_counts_and_keeps_nothing(self):
		method = self.imported("pm_card_visa")
		self.assertEqual(fetching.fetch(dry_run=True).found, {"card": [method.customer]})
		frappe.db.commit()  # what a dry run had left open would be kept now
		self.assertEqual(self.titles(method), ["Stripe"])
		self.assertEqual(fetching.waiting(), [method.customer])

	def test_one_whom_stripe_never_knew_does_not_stop_the_rest(self):
		stranger = self.imported(stripe_customer_id="cus_elsewhere00000")
		frappe.db.set_value("Customer", stranger.customer, "stripe_id", "cus_elsewhere00000")
		method = self.imported("pm_card_visa")
		account = fetching.fetch()
		self.assertEqual([customer for customer, _sentence in account.failed], [stranger.customer])
		self.assertIn("cus_elsewhere00000", account.failed[0][1])
		self.assertEqual(
			(account.found, self.titles(method)), ({"card": [method.customer]}, ["visa •••• 4242"])
		)

	def test_of_a_customer_that_fails_half_way_nothing_stays(self):
		"""The second card is somebody else's here: the first one, written before it, goes as well."""
		method = self.imported("pm_card_visa", "pm_card_mastercard")
		older = self.stripe.cards_of(method.stripe_customer_id)[-1]
		factories.make_payment_method(
			customer=self.customer().name, stripe_payment_method_id=older["id"], is_auto=0
		)
		frappe.db.commit()  # see StripeCase.configure
		account = fetching.fetch()
		self.assertRegex(account.failed[0][1], "is a Payment Method already")
		self.assertEqual((self.titles(method), fetching.waiting()), (["Stripe"], [method.customer]))
		self.assertTrue(frappe.db.exists("Error Log", {"method": f"Cards of {method.customer}"}))


class TestStopping(FetchingCase):
	def test_with_a_key_that_is_wrong_nobody_else_is_asked(self):
		for _number in range(2):
			self.imported("pm_card_visa")
		self.configure(stripe_secret_key="sk_test_wrong")
		account = fetching.fetch()
		self.assertEqual((account.asked, account.waiting), (1, 2))
		self.assertIn("Secret Key", account.stopped)

	def test_where_stripe_does_not_answer_it_gives_up_and_goes_on_another_time(self):
		for _number in range(5):
			self.imported("pm_card_visa")
		self.stripe.trouble = self.stripe.hang_up
		account = fetching.fetch()
		self.assertEqual((account.asked, len(fetching.waiting())), (3, 5))
		self.assertTrue(account.stopped)
		self.stripe.trouble = None
		self.assertEqual(len(fetching.fetch().found["card"]), 5)

	def test_one_answer_that_is_lost_stops_nobody(self):
		for _number in range(4):
			self.imported("pm_card_visa")
		self.stripe.upset("hang_up", times=1, method="GET")
		account = fetching.fetch()
		self.assertEqual((len(account.found["card"]), len(account.failed), account.stopped), (3, 1, ""))

	def test_killed_it_keeps_what_it_has_and_the_next_run_does_the_rest(self):
		for _number in range(3):
			self.imported("pm_card_visa")
		# Dies when the second customer is written and not committed.
		self.assertEqual(self.child("fetching:fetch", "", "fetching:_end", "2"), -signal.SIGKILL)
		frappe.db.rollback()  # the look from before
		self.assertEqual(len(fetching.waiting()), 2)
		self.assertEqual(len(fetching.fetch().found["card"]), 2)

	def child(self, *arguments: str) -> int:
		command = [sys.executable, CHILD, *arguments]
		environment = {**os.environ, "GIGAFIBRE_QUEUE": own_queue()}
		return subprocess.run(command, input="go\n", text=True, env=environment, timeout=60).returncode


class TestCommand(FetchingCase):
	def counts(self, output: str) -> list[int]:
		return [int(line.split()[-1]) for line in output.splitlines() if line[-1:].isdigit()]

	def test_a_dry_run_prints_a_table(self):
		self.imported("pm_card_visa")
		output = io.StringIO()
		with contextlib.redirect_stdout(output):
			cards.fetch(dry_run=True)
		self.assertEqual(self.counts(output.getvalue()), [1, 1, 0, 0, 0, 0, 0])
		self.assertIn("Dry Run", output.getvalue())

	def test_its_status_says_whether_all_could_be_asked_about(self):
		method = self.imported("pm_card_visa")
		frappe.db.set_value("Customer", self.imported().customer, "stripe_id", "cus_elsewhere00000")
		frappe.db.commit()  # see StripeCase.configure
		done = self.bench("gigafibre-fetch-cards")
		self.assertEqual((done.returncode, self.counts(done.stdout)), (1, [2, 1, 0, 0, 0, 1, 0]), done.stderr)
		self.assertIn("cus_elsewhere00000", done.stdout)
		self.assertNotIn(self.stripe.key, done.stdout + done.stderr)
		frappe.db.rollback()  # the look from before
		self.assertEqual(self.titles(method), ["visa •••• 4242"])

	def bench(self, *command: str) -> subprocess.CompletedProcess:
		bench = [sys.executable, "-m", "frappe.utils.bench_helper", "frappe", "--site", frappe.local.site]
		return subprocess.run(
			[*bench, *command],
			cwd=os.environ["GIGAFIBRE_SITES_PATH"],
			capture_output=True,
			text=True,
			timeout=60,
		)
