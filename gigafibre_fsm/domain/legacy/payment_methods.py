"""How customers pay: `account_profile` (Paysafe), bank details of an `account`, and Stripe's name of it.

One method of a customer pays by itself. Where the legacy database has two that do, it is Stripe's: a debit that was
left out can be made by hand, a payment that was taken twice has to be given back.
"""

import re

from gigafibre_fsm.domain.cards import is_card_number
from gigafibre_fsm.domain.legacy import ids, text, times
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.masking import without_card_numbers
from gigafibre_fsm.domain.legacy.outcome import Change, Reason, Record, Rejected

STRIPE, PAYSAFE, BANK = "Stripe", "Paysafe", "Bank Draft"
# Key of `known.extra`: customer → dicts of their other methods that pay by themselves or are the default:
# name, is_auto, is_default, is_ours (made by the import).
RIVALS = "rivals"
INSTITUTION, BRANCH = 3, 5
_SPACERS = re.compile(r"[\s\-.]+")
_STRIPE_CUSTOMER = re.compile(r"cus_\w+", re.ASCII)


def vault(row: dict, known: Known) -> list[Record | Change]:
	customer = known.customer(row["account_id"])
	profile, card, token = (_identifier(row, name) for name in ("profile_id", "card_id", "token"))
	if not (profile or token):
		raise Rejected(Reason.INCOMPLETE, "profile_id, token")
	values = {
		"legacy_account_profile_id": ids.fits(row["id"]),
		"profile_id": profile,
		"card_id": card,
		"token": token,
		"initial_transaction": without_card_numbers((row["initial_transaction"] or "").strip()) or None,
	}
	return _method(PAYSAFE, values, PAYSAFE, False, customer, known)


def bank(row: dict, known: Known) -> list[Record | Change]:
	customer = known.customer(row["id"])
	number = _account_number(row["ppa_account"])
	name = text.clean(row["ppa_name"])
	values = {
		"legacy_account_id": ids.fits(row["id"]),
		"bank_name": name,
		"institution_code": _code(row, "ppa_code", INSTITUTION),
		"branch_code": _code(row, "ppa_branch", BRANCH),
		"account_number": number,
		"account_last4": number[-4:],
		"amount_limit": _amount(row, "ppa_amount"),
		"amount_buffer": _amount(row, "ppa_amount_buffer"),
		"fixed_amount": _amount(row, "ppa_fixed"),
		"via_credit_card": int(bool(row["ppa_cc"])),
		**_creation(row, known),
	}
	wanted = bool(row["ppa"]) and not is_charged_by_stripe(row)
	title = f"{name or BANK} •••• {number[-4:]}"
	effects = _method(BANK, values, title, wanted, customer, known)
	if row["ppa"] and not wanted:
		return [_warned(effects[0], "Stripe pays by itself, the bank debit does not"), *effects[1:]]
	return effects


def stripe(row: dict, known: Known) -> list[Record | Change]:
	customer = known.customer(row["id"])
	stripe_customer = stripe_customer_of(row)
	if not stripe_customer:
		raise Rejected(Reason.INCOMPLETE, "stripe_id")
	values = {
		"legacy_account_id": ids.fits(row["id"]),
		"stripe_customer_id": stripe_customer,
		**_creation(row, known),
	}
	return _method(STRIPE, values, STRIPE, is_charged_by_stripe(row), customer, known)


def stripe_customer_of(row: dict) -> str | None:
	written = (row["stripe_id"] or "").strip()
	return written if _STRIPE_CUSTOMER.fullmatch(written) else None


def is_charged_by_stripe(row: dict) -> bool:
	return bool(row["stripe_ppa"] and stripe_customer_of(row))


def _method(
	provider: str, values: dict, title: str, wanted: bool, customer: dict, known: Known
) -> list[Record | Change]:
	"""`wanted`: it pays by itself, unless the customer has chosen otherwise on the site."""
	rivals = known.extra[RIVALS].get(customer["name"], ())
	chosen = [rival for rival in rivals if not rival["is_ours"]]
	is_auto = wanted and not any(rival["is_auto"] for rival in chosen)
	method = {
		**values,
		"customer": customer["name"],
		"customer_name": customer["customer_name"],
		"provider": provider,
		"status": "Active",
		"title": title,
		"is_auto": int(is_auto),
		"is_default": int(is_auto and not any(rival["is_default"] for rival in chosen)),
	}
	record = Record("Payment Method", method)
	if wanted and not is_auto:
		record = _warned(record, "another method was chosen on the site to pay by itself")
	released = [rival["name"] for rival in rivals if rival["is_ours"]] if is_auto else []
	pays_by_itself = is_auto or any(rival["is_auto"] for rival in rivals)
	return [*map(_release, released), record, *_in_step(customer, method, pays_by_itself)]


def _release(name: str) -> Change:
	return Change("Payment Method", name, {"is_auto": 0, "is_default": 0})


def _in_step(customer: dict, method: dict, pays_by_itself: bool) -> list[Change]:
	"""What the Customer says of its methods follows from them."""
	values = {}
	if pays_by_itself != bool(customer["ppa_enabled"]):
		values["ppa_enabled"] = int(pays_by_itself)
	if not customer["stripe_id"] and method.get("stripe_customer_id"):
		values["stripe_id"] = method["stripe_customer_id"]
	return [Change("Customer", customer["name"], values)] if values else []


def _warned(record: Record, warning: str) -> Record:
	return Record(record.doctype, record.values, (*record.warnings, warning))


def _identifier(row: dict, name: str) -> str | None:
	"""As it is: nothing in it was written by people."""
	value = (row[name] or "").strip()
	if is_card_number(value):
		raise Rejected(Reason.CARD_NUMBER, name)
	return value or None


def _account_number(written: str | None) -> str:
	number = _SPACERS.sub("", written or "")
	if not number:
		raise Rejected(Reason.INCOMPLETE, "ppa_account")
	if is_card_number(number):
		raise Rejected(Reason.CARD_NUMBER, "ppa_account")
	return number


def _code(row: dict, name: str, length: int) -> str | None:
	"""Banks have three digits, their branches five; some programs lost the zeros in front, or wrote too many."""
	code = _SPACERS.sub("", row[name] or "")
	if code.isdecimal():
		code = code.lstrip("0").zfill(length)
	return text.fits(code or None, length, name)


def _amount(row: dict, name: str):
	if row[name] and row[name] < 0:
		raise Rejected(Reason.NEGATIVE_AMOUNT, f"{name} {row[name]}")
	return row[name] or 0


def _creation(row: dict, known: Known) -> dict:
	since = times.moment(row["date_orig"], known.now)
	return {"creation": since} if since else {}
