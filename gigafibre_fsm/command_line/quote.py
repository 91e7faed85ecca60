"""`quote`: what an order would cost."""

import argparse
import json
from datetime import date
from pathlib import Path

from gigafibre_fsm.command_line.catalogue_files import SHIPPED, read_catalogue
from gigafibre_fsm.command_line.complaint import Complaint
from gigafibre_fsm.command_line.quote_text import as_text, plans_as_text
from gigafibre_fsm.command_line.sentences import MESSAGES, sentence
from gigafibre_fsm.domain.pricing.answer import of_plans, of_quote
from gigafibre_fsm.domain.pricing.catalogue import Catalogue
from gigafibre_fsm.domain.pricing.plans import plans
from gigafibre_fsm.domain.pricing.quote import quote
from gigafibre_fsm.domain.pricing.refusal import Refused
from gigafibre_fsm.domain.pricing.request import Request, Service

SUMMARY = "what an order costs: each month, once, and on the first invoice"
EXAMPLES = """examples:
  %(prog)s --list
  %(prog)s FTTH80I TVBSTANDARD TELEPMENS --commitment 24
  %(prog)s FTTH500I TELEPMENS:2 --speed 500 --activation 2026-12-15 --json

Prices are those of the catalogue that an installation starts with. To try others, copy its folder (items.csv and
pricing.json; prices.csv for other zones and dates) and name the copy with --catalogue."""


def declare(parser: argparse.ArgumentParser) -> None:
	add = parser.add_argument
	add("services", nargs="*", metavar="SKU[:QTY]", help="a service, and how many of it (1)")
	add("--list", action="store_true", help="list what can be sold (--zone, --speed and --date apply)")
	add("--catalogue", type=Path, default=SHIPPED, metavar="FOLDER", help="another catalogue")
	add("--zone", help="pricing zone (the default one)")
	add("--speed", type=int, metavar="MBITS", help="the fastest the place can have (not known)")
	add("--boxes", type=int, default=1, metavar="N", help="TV boxes, with a TV package (1)")
	add("--has-box", action="store_true", help="the customer has a TV box: no free one")
	add("--has", action="append", default=[], metavar="KIND", help="has this already: Internet, TV or Phone")
	add("--commitment", type=int, default=0, metavar="MONTHS", help="0, or a commitment on offer (0)")
	add("--special", metavar="REASON", help="the special discount, which an agent gives with a reason")
	add("--date", type=_day, metavar="YYYY-MM-DD", help="the day of the prices (today)")
	add("--activation", type=_day, metavar="YYYY-MM-DD", help="first day of service (--date)")
	add("--json", action="store_true", help="answer as the HTTP API does")


def _day(text: str) -> date:
	try:
		return date.fromisoformat(text)
	except ValueError as error:
		raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2026-11-21") from error


def run(options: argparse.Namespace) -> int:
	catalogue = read_catalogue(options.catalogue)
	on = options.date or date.today()
	try:
		print(_list(catalogue, options, on) if options.list else _quote(catalogue, options, on))
	except Refused as refused:
		raise Complaint(sentence(refused)) from refused
	return 0


def _list(catalogue: Catalogue, options: argparse.Namespace, on: date) -> str:
	groups = plans(catalogue, on, options.zone, options.speed)
	return _json(of_plans(groups)) if options.json else plans_as_text(groups)


def _quote(catalogue: Catalogue, options: argparse.Namespace, on: date) -> str:
	activation = options.activation or on
	priced = quote(catalogue, request_of(options), on, activation)
	return _json(of_quote(priced, MESSAGES)) if options.json else as_text(priced, activation, catalogue.taxes)


def request_of(options: argparse.Namespace) -> Request:
	return Request(
		services=tuple(map(_service, options.services)),
		zone=options.zone,
		max_speed=options.speed,
		tv_boxes=options.boxes,
		commitment_months=options.commitment,
		special_discount_reason=options.special,
		by_agent=options.special is not None,
		has_tv_box=options.has_box,
		held_kinds=frozenset(options.has),
	)


def _service(word: str) -> Service:
	sku, _, qty = word.partition(":")
	try:
		return Service(sku, int(qty or 1))
	except ValueError as error:
		raise Complaint(f"{word}: {qty!r} is not a quantity. Example: {sku}:2") from error


def _json(answer: dict) -> str:
	return json.dumps(answer, ensure_ascii=False, indent=1)
