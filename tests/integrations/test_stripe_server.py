"""The local Stripe, driven by Stripe's own library: what the library takes for Stripe, the app may take for it."""

import json
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
import stripe

from gigafibre_fsm.testing.servers.base import LocalServer, Reply, Request
from gigafibre_fsm.testing.servers.stripe import StripeServer


@pytest.fixture
def server():
	with StripeServer() as running:
		yield running
		assert running.violations == []


@pytest.fixture
def sdk(server):
	return stripe.StripeClient(server.key, base_addresses={"api": server.url}, max_network_retries=0).v1


@pytest.fixture
def customer(sdk):
	return sdk.customers.create({"email": "zoe@client.example", "name": "Zoé Tremblay"})


def charge(sdk, customer, card, **more):
	asked = {
		"amount": 4599,
		"currency": "cad",
		"customer": customer.id,
		"payment_method": card,
		"off_session": True,
		"confirm": True,
	}
	return sdk.payment_intents.create({**asked, **more.pop("values", {})}, more)


class TestCustomers:
	def test_made_changed_found_and_deleted(self, sdk, customer):
		sdk.customers.update(customer.id, {"name": "Zoé T.", "metadata": {"erp": "CUST-1", "old": "x"}})
		sdk.customers.update(customer.id, {"metadata": {"old": ""}})
		assert sdk.customers.retrieve(customer.id).metadata.to_dict() == {"erp": "CUST-1"}
		assert [row.id for row in sdk.customers.list({"email": "zoe@client.example"}).data] == [customer.id]
		assert sdk.customers.list({"email": "ZOE@client.example"}).data == []
		assert sdk.customers.delete(customer.id).deleted
		assert sdk.customers.retrieve(customer.id).deleted
		assert sdk.customers.list({"email": "zoe@client.example"}).data == []

	def test_an_unknown_one_is_a_404(self, sdk):
		with pytest.raises(stripe.InvalidRequestError) as caught:
			sdk.customers.retrieve("cus_none")
		assert (caught.value.http_status, caught.value.code) == (404, "resource_missing")

	def test_pages_lose_and_repeat_nothing(self, sdk):
		made = [sdk.customers.create({"name": str(number)}).id for number in range(23)]
		seen = [row.id for row in sdk.customers.list({"limit": 7}).auto_paging_iter()]
		assert seen == made[::-1]


class TestCards:
	def test_saved_listed_and_removed(self, server, sdk, customer):
		card = sdk.payment_methods.attach("pm_card_amex", {"customer": customer.id})
		assert (card.card.brand, card.card.last4) == ("amex", "8431")
		assert [row.id for row in sdk.payment_methods.list({"customer": customer.id}).data] == [card.id]
		assert sdk.payment_methods.detach(card.id).customer is None
		assert sdk.payment_methods.list({"customer": customer.id}).data == []
		with pytest.raises(stripe.InvalidRequestError):
			sdk.payment_methods.detach(card.id)

	def test_a_refused_card_is_not_attached(self, sdk, customer):
		with pytest.raises(stripe.CardError):
			sdk.payment_methods.attach("pm_card_visa_chargeDeclined", {"customer": customer.id})

	def test_another_customers_card_is_not_taken(self, server, sdk, customer):
		other = sdk.customers.create({"email": "other@client.example"})
		with pytest.raises(stripe.InvalidRequestError):
			sdk.payment_methods.attach(server.save_card(other.id)["id"], {"customer": customer.id})


