"""Amounts as Stripe writes them: whole numbers of a currency's smallest unit."""

from decimal import Decimal

NO_DECIMALS = frozenset("bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split())
THREE_DECIMALS = frozenset("bhd jod kwd omr tnd".split())


def to_cents(amount: Decimal, currency: str = "cad") -> int:
	if not isinstance(amount, Decimal):
		raise TypeError(f"An amount is a Decimal, not a {type(amount).__name__}")
	cents = amount.scaleb(_decimals(currency))
	if not cents.is_finite() or cents != int(cents):
		raise ValueError(f"{amount} is not a whole number of the smallest unit of {currency}")
	return int(cents)


def from_cents(cents: int, currency: str = "cad") -> Decimal:
	return Decimal(cents).scaleb(-_decimals(currency))


def _decimals(currency: str) -> int:
	if currency.lower() in NO_DECIMALS:
		return 0
	return 3 if currency.lower() in THREE_DECIMALS else 2
