"""Which language somebody is written to in."""

import frappe

LANGUAGES = ("fr", "en")


def spoken(language: str | None = None) -> str:
	"""The one that is given, else the caller's, where there are texts in it; else French."""
	language = (language or frappe.local.lang or "").split("-")[0]
	return language if language in LANGUAGES else LANGUAGES[0]


def of_office() -> str:
	"""What staff read, whoever caused it."""
	return spoken(frappe.db.get_default("lang"))
