"""What a quotation takes over from the site that it comes to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Tax:
	account: str
	percent: Decimal
	# The other columns of the row.
	row: Mapping


@dataclass(frozen=True)
class Company:
	"""The same for every quotation of a run."""

	# Columns: company, currency, price list, letter head, the company's own address.
	columns: Mapping
	template: str
	taxes: Sequence[Tax]
	catch_all_item: str
	in_words: Callable[[float], str]
	# To the smallest coin; None where totals are not rounded.
	rounded: Callable[[float], float] | None
	# (template, date, total) → rows of the payment schedule, without amounts.
	payment_terms: Callable[[str, date, float], list[dict]]
	# The site may allow one item with one text more than once.
	repeats_allowed: bool = False
	rounds_each_line: bool = False
	quantity_digits: int = 3


@dataclass(frozen=True)
class Item:
	code: str
	name: str
	description: str
	uom: str
	is_whole: bool
	# The other columns of a line of one piece.
	columns: Mapping = field(default_factory=dict)
	# Account → percent, where the item has taxes of its own.
	taxes: Mapping[str, float] = field(default_factory=dict)
