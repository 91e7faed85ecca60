"""Passwords: as they were meant, and otherwise as they stand. Spaces at the ends may be part of one."""

from gigafibre_fsm.domain.legacy.masking import has_card_number
from gigafibre_fsm.domain.legacy.text import repaired


def password(value: str | None) -> str | None:
	"""None also for a card number: that is kept nowhere, not even encrypted."""
	if not (value or "").strip() or has_card_number(value):
		return None
	return "".join(letter for letter in repaired(value) if letter >= " " and letter != "\x7f") or None


def refused(row: dict, *columns: str) -> tuple[str, ...]:
	"""Warnings about passwords that are card numbers."""
	return tuple(f"card number as password: {column}" for column in columns if has_card_number(row[column]))
