"""Amounts, days and slots as a message says them, in its language.

Only words: which amount or day it is has been decided elsewhere. An amount holds a space that does not break; what
goes into a text message is made simple there (`domain/sms.py`).
"""

from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_currency

LOCALES = {"fr": "fr_CA", "en": "en_CA"}
CURRENCY = "CAD"
SLOTS = {
	"AM": {"fr": "avant-midi", "en": "morning"},
	"PM": {"fr": "après-midi", "en": "afternoon"},
	"All Day": {"fr": "toute la journée", "en": "all day"},
}


def locale(language: str) -> str:
	return LOCALES.get(language, LOCALES["fr"])


def money(amount: Decimal, language: str) -> str:
	"""114,98 $ or $114.98."""
	return format_currency(amount, CURRENCY, locale=locale(language))


def day(value: date, language: str, weekday: bool = False) -> str:
	"""12 mars 2026 or March 12, 2026; with the weekday, mardi 17 mars 2026."""
	said = format_date(value, "full" if weekday else "long", locale=locale(language))
	if language == "en":
		return said
	# Babel says « 1 mars ».
	return said.replace("1 ", "1er ", 1) if value.day == 1 else said


def slot(value: str | None, language: str) -> str:
	"""Nothing where none was agreed."""
	words = SLOTS.get(value or "", {})
	return words.get(language) or words.get("fr", "")