class TestSetup:
	def intent(self, sdk, customer, **more):
		return sdk.setup_intents.create({"customer": customer.id, "usage": "off_session", **more})

	def test_a_saved_card_belongs_to_the_customer(self, server, sdk, customer):
		intent = self.intent(sdk, customer, allowed_payment_method_types=["card"])
		assert (intent.status, intent.client_secret.startswith(f"{intent.id}_secret_")) == (
			"requires_payment_method",
			True,
		)
		server.type_card(intent.id, "pm_card_mastercard")
		saved = sdk.setup_intents.retrieve(intent.id, {"expand": ["payment_method"]})
		assert (saved.status, saved.payment_method.card.brand, saved.payment_method.customer) == (
			"succeeded",
			"mastercard",
			customer.id,
		)
		cards = sdk.payment_methods.list({"customer": customer.id, "type": "card"}).data
		assert [card.id for card in cards] == [saved.payment_method.id]

	def test_confirmed_in_one_call(self, sdk, customer):
		values = {"automatic_payment_methods": {"enabled": True}, "confirm": True}
		values |= {"payment_method": "pm_card_visa", "return_url": "https://gigafibre.example/"}
		assert self.intent(sdk, customer, **values).status == "succeeded"

	def test_a_refused_card_is_not_saved(self, server, sdk, customer):
		intent = self.intent(sdk, customer)
		with pytest.raises(stripe.CardError) as caught:
			sdk.setup_intents.confirm(intent.id, {"payment_method": "pm_card_visa_chargeDeclined"})
		assert caught.value.error.setup_intent.id == intent.id
		after = sdk.setup_intents.retrieve(intent.id)
		assert (after.status, after.last_setup_error.code) == ("requires_payment_method", "card_declined")
		assert sdk.payment_methods.list({"customer": customer.id}).data == []

	@pytest.mark.parametrize(("agrees", "status"), [(True, "succeeded"), (False, "requires_payment_method")])
	def test_the_bank_may_ask_the_customer(self, server, sdk, customer, agrees, status):
		intent = self.intent(sdk, customer)
		assert server.type_card(intent.id, "pm_card_authenticationRequired")["status"] == "requires_action"
		server.authenticate(intent.id, agrees)
		assert sdk.setup_intents.retrieve(intent.id).status == status

	def test_a_finished_one_is_not_confirmed_again(self, server, sdk, customer):
		intent = self.intent(sdk, customer)
		server.type_card(intent.id)
		with pytest.raises(stripe.InvalidRequestError) as caught:
			sdk.setup_intents.confirm(intent.id, {"payment_method": "pm_card_visa"})
		assert caught.value.code == "setup_intent_unexpected_state"


class TestCharges:
	def test_a_good_card_is_charged(self, server, sdk, customer):
		intent = charge(sdk, customer, server.save_card(customer.id)["id"])
		assert (intent.status, intent.amount_received) == ("succeeded", 4599)
		assert intent.latest_charge.startswith("ch_")

	def test_a_refusal_carries_the_intent(self, server, sdk, customer):
		card = server.save_card(customer.id, "pm_card_chargeCustomerFail")["id"]
		with pytest.raises(stripe.CardError) as caught:
			charge(sdk, customer, card)
		error = caught.value.error
		assert (error.code, error.decline_code) == ("card_declined", "generic_decline")
		kept = sdk.payment_intents.retrieve(error.payment_intent.id)
		assert (kept.status, kept.last_payment_error.payment_method.id) == ("requires_payment_method", card)

	def test_the_bank_wants_the_customer(self, server, sdk, customer):
		card = server.save_card(customer.id, "pm_card_authenticationRequired")["id"]
		with pytest.raises(stripe.CardError) as caught:
			charge(sdk, customer, card)
		assert caught.value.code == caught.value.error.decline_code == "authentication_required"

	def test_a_card_set_up_with_the_customer_is_charged_without_them(self, server, sdk, customer):
		card = sdk.payment_methods.attach("pm_card_authenticationRequiredOnSetup", {"customer": customer.id})
		with pytest.raises(stripe.CardError) as caught:
			charge(sdk, customer, card.id)
		assert caught.value.code == "authentication_required"
		intent = sdk.setup_intents.create({"customer": customer.id})
		server.type_card(intent.id, "pm_card_authenticationRequiredOnSetup")
		saved = server.authenticate(intent.id)
		assert charge(sdk, customer, saved["payment_method"]).status == "succeeded"

	def test_with_the_customer_there_the_bank_has_a_page(self, server, sdk, customer):
		card = server.save_card(customer.id, "pm_card_authenticationRequired")["id"]
		values = {"off_session": False, "return_url": "https://gigafibre.example/"}
		intent = charge(sdk, customer, card, values=values)
		assert intent.status == "requires_action"
		assert intent.next_action.redirect_to_url.url.startswith(server.url)
		server.authenticate(intent.id)
		assert sdk.payment_intents.retrieve(intent.id).status == "succeeded"

	def test_any_refusal_can_be_ordered(self, server, sdk, customer):
		card = server.save_card(customer.id)["id"]
		server.next_declines.append("insufficient_funds")
		with pytest.raises(stripe.CardError) as caught:
			charge(sdk, customer, card)
		assert caught.value.error.decline_code == "insufficient_funds"
		assert charge(sdk, customer, card).status == "succeeded"

	def test_another_customers_card_is_refused(self, server, sdk, customer):
		other = sdk.customers.create({"email": "other@client.example"})
		with pytest.raises(stripe.InvalidRequestError):
			charge(sdk, customer, server.save_card(other.id)["id"])

	def test_less_than_half_a_dollar_is_refused(self, server, sdk, customer):
		with pytest.raises(stripe.InvalidRequestError) as caught:
			charge(sdk, customer, server.save_card(customer.id)["id"], values={"amount": 49})
		assert caught.value.code == "amount_too_small"

	def test_those_of_a_customer_are_listed_at_once(self, server, sdk, customer):
		card = server.save_card(customer.id)["id"]
		made = [charge(sdk, customer, card).id for _number in range(3)]
		listed = sdk.payment_intents.list(
			{"customer": customer.id, "created": {"gte": int(time.time()) - 60}}
		)
		assert [row.id for row in listed.data] == made[::-1]
		later = {"customer": customer.id, "created": {"gte": int(time.time()) + 60}}
		assert sdk.payment_intents.list(later).data == []

	def test_a_succeeded_one_cannot_be_cancelled(self, server, sdk, customer):
		intent = charge(sdk, customer, server.save_card(customer.id)["id"])
		with pytest.raises(stripe.InvalidRequestError):
			sdk.payment_intents.cancel(intent.id)
		waiting = sdk.payment_intents.create({"amount": 500, "currency": "cad"})
		assert sdk.payment_intents.cancel(waiting.id).status == "canceled"


