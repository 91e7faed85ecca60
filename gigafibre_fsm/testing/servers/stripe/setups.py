"""SetupIntents: a card is saved for later."""

from gigafibre_fsm.testing.servers.stripe.cards import card_error
from gigafibre_fsm.testing.servers.stripe.refusals import Refusal, unexpected_state
from gigafibre_fsm.testing.servers.stripe.store import token

WAITING = frozenset({"requires_payment_method", "requires_confirmation", "requires_action"})
FAILED_LOGIN = {
	"type": "invalid_request_error",
	"code": "setup_intent_authentication_failure",
	"message": "The latest attempt to set up the payment method has failed because authentication failed.",
}


class Setups:
	def create_setup(self, form: dict) -> dict:
		if form.get("customer"):
			self.store.get("customer", form["customer"], "customer")
		intent = self.store.make(
			"setup_intent",
			customer=form.get("customer"),
			usage=form.get("usage", "off_session"),
			description=form.get("description"),
			metadata=form.get("metadata") or {},
			payment_method=form.get("payment_method"),
			allowed_payment_method_types=form.get("allowed_payment_method_types"),
			payment_method_types=form.get("allowed_payment_method_types") or ["card"],
			automatic_payment_methods=_automatic(form),
			status="requires_confirmation" if form.get("payment_method") else "requires_payment_method",
		)
		intent["client_secret"] = f"{intent['id']}_secret_{token()}"
		self.happened("setup_intent.created", intent)
		return self.confirm_setup(intent, form) if form.get("confirm") == "true" else intent

	def confirm_setup(self, intent: dict, form: dict) -> dict:
		if intent["status"] not in WAITING:
			raise unexpected_state("setup_intent", intent)
		named = form.get("payment_method") or intent["payment_method"]
		if not named:
			raise Refusal(400, "You must provide a payment_method.", code="parameter_missing")
		card = self.card_of(named)
		known = self.behaviour[card["id"]]
		if known.setup_decline:
			raise self.refuse_setup(intent, card_error(known.setup_decline, card), 402)
		intent["payment_method"] = card["id"]
		if known.authentication != "never":
			return self._ask_customer_to_confirm(intent, form)
		return self.finish_setup(intent)

	def finish_setup(self, intent: dict) -> dict:
		intent |= {"status": "succeeded", "next_action": None, "last_setup_error": None}
		self.set_up.add(intent["payment_method"])
		if intent["customer"]:
			self.attach(self.store.get("payment_method", intent["payment_method"]), intent["customer"])
		return self.happened("setup_intent.succeeded", intent)

	def refuse_setup(self, intent: dict, error: dict, status: int = 400) -> Refusal:
		intent |= {
			"status": "requires_payment_method",
			"payment_method": None,
			"next_action": None,
			"last_setup_error": error,
		}
		self.happened("setup_intent.setup_failed", intent)
		return Refusal(status, error["message"], error["type"], **_rest(error), setup_intent=dict(intent))

	def cancel_setup(self, intent: dict, form: dict) -> dict:
		if intent["status"] not in WAITING:
			raise unexpected_state("setup_intent", intent)
		intent |= {"status": "canceled", "cancellation_reason": form.get("cancellation_reason")}
		return self.happened("setup_intent.canceled", intent)

	def _ask_customer_to_confirm(self, intent: dict, form: dict) -> dict:
		intent |= {"status": "requires_action", "next_action": self.next_action(intent, form)}
		return self.happened("setup_intent.requires_action", intent)

	def next_action(self, intent: dict, form: dict) -> dict:
		if not form.get("return_url"):
			return {"type": "use_stripe_sdk", "use_stripe_sdk": {"type": "stripe_3ds2_fingerprint"}}
		target = {"return_url": form["return_url"], "url": f"{self.url}/authenticate/{intent['id']}"}
		return {"type": "redirect_to_url", "redirect_to_url": target}


def _automatic(form: dict) -> dict | None:
	wanted = form.get("automatic_payment_methods")
	return {"enabled": wanted.get("enabled") == "true"} if wanted else None


def _rest(error: dict) -> dict:
	return {name: value for name, value in error.items() if name not in ("type", "message")}
