"""What is wrong with an order, in the caller's language."""

import frappe
from frappe import _

from gigafibre_fsm.domain.orders.reading import Malformed, Problem
from gigafibre_fsm.exceptions import InvalidRequest


def refuse(error: Malformed) -> None:
	if not error.field:
		frappe.throw(_("{0} must be {1}.").format("order", _("an object")), InvalidRequest)
	facts = {
		name: ", ".join(map(str, value)) if isinstance(value, tuple) else value
		for name, value in error.facts.items()
	}
	frappe.throw(_sentence(error.problem).format(error.field, *facts.values()), InvalidRequest)


def _sentence(problem: Problem) -> str:
	"""{0} is the field; the problem's facts follow in the order of `Problem`."""
	return {
		Problem.MISSING: _("{0} is missing."),
		Problem.UNKNOWN: _("{0} is not known."),
		Problem.TOO_LONG: _("{0} is too long: {1} characters at most."),
		Problem.TOO_MANY_BYTES: _("{0} is too long: {1} bytes at most, and an accented letter takes two."),
		Problem.NOWHERE: _("{0} is missing, or fibre_id, or rue with ville and zip."),
		Problem.TOO_SHORT: _("{0} is too short: {1} characters at least."),
		Problem.TOO_MANY: _("{0} holds too many: {1} at most."),
		Problem.OUT_OF_RANGE: _("{0} must be from {1} to {2}."),
		Problem.NOT_A_TEXT: _must_be(_("a text")),
		Problem.NOT_A_NUMBER: _must_be(_("a whole number")),
		Problem.NOT_AN_AMOUNT: _must_be(_("a number")),
		Problem.NOT_YES_OR_NO: _must_be(_("true or false")),
		Problem.NOT_A_DATE: _must_be(_("a date like {0}").format("2026-12-15")),
		Problem.NOT_A_TIME: _must_be(_("a date and time like {0}").format("2026-12-15T08:30:00")),
		Problem.NOT_AN_OBJECT: _must_be(_("an object")),
		Problem.NOT_A_LIST: _must_be(_("a list")),
		Problem.BAD_EMAIL: _("{0} is no e-mail address: {1}."),
		Problem.BAD_PHONE: _("{0} is no phone number: {1}. Example: 450 272-2408."),
		Problem.BAD_POSTAL_CODE: _("{0} is no postal code: {1}. Example: J0S 1V0."),
		Problem.BAD_CHOICE: _("{0} must be one of: {1}."),
		Problem.REPEATED: _("{0} holds the same value twice."),
		Problem.NO_CIVIC_NUMBER: _("{0} must begin with the civic number, as in « 123 rue Principale »."),
		Problem.BAD_CHARACTERS: _("{0} holds characters that cannot be used here."),
	}[problem]


def _must_be(kind: str) -> str:
	return _("{0} must be {1}.").replace("{1}", kind)