class TestIdempotency:
	def test_the_same_key_is_the_same_object(self, server, sdk, customer):
		card = server.save_card(customer.id)["id"]
		first, again = (charge(sdk, customer, card, idempotency_key="inv-1") for _time in range(2))
		assert first.id == again.id
		assert again.last_response.headers["Idempotent-Replayed"] == "true"
		assert "Idempotent-Replayed" not in first.last_response.headers
		assert len(sdk.payment_intents.list({"customer": customer.id}).data) == 1

	def test_at_the_same_moment_too(self, server, sdk, customer):
		card = server.save_card(customer.id)["id"]
		with ThreadPoolExecutor(8) as threads:
			made = list(
				threads.map(
					lambda _number: charge(sdk, customer, card, idempotency_key="inv-2").id, range(16)
				)
			)
		assert len(set(made)) == 1

	def test_other_parameters_under_the_key_are_refused(self, server, sdk, customer):
		card = server.save_card(customer.id)["id"]
		charge(sdk, customer, card, idempotency_key="inv-3")
		with pytest.raises(stripe.IdempotencyError):
			charge(sdk, customer, card, idempotency_key="inv-3", values={"amount": 100})

	def test_a_refused_card_stays_refused_under_its_key(self, server, sdk, customer):
		card = server.save_card(customer.id)["id"]
		server.next_declines.append("insufficient_funds")
		for _time in range(2):
			with pytest.raises(stripe.CardError):
				charge(sdk, customer, card, idempotency_key="inv-4")
		assert charge(sdk, customer, card, idempotency_key="inv-5").status == "succeeded"

	def test_a_refused_request_leaves_its_key_free(self, server, sdk, customer):
		card = server.save_card(customer.id)["id"]
		with pytest.raises(stripe.InvalidRequestError):
			charge(sdk, customer, card, idempotency_key="inv-6", values={"amount": 1})
		assert charge(sdk, customer, card, idempotency_key="inv-6").status == "succeeded"

	def test_a_lost_answer_is_found_again_under_its_key(self, server, sdk, customer):
		card = server.save_card(customer.id)["id"]
		server.upset("answer_lost", path="/v1/payment_intents")
		with pytest.raises(stripe.APIConnectionError):
			charge(sdk, customer, card, idempotency_key="inv-7")
		again = charge(sdk, customer, card, idempotency_key="inv-7")
		assert [row.id for row in sdk.payment_intents.list({"customer": customer.id}).data] == [again.id]


