"""Stripe's test cards, by the names Stripe gives them, and what each does."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TestCard:
	__test__ = False

	brand: str
	last4: str
	# Saving it is refused with this code.
	setup_decline: str = ""
	# Charging it is refused with this code.
	charge_decline: str = ""
	# The bank asks for the customer: never, until it was set up with them, or each time.
	authentication: str = "never"


CARDS = {
	"pm_card_visa": TestCard("visa", "4242"),
	"pm_card_mastercard": TestCard("mastercard", "4444"),
	"pm_card_amex": TestCard("amex", "8431"),
	# 4000 0000 0000 0002
	"pm_card_visa_chargeDeclined": TestCard("visa", "0002", "generic_decline", "generic_decline"),
	# 4000 0000 0000 9995
	"pm_card_visa_chargeDeclinedInsufficientFunds": TestCard(
		"visa", "9995", "insufficient_funds", "insufficient_funds"
	),
	# 4000 0000 0000 0341: can be saved
	"pm_card_chargeCustomerFail": TestCard("visa", "0341", charge_decline="generic_decline"),
	# 4000 0025 0000 3155
	"pm_card_authenticationRequiredOnSetup": TestCard("visa", "3155", authentication="until set up"),
	# 4000 0027 6000 3184
	"pm_card_authenticationRequired": TestCard("visa", "3184", authentication="always"),
}

MESSAGES = {
	"generic_decline": "Your card was declined.",
	"insufficient_funds": "Your card has insufficient funds.",
	"authentication_required": "Your card was declined. This transaction requires authentication.",
	"expired_card": "Your card has expired.",
}
# Most refusals share a code; these are codes of their own.
OWN_CODES = frozenset({"authentication_required", "expired_card"})


def card_error(decline: str, payment_method: dict) -> dict:
	code = decline if decline in OWN_CODES else "card_declined"
	return {
		"type": "card_error",
		"code": code,
		"decline_code": decline,
		"doc_url": f"https://stripe.com/docs/error-codes/{code.replace('_', '-')}",
		"message": MESSAGES.get(decline, "Your card was declined."),
		"payment_method": payment_method,
	}
