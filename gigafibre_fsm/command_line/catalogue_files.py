"""The catalogue from files: the one an installation starts with, or a changed copy of its folder.

items.csv     the items: sku, item_name, service_type, price, speed_down, …; `enabled` and `exempt` are optional columns
pricing.json  price lists of the zones, which items the rules add, combo and commitment rules, taxes
prices.csv    optional: price_list, sku, rate, valid_from, valid_upto, for other zones and other dates
"""

import csv
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from gigafibre_fsm.command_line.complaint import Complaint
from gigafibre_fsm.domain.pricing.catalogue import Catalogue, Item, Price, Rules, Tax, by_list_and_sku

SHIPPED = Path(__file__).parents[1] / "setup" / "data"
NO = ("0", "no", "false")


def read_catalogue(folder: Path = SHIPPED) -> Catalogue:
	facts = _json(folder / "pricing.json")
	rows = list(_rows(folder / "items.csv"))
	try:
		return _catalogue(facts, rows, folder)
	except KeyError as error:
		raise Complaint(f"The catalogue in {folder} has no {error}.") from error


def _catalogue(facts: dict, rows: list[dict], folder: Path) -> Catalogue:
	prices = [*_standard_prices(rows, facts["default_price_list"]), *_more_prices(folder / "prices.csv")]
	return Catalogue(
		items={row["sku"]: _item(row) for row in rows},
		prices=by_list_and_sku(prices),
		zones=facts["zones"],
		default_zone=facts["default_zone"],
		default_price_list=facts["default_price_list"],
		rules=_rules(facts),
		taxes=tuple(Tax(code, Decimal(percent)) for code, percent in facts["taxes"].items()),
	)


def _item(row: dict) -> Item:
	return Item(
		sku=row["sku"],
		name=row["item_name"],
		service_type=row["service_type"],
		enabled=_says_yes(row, "enabled", "1"),
		exempt=_says_yes(row, "exempt", "0"),
		combo_ready=_says_yes(row, "combo_ready", "0"),
		requires=row.get("requires_service_type") or "",
		speed_down=int(row.get("speed_down") or 0),
		speed_up=int(row.get("speed_up") or 0),
		description=row.get("description") or "",
	)


def _says_yes(row: dict, column: str, otherwise: str) -> bool:
	return (row.get(column) or otherwise).lower() not in NO


def _rules(facts: dict) -> Rules:
	return Rules(
		**facts["rules"],
		combo={int(kinds): sku for kinds, sku in facts["combo"].items()},
		commitment={int(months): sku for months, sku in facts["commitment"].items()},
	)


def _standard_prices(rows: list[dict], price_list: str) -> Iterator[Price]:
	for row in rows:
		if row["price"]:
			yield Price(row["sku"], price_list, _amount(row["price"], "items.csv", row["sku"]))


def _more_prices(path: Path) -> Iterator[Price]:
	if not path.exists():
		return
	for row in _rows(path):
		rate = _amount(row["rate"], path.name, row["sku"])
		days = (_day(row.get(column), path.name, row["sku"]) for column in ("valid_from", "valid_upto"))
		yield Price(row["sku"], row["price_list"], rate, *days)


def _amount(text: str, file: str, sku: str) -> Decimal:
	try:
		return Decimal(text)
	except InvalidOperation as error:
		raise Complaint(f"{file}, {sku}: {text!r} is not an amount. Example: 79.95") from error


def _day(text: str | None, file: str, sku: str) -> date | None:
	try:
		return date.fromisoformat(text) if text else None
	except ValueError as error:
		raise Complaint(f"{file}, {sku}: {text!r} is not a date. Example: 2026-11-21") from error


def _json(path: Path) -> dict:
	try:
		return json.loads(path.read_text(encoding="utf-8"))
	except OSError as error:
		raise Complaint(f"The catalogue needs {path}: {error.strerror}.") from error
	except ValueError as error:
		raise Complaint(f"{path} is not JSON: {error}.") from error


def _rows(path: Path) -> Iterator[dict]:
	try:
		with path.open(encoding="utf-8-sig", newline="") as file:
			yield from csv.DictReader(file)
	except OSError as error:
		raise Complaint(f"The catalogue needs {path}: {error.strerror}.") from error