class TestCheckout:
	def session(self, sdk, customer, **more):
		price = {"currency": "cad", "unit_amount": 1250, "product_data": {"name": "Facture"}}
		values = {
			"mode": "payment",
			"customer": customer.id,
			"success_url": "https://gigafibre.example/merci",
			"line_items": [{"price_data": price, "quantity": 2}],
			"payment_intent_data": {"metadata": {"invoice": "INV-1"}},
		}
		return sdk.checkout.sessions.create({**values, **more})

	def test_paid_on_the_page(self, server, sdk, customer):
		session = self.session(sdk, customer)
		assert (session.status, session.amount_total, session.payment_intent) == ("open", 2500, None)
		server.pay(session.id)
		paid = sdk.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
		assert (paid.status, paid.payment_status, paid.url) == ("complete", "paid", None)
		assert paid.payment_intent.metadata.to_dict() == {"invoice": "INV-1"}

	def test_a_refused_card_leaves_the_page_open(self, server, sdk, customer):
		session = self.session(sdk, customer)
		assert server.pay(session.id, "pm_card_visa_chargeDeclined")["status"] == "open"
		assert server.pay(session.id, "pm_card_visa")["status"] == "complete"
		assert len(sdk.payment_intents.list({"customer": customer.id}).data) == 1

	def test_a_card_is_saved_on_the_page(self, server, sdk, customer):
		values = {"mode": "setup", "currency": "cad", "success_url": "https://gigafibre.example/merci"}
		values |= {"customer": customer.id, "setup_intent_data": {"metadata": {"from": "link"}}}
		session = sdk.checkout.sessions.create(values)
		server.pay(session.id)
		intent = sdk.setup_intents.retrieve(session.setup_intent)
		assert (intent.status, intent.metadata.to_dict()) == ("succeeded", {"from": "link"})
		assert len(sdk.payment_methods.list({"customer": customer.id}).data) == 1

	def test_its_time_is_limited(self, server, sdk, customer):
		for seconds in (60, 25 * 3600):
			with pytest.raises(stripe.InvalidRequestError):
				self.session(sdk, customer, expires_at=int(time.time()) + seconds)
		session = self.session(sdk, customer, expires_at=int(time.time()) + 3600)
		assert sdk.checkout.sessions.expire(session.id).status == "expired"

	@pytest.mark.parametrize("mode", ["payment", "setup"])
	@pytest.mark.parametrize(
		("card", "answer", "status"),
		[
			("pm_card_visa", "", "complete"),
			("pm_card_visa_chargeDeclined", "", "open"),
			("pm_card_authenticationRequired", "Confirm", "complete"),
			("pm_card_authenticationRequired", "Refuse", "open"),
		],
	)
	def test_a_person_can_use_it(self, server, sdk, customer, mode, card, answer, status):
		"""By its buttons; the shop's page that it leads to is the receiver's."""
		with Shop() as shop:
			values = {"success_url": f"{shop.url}/merci", "mode": mode}
			if mode == "setup":
				values |= {"line_items": "", "payment_intent_data": "", "currency": "cad"}
			session = self.session(sdk, customer, **values)
			page = read(session.url)
			assert ("Pay 25.00 CAD" in page) == (mode == "payment")
			shown = read(f"{session.url}?card={card}")
			if answer:
				assert "Your bank asks" in shown
				server_intent = sdk.checkout.sessions.retrieve(session.id)
				read(f"{server.url}/authenticate/{server_intent[f'{mode}_intent']}?answer={answer}")
			assert sdk.checkout.sessions.retrieve(session.id).status == status
			assert bool(shop.requests) == bool(status == "complete" or answer)


class Shop(LocalServer):
	def answer(self, request: Request) -> Reply:
		return Reply.text("Merci!")


def read(url: str) -> str:
	with urllib.request.urlopen(url) as page:
		return page.read().decode()


class TestRefusals:
	def test_a_wrong_key(self, server):
		other = stripe.StripeClient(
			"sk_test_other", base_addresses={"api": server.url}, max_network_retries=0
		)
		with pytest.raises(stripe.AuthenticationError):
			other.v1.balance.retrieve()

	@pytest.mark.parametrize(
		("trouble", "error"),
		[
			("rate_limit", stripe.RateLimitError),
			("locked", stripe.RateLimitError),
			("broken", stripe.APIError),
			("error_page", stripe.APIError),
			("key_in_use", stripe.APIError),
			("hang_up", stripe.APIConnectionError),
		],
	)
	def test_troubles_are_those_of_stripe(self, server, sdk, trouble, error):
		server.upset(trouble)
		with pytest.raises(error):
			sdk.customers.create({"email": "zoe@client.example"})
		assert sdk.customers.create({"email": "zoe@client.example"}).id


def test_an_unknown_parameter_is_refused_and_remembered():
	with StripeServer() as server:
		sdk = stripe.StripeClient(server.key, base_addresses={"api": server.url}, max_network_retries=0).v1
		with pytest.raises(stripe.InvalidRequestError) as caught:
			sdk.customers.create({"e_mail": "zoe@client.example"})
		assert caught.value.code == "parameter_unknown"
		assert server.violations == ["POST /v1/customers/e_mail: unknown parameter"]


def test_another_process_has_the_same_actions(server, sdk, customer):
	intent = sdk.setup_intents.create({"customer": customer.id})

	def act(action: str, **values):
		body = json.dumps(values).encode()
		with urllib.request.urlopen(urllib.request.Request(f"{server.url}/_test/{action}", body)) as answer:
			return json.loads(answer.read() or b"null")

	assert act("type_card", setup_intent=intent.id)["status"] == "succeeded"
	act("trouble", name="rate_limit", path="/v1/customers", times=1)
	with pytest.raises(stripe.RateLimitError):
		sdk.customers.create({"email": "zoe@client.example"})
	state = act("state")
	assert {row["object"] for row in state["objects"]} >= {
		"customer",
		"setup_intent",
		"payment_method",
		"event",
	}
	assert (state["violations"], state["sent"]) == ([], [])
