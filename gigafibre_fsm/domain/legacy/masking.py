"""Card numbers are kept nowhere: in a text they are masked to the last four digits."""

import re

from gigafibre_fsm.domain.cards import is_card_number

_RUN = re.compile(r"\d+(?:[ \-]\d+)*")
# How cards are written. Inside a longer run of digits only these count: two phone numbers side by side are no card.
_WRITTEN = re.compile(
	r"(?<!\d)(?:\d{13,19}|\d{4}([ \-])\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|\d{4}([ \-])\d{6}\2\d{4,5})(?!\d)"
)
SHORTEST = 13
# In a text without such a stretch there is nothing to mask.
_LONG = re.compile(r"\d[\d \-]{11,}\d")
SECRET = "••••"


def without_card_numbers(text: str) -> str:
	return _RUN.sub(_masked_run, text) if _LONG.search(text) else text


def has_card_number(text: str | None) -> bool:
	return bool(text) and without_card_numbers(text) != text


def _masked_run(run: re.Match) -> str:
	if len(run[0]) < SHORTEST:
		return run[0]
	if is_card_number(run[0]):
		return _masked(run[0])
	return _masked_inside(run[0])


def _masked_inside(run: str) -> str:
	"""Whichever group of digits a number begins with."""
	at = 0
	while found := _WRITTEN.search(run, at):
		if is_card_number(found[0]):
			run = run[: found.start()] + _masked(found[0]) + run[found.end() :]
		at = found.start() + 1
	return run


def _masked(number: str) -> str:
	hidden = sum(one.isdigit() for one in number) - 4
	masked = []
	for one in number:
		if one.isdigit() and hidden:
			one, hidden = "*", hidden - 1
		masked.append(one)
	return "".join(masked)


def row(values: dict, secrets: frozenset[str]) -> dict:
	"""As a row may be kept for people to read."""
	return {name: _value(name, value, secrets) for name, value in values.items()}


def _value(name: str, value, secrets: frozenset[str]):
	if name in secrets and value not in (None, ""):
		return SECRET
	return without_card_numbers(value) if isinstance(value, str) else value
