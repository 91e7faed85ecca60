"""PaymentIntents: a card is charged."""

from gigafibre_fsm.testing.servers.stripe.cards import card_error
from gigafibre_fsm.testing.servers.stripe.refusals import Refusal, unexpected_state
from gigafibre_fsm.testing.servers.stripe.store import token

OPEN = frozenset({"requires_payment_method", "requires_confirmation", "requires_action"})
LEAST = 50


class Charges:
	def create_payment(self, form: dict) -> dict:
		_refuse_odd(form)
		self._refuse_strange_card(form)
		intent = self.store.make(
			"payment_intent",
			amount=int(form["amount"]),
			amount_details={"tip": {}},
			automatic_payment_methods=None,
			currency=form["currency"],
			customer=form.get("customer"),
			description=form.get("description"),
			metadata=form.get("metadata") or {},
			payment_method=form.get("payment_method"),
			allowed_payment_method_types=form.get("allowed_payment_method_types"),
			payment_method_types=form.get("allowed_payment_method_types") or ["card"],
			setup_future_usage=form.get("setup_future_usage"),
			status="requires_confirmation" if form.get("payment_method") else "requires_payment_method",
		)
		intent["client_secret"] = f"{intent['id']}_secret_{token()}"
		self.happened("payment_intent.created", intent)
		return self.confirm_payment(intent, form) if form.get("confirm") == "true" else intent

	def confirm_payment(self, intent: dict, form: dict) -> dict:
		if intent["status"] not in OPEN:
			raise unexpected_state("payment_intent", intent)
		named = form.get("payment_method") or intent["payment_method"]
		if not named:
			raise Refusal(400, "You must provide a payment_method.", code="parameter_missing")
		card = self.card_of(named)
		intent["payment_method"] = card["id"]
		if decline := self._decline(card, form):
			raise self.refuse_payment(intent, card_error(decline, dict(card)))
		if self._wants_customer(card):
			intent |= {"status": "requires_action", "next_action": self.next_action(intent, form)}
			return self.happened("payment_intent.requires_action", intent)
		return self.finish_payment(intent)

	def finish_payment(self, intent: dict) -> dict:
		charge = self._charge(intent, "succeeded")
		intent |= {
			"status": "succeeded",
			"amount_received": intent["amount"],
			"latest_charge": charge["id"],
			"next_action": None,
			"last_payment_error": None,
		}
		if intent["setup_future_usage"] and intent["customer"]:
			self.attach(self.store.get("payment_method", intent["payment_method"]), intent["customer"])
		self.happened("charge.succeeded", charge)
		return self.happened("payment_intent.succeeded", intent)

	def refuse_payment(self, intent: dict, error: dict) -> Refusal:
		charge = self._charge(intent, "failed")
		charge |= {"failure_code": error["code"], "failure_message": error["message"]}
		intent |= {
			"status": "requires_payment_method",
			"payment_method": None,
			"next_action": None,
			"last_payment_error": error,
			"latest_charge": charge["id"],
		}
		self.happened("charge.failed", charge)
		self.happened("payment_intent.payment_failed", intent)
		told = {name: value for name, value in error.items() if name not in ("type", "message")}
		return Refusal(402, error["message"], error["type"], **told, payment_intent=dict(intent))

	def cancel_payment(self, intent: dict, form: dict) -> dict:
		if intent["status"] not in OPEN:
			raise unexpected_state("payment_intent", intent)
		intent |= {
			"status": "canceled",
			"cancellation_reason": form.get("cancellation_reason"),
			"canceled_at": intent["created"],
			"next_action": None,
		}
		return self.happened("payment_intent.canceled", intent)

	def _decline(self, card: dict, form: dict) -> str:
		if self.next_declines:
			return self.next_declines.pop(0)
		if form.get("off_session") == "true" and self._wants_customer(card):
			return "authentication_required"
		return self.behaviour[card["id"]].charge_decline

	def _wants_customer(self, card: dict) -> bool:
		asks = self.behaviour[card["id"]].authentication
		return asks == "always" or (asks == "until set up" and card["id"] not in self.set_up)

	def _charge(self, intent: dict, status: str) -> dict:
		paid = status == "succeeded"
		return self.store.make(
			"charge",
			amount=intent["amount"],
			amount_captured=intent["amount"] if paid else 0,
			captured=paid,
			currency=intent["currency"],
			customer=intent["customer"],
			description=intent["description"],
			metadata=dict(intent["metadata"]),
			paid=paid,
			payment_intent=intent["id"],
			payment_method=intent["payment_method"],
			status=status,
		)

	def _refuse_strange_card(self, form: dict) -> None:
		if form.get("customer"):
			self.store.get("customer", form["customer"], "customer")
		owner = self.store.objects.get(form.get("payment_method"), {}).get("customer")
		if owner and owner != form.get("customer"):
			raise Refusal(400, "The provided PaymentMethod does not belong to the Customer of this request.")


def _refuse_odd(form: dict) -> None:
	if int(form["amount"]) < LEAST:
		raise Refusal(400, "Amount must be at least $0.50.", code="amount_too_small", param="amount")
	if "off_session" in form and form.get("confirm") != "true":
		raise Refusal(400, "You can only set `off_session` when confirming.", param="off_session")
