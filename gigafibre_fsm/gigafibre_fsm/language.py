"""Which language somebody is written to in."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe

LANGUAGES = ("fr", "en")


def spoken(language: str | None = None) -> str:
	"""The one that is given, else the caller's, where there are texts in it; else French."""
	language = (language or frappe.local.lang or "").split("-")[0]
	return language if language in LANGUAGES else LANGUAGES[0]


def of_customer(language: str | None) -> str:
	"""Who never said is not asked in the language of whoever happens to act for them."""
	return spoken(language or LANGUAGES[0])


def of_office() -> str:
	"""What staff read, whoever caused it."""
	return spoken(frappe.db.get_default("lang"))


@contextmanager
def in_office() -> Iterator[None]:
	"""Remarks on rows in the language of those who read them, whatever language was asked for."""
	with within(of_office()):
		yield


@contextmanager
def within(language: str) -> Iterator[None]:
	"""What is said inside is said in that language."""
	before, frappe.local.lang = frappe.local.lang, language
	try:
		yield
	finally:
		frappe.local.lang = before
