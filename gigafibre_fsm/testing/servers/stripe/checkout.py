"""Checkout Sessions: a page at Stripe where a customer pays or saves a card."""

import time

from gigafibre_fsm.testing.servers.stripe.refusals import Refusal, unexpected_state

SHORTEST, LONGEST = 30 * 60, 24 * 60 * 60
# A request is on its way for a moment.
MARGIN = 60


class Checkout:
	def create_session(self, form: dict) -> dict:
		_refuse_odd_time(form)
		if form.get("customer"):
			self.store.get("customer", form["customer"], "customer")
		mode = form.get("mode", "payment")
		session = self.store.make(
			"checkout.session",
			mode=mode,
			customer=form.get("customer"),
			success_url=form["success_url"],
			cancel_url=form.get("cancel_url"),
			currency=form.get("currency") or "cad",
			locale=form.get("locale"),
			metadata=form.get("metadata") or {},
			allowed_payment_method_types=form.get("allowed_payment_method_types"),
			payment_method_types=form.get("allowed_payment_method_types") or ["card"],
			payment_intent=None,
			payment_status="no_payment_required" if mode == "setup" else "unpaid",
			expires_at=int(form.get("expires_at") or time.time() + LONGEST),
			ui_mode="hosted_page",
			custom_text=dict.fromkeys(("after_submit", "shipping_address", "submit")),
		)
		session["url"] = f"{self.url}/c/pay/{session['id']}"
		self.session_forms[session["id"]] = form
		return self._saves_card(session, form) if mode == "setup" else _sells(session, form)

	def pay_session(self, session: dict, card: str) -> dict:
		"""What the customer does on the page: types a card and presses the button."""
		if session["status"] != "open":
			raise unexpected_state("checkout_session", session)
		paying = {"payment_method": card, "return_url": session["success_url"]}
		if session["mode"] == "setup":
			self.confirm_setup(self.store.get("setup_intent", session["setup_intent"]), paying)
		else:
			self._charge_session(session, paying)
		return self.complete_session(session)

	def complete_session(self, session: dict) -> dict:
		"""Nothing where the bank still wants the customer: the page waits."""
		intent = self.store.objects[session["setup_intent"] or session["payment_intent"]]
		if intent["status"] != "succeeded":
			return session
		paid = "no_payment_required" if session["mode"] == "setup" else "paid"
		session |= {"status": "complete", "payment_status": paid, "url": None}
		return self.happened("checkout.session.completed", session)

	def expire_session(self, session: dict) -> dict:
		if session["status"] != "open":
			raise unexpected_state("checkout_session", session)
		session |= {"status": "expired", "url": None}
		return self.happened("checkout.session.expired", session)

	def _charge_session(self, session: dict, paying: dict) -> None:
		"""The customer is there; a refused card leaves the page open for another one."""
		if session["payment_intent"]:
			self.confirm_payment(self.store.get("payment_intent", session["payment_intent"]), paying)
			return
		data = self.session_forms[session["id"]].get("payment_intent_data") or {}
		asked = {
			"amount": str(session["amount_total"]),
			"currency": session["currency"],
			"customer": session["customer"],
			"metadata": data.get("metadata"),
			"setup_future_usage": data.get("setup_future_usage"),
		}
		intent = self.create_payment(asked)
		session["payment_intent"] = intent["id"]
		self.confirm_payment(intent, paying)

	def _saves_card(self, session: dict, form: dict) -> dict:
		data = form.get("setup_intent_data") or {}
		intent = self.create_setup({"customer": form.get("customer"), "metadata": data.get("metadata")})
		session["setup_intent"] = intent["id"]
		return session


def _sells(session: dict, form: dict) -> dict:
	if not form.get("line_items"):
		raise Refusal(400, "You must provide line_items in payment mode.", code="parameter_missing")
	prices = [(line["price_data"], int(line.get("quantity") or 1)) for line in form["line_items"]]
	total = sum(int(price["unit_amount"]) * quantity for price, quantity in prices)
	session |= {"amount_total": total, "amount_subtotal": total, "currency": prices[0][0]["currency"]}
	session["total_details"] = {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0}
	return session


def _refuse_odd_time(form: dict) -> None:
	if not form.get("expires_at"):
		return
	ahead = int(form["expires_at"]) - time.time()
	if not SHORTEST - MARGIN <= ahead <= LONGEST + MARGIN:
		message = "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation."
		raise Refusal(400, message, param="expires_at")
