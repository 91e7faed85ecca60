"""docs/prices.md: every sum of its tables is computed again here, and compared with what the program says."""

import argparse
import re
import shlex
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from gigafibre_fsm.command_line import quote as command
from gigafibre_fsm.domain.pricing.catalogue import Price
from gigafibre_fsm.domain.pricing.quote import quote
from tests.domain.pricing_case import SHIPPED, with_prices

PAGE = (Path(__file__).parents[2] / "docs" / "prices.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^### (.+)$\n(?:(?!^#)[\s\S])*?^`quote (.+)`$\n\n((?:^\|.*$\n)+)", PAGE, re.MULTILINE)
ZONES = PAGE.partition("### Zones and dates")[2]


def cells(table: str) -> list[list[str]]:
	rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.strip().splitlines()]
	return rows[2:]


def compute(formula: str) -> Decimal:
	"""`57.90 × 17 ÷ 31`, `2 × 0.69`, `144.23 × 5 %`: left to right, rounded once."""
	first, *steps = re.findall(r"[×÷]?\s*-?[\d.]+(?:\s*%)?", formula)
	result = Decimal(first)
	for step in steps:
		number = Decimal(re.search(r"[\d.]+", step)[0]) / (100 if "%" in step else 1)
		result = result / number if step.startswith("÷") else result * number
	return result.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def read(cell: str) -> Decimal | None:
	formula, _, result = cell.rpartition("=")
	if formula:
		assert compute(formula) == Decimal(result.strip()), cell
	return Decimal(result.strip()) if result.strip() else None


def read_table(table: str) -> dict[str, list[tuple[str, Decimal]]]:
	columns = {"each month": [], "once": [], "first invoice": []}
	for label, *row in cells(table):
		for column, cell in zip(columns, row, strict=True):
			if (amount := read(cell)) is not None:
				columns[column].append((label, amount))
	return columns


def answer_to(arguments: str):
	parser = argparse.ArgumentParser()
	command.declare(parser)
	options = parser.parse_args(shlex.split(arguments))
	return quote(SHIPPED, command.request_of(options), date(2026, 11, 1), options.activation)


def sums(before_taxes, taxes=None, total=None) -> list[tuple[str, Decimal]]:
	rows = [("before taxes", before_taxes), *((code.upper(), tax) for code, tax in (taxes or {}).items())]
	return rows if total is None else [*rows, ("total", total)]


def listed(lines) -> list[tuple[str, Decimal]]:
	return [(line.sku, line.amount) for line in lines]


@pytest.mark.parametrize(("title", "arguments", "table"), EXAMPLES, ids=[example[0] for example in EXAMPLES])
def test_the_page_and_the_program_agree(title, arguments, table):
	priced, columns = answer_to(arguments), read_table(table)
	invoice = priced.first_invoice
	assert columns == {
		"each month": listed(priced.monthly) + sums(priced.monthly_total, priced.monthly_taxes),
		"once": listed([*priced.one_time, *priced.credits]) + sums(priced.one_time_total),
		"first invoice": listed(invoice.lines) + sums(invoice.subtotal, invoice.taxes, invoice.total),
	}


@pytest.mark.parametrize(("title", "arguments", "table"), EXAMPLES, ids=[example[0] for example in EXAMPLES])
def test_the_columns_of_the_page_sum_up(title, arguments, table):
	for column, rows in read_table(table).items():
		lines = [amount for label, amount in rows if label.upper() == label and label not in ("TPS", "TVQ")]
		stated = dict(rows)
		assert sum(lines) == stated["before taxes"], column
		if "total" in stated:
			assert stated["total"] == stated["before taxes"] + stated["TPS"] + stated["TVQ"]


def test_every_example_of_the_page_was_found():
	assert len(EXAMPLES) == len(re.findall(r"^`quote ", PAGE, re.MULTILINE)) == 6


def test_zones_and_dates_are_as_the_page_says():
	prices, expected = (cells(table) for table in re.findall(r"(?:^\|.*$\n?)+", ZONES, re.MULTILINE))
	catalogue = with_prices(*(example_price(*row) for row in prices), N="North", S="South")
	assert len(expected) == 5
	for price_list, day, costs, _why in expected:
		rate = catalogue.rate("FTTH80I", price_list[0], date.fromisoformat(day))
		assert rate == Decimal(costs), (price_list, day)


def example_price(price_list: str, rate: str, *days: str) -> Price:
	first, last = (date.fromisoformat(day) if day else None for day in days)
	return Price("FTTH80I", price_list, Decimal(rate), first, last)
