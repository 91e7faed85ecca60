"""What cannot be sold, found in an order that does not depend on how the request was written."""

from collections.abc import Iterable
from dataclasses import dataclass

from gigafibre_fsm.domain.pricing.catalogue import ADDED_BY_RULES, INTERNET, Catalogue, Item
from gigafibre_fsm.domain.pricing.refusal import Code, Refused
from gigafibre_fsm.domain.pricing.request import Request

MOST = 99
# One fibre carries one plan.
ONE_ONLY = (INTERNET,)


@dataclass(frozen=True)
class Sold:
	item: Item
	qty: int


def sold(catalogue: Catalogue, request: Request) -> list[Sold]:
	"""What is asked for, each SKU once, in the order a quote shows it.

	:raises Refused: with the first thing that cannot be sold.
	"""
	_check_numbers(request)
	if request.zone and request.zone not in catalogue.zones:
		raise Refused(Code.UNKNOWN_ZONE, zone=request.zone)
	wanted = [Sold(_item(catalogue, sku), qty) for sku, qty in request.quantities().items()]
	_check_speed(wanted, request.max_speed or 0)
	_check_one_only(wanted)
	_check_needs(wanted, request.held_kinds)
	return sorted(wanted, key=lambda one: _place(one.item))


def count(wanted: Iterable[Sold], kind: str) -> int:
	"""Services of a kind, without the add-ons on top of them."""
	return sum(one.qty for one in wanted if one.item.service_type == kind and not one.item.is_addon)


def _check_numbers(request: Request) -> None:
	if not request.services:
		raise Refused(Code.NOTHING_ASKED)
	# Each and not their sum: two and minus one would pass as one.
	for service in sorted(request.services, key=lambda service: (service.sku, service.qty)):
		_check_quantity(service.sku, service.qty)
	for sku, qty in request.quantities().items():
		_check_quantity(sku, qty)
	if not 0 <= request.tv_boxes <= MOST:
		raise Refused(Code.BAD_BOXES, boxes=request.tv_boxes, most=MOST)


def _check_quantity(sku: str, qty: int) -> None:
	if not 1 <= qty <= MOST:
		raise Refused(Code.BAD_QUANTITY, sku=sku, qty=qty, most=MOST)


def _item(catalogue: Catalogue, sku: str) -> Item:
	item = catalogue.on_sale(sku)
	if not item:
		raise Refused(Code.UNKNOWN_SKU, sku=sku)
	if item.service_type in ADDED_BY_RULES:
		raise Refused(Code.ADDED_BY_RULES, sku=sku)
	return item


def fits(item: Item, max_speed: int) -> bool:
	"""Only Internet plans are tied to the speed of the drop; 0 is a speed not known."""
	return item.service_type != INTERNET or not max_speed or item.speed_down <= max_speed


def _check_speed(wanted: list[Sold], max_speed: int) -> None:
	for one in wanted:
		if not fits(one.item, max_speed):
			raise Refused(Code.TOO_FAST, sku=one.item.sku, speed=one.item.speed_down, max_speed=max_speed)


def _check_one_only(wanted: list[Sold]) -> None:
	for kind in ONE_ONLY:
		of_kind = [one for one in wanted if one.item.service_type == kind and not one.item.is_addon]
		if count(of_kind, kind) > 1:
			raise Refused(Code.ONE_ONLY, service_type=kind, skus=[one.item.sku for one in of_kind])


def _check_needs(wanted: list[Sold], held: frozenset[str]) -> None:
	there = held | {one.item.service_type for one in wanted if not one.item.is_addon}
	for one in wanted:
		if one.item.requires and one.item.requires not in there:
			raise Refused(Code.NEEDS, sku=one.item.sku, service_type=one.item.requires)


def _place(item: Item) -> tuple:
	usual = (INTERNET, "TV", "Phone")
	rank = usual.index(item.service_type) if item.service_type in usual else len(usual)
	return rank, item.service_type, item.is_addon, item.sku
