"""The reasons of rejects, in the reader's language. The database keeps them in English, whoever imports."""

from frappe import _

from gigafibre_fsm.domain.legacy.outcome import Rejected


def reasons() -> dict[str, str]:
	return {
		"amount out of range": _("amount out of range"),
		"card number": _("card number"),
		"refused by the database": _("refused by the database"),
		"id out of range": _("id out of range"),
		"incomplete": _("incomplete"),
		"not an IP address": _("not an IP address"),
		"not a telephone number": _("not a telephone number"),
		"negative amount": _("negative amount"),
		"no address": _("no address"),
		"no date": _("no date"),
		"no readable line": _("no readable line"),
		"its row was not taken": _("its row was not taken"),
		"submitted since": _("submitted since"),
		"superseded": _("superseded"),
		"text too long": _("text too long"),
		"unknown account": _("unknown account"),
		"unknown delivery": _("unknown delivery"),
		"unknown device": _("unknown device"),
		"unknown instance": _("unknown instance"),
		"unknown number": _("unknown number"),
		"unknown status": _("unknown status"),
		"unreadable lines": _("unreadable lines"),
	}


def reason(value: str) -> str:
	return reasons().get(value, value)


def why(refusal: Rejected) -> str:
	text = reason(str(refusal.reason))
	return f"{text}: {refusal.detail}" if refusal.detail else text
