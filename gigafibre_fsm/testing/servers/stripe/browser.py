"""What happens in the customer's browser: cards are typed, banks ask, pages are paid. Tests call it; another process
posts the same to /_test/ACTION, and a person presses the buttons of the page.
"""

import html

from gigafibre_fsm.testing.servers.base import Reply, Request
from gigafibre_fsm.testing.servers.stripe.cards import CARDS
from gigafibre_fsm.testing.servers.stripe.refusals import Refusal
from gigafibre_fsm.testing.servers.stripe.setups import FAILED_LOGIN
from gigafibre_fsm.testing.servers.stripe.store import Missing

PAY, BANK = "/c/pay/", "/authenticate/"


class Browser:
	def type_card(self, setup_intent: str, card: str = "pm_card_visa") -> dict:
		"""Elements: the customer saves a card. The SetupIntent as it is then, also where the card was refused."""
		with self._lock:
			intent = self.store.get("setup_intent", setup_intent)
			self._try(lambda: self.confirm_setup(intent, {"payment_method": card}))
			return dict(intent)

	def authenticate(self, intent: str, agrees: bool = True) -> dict:
		"""The bank's page: the customer confirms, or does not."""
		with self._lock:
			known = self.store.objects[intent]
			finish, refuse = self._ends(known)
			self._try(lambda: finish(known) if agrees else refuse())
			for session in self.store.newest_first("checkout.session", lambda row: _is_of(row, intent)):
				self.complete_session(session)
			return dict(known)

	def pay(self, session: str, card: str = "pm_card_visa") -> dict:
		"""Checkout: the customer types a card on the page. The session as it is then."""
		with self._lock:
			known = self.store.get("checkout.session", session)
			self._try(lambda: self.pay_session(known, card))
			return dict(known)

	def leave(self, session: str) -> dict:
		"""Checkout: the customer does nothing, and the page's time is over."""
		with self._lock:
			return dict(self.expire_session(self.store.get("checkout.session", session)))

	def save_card(self, customer: str, card: str = "pm_card_visa") -> dict:
		"""A card that is on file already, set up with the customer there."""
		with self._lock:
			made = self.make_card(card)
			self.set_up.add(made["id"])
			return dict(self.attach(made, customer))

	def renew_card(self, payment_method: str, exp_year: int, exp_month: int) -> dict:
		"""The bank sends a new card, and Stripe learns of it by itself."""
		with self._lock:
			card = self.store.get("payment_method", payment_method)
			previous = {"card": {name: card["card"][name] for name in ("exp_year", "exp_month")}}
			card["card"] |= {"exp_year": exp_year, "exp_month": exp_month}
			return dict(self.happened("payment_method.automatically_updated", card, previous))

	def settle(self, payment_intent: str, succeeds: bool = True) -> dict:
		"""A charge that stood at « processing » ends."""
		with self._lock:
			intent = self.store.get("payment_intent", payment_intent)
			return dict(self.finish_payment(intent) if succeeds else self.cancel_payment(intent, {}))

	def _ends(self, intent: dict):
		if intent["object"] == "setup_intent":
			return self.finish_setup, lambda: self.refuse_setup(intent, FAILED_LOGIN)
		failed = {**FAILED_LOGIN, "code": "payment_intent_authentication_failure"}
		return self.finish_payment, lambda: self.refuse_payment(intent, failed)

	def _try(self, act) -> None:
		try:
			act()
		except Refusal:
			# The page says it to the customer; the object remembers it.
			pass

	def control(self, request: Request) -> Reply:
		name = request.path.rpartition("/")[2]
		if name not in ACTIONS:
			return super().control(request)
		values = dict(request.json() or {})
		try:
			return Reply.json(getattr(self, name)(**values))
		except (Missing, KeyError, TypeError) as error:
			return Reply.json({"error": repr(error)}, 400)

	def control_listen(self, request: Request) -> Reply:
		self.listen(**request.json())
		return Reply(204)

	def control_declines(self, request: Request) -> Reply:
		self.next_declines[:] = request.json()
		return Reply(204)

	def control_state(self, request: Request) -> Reply:
		with self._lock:
			objects = list(self.store.objects.values())
			return Reply.json(
				{"objects": objects, "violations": self.violations, "sent": self.events.outcomes}
			)

	def page(self, request: Request) -> Reply | None:
		"""Pages for a person: buttons instead of a card's fields, and of the bank's login."""
		for start, show in ((PAY, self._pay_page), (BANK, self._bank_page)):
			name = request.path.removeprefix(start)
			if request.method == "GET" and name != request.path:
				known = self.store.objects.get(name)
				return show(request, known) if known else Reply.text("This page does not exist.", 404)
		return None

	def _pay_page(self, request: Request, session: dict) -> Reply:
		if card := request.parameter("card"):
			session = self.pay(session["id"], card)
		if session["status"] == "complete":
			return _go(session["success_url"])
		intent = self.store.objects.get(session["setup_intent"] or session["payment_intent"], {})
		if intent.get("status") == "requires_action":
			return _go(intent["next_action"]["redirect_to_url"]["url"])
		total = session["amount_total"]
		title = "Save a card" if total is None else f"Pay {total / 100:.2f} {session['currency'].upper()}"
		return _page(title, "card", list(CARDS), session["cancel_url"] or "", session["status"])

	def _bank_page(self, request: Request, intent: dict) -> Reply:
		back = ((intent["next_action"] or {}).get("redirect_to_url") or {}).get("return_url", "")
		if answer := request.parameter("answer"):
			self.authenticate(intent["id"], answer == "Confirm")
			return _go(back)
		return _page("Your bank asks", "answer", ["Confirm", "Refuse"], back, intent["status"])


ACTIONS = frozenset({"type_card", "authenticate", "pay", "leave", "save_card", "renew_card", "settle"})


def _is_of(session: dict, intent: str) -> bool:
	return intent in (session["setup_intent"], session["payment_intent"]) and session["status"] == "open"


def _go(url: str) -> Reply:
	return Reply(303, b"", {"Location": url})


def _page(title: str, name: str, choices: list[str], back: str, status: str) -> Reply:
	buttons = "".join(
		f'<p><button name="{name}" value="{choice}">{choice}</button></p>' for choice in choices
	)
	page = (
		f'<!doctype html><meta charset="utf-8"><title>{title}</title><h1>{title}</h1><p>{status}</p>'
		f'<form>{buttons}</form><p><a href="{html.escape(back)}">Back</a></p>'
	)
	return Reply(200, page.encode(), {"Content-Type": "text/html; charset=utf-8"})
