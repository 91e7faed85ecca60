"""Catalogues for the tests of prices."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from gigafibre_fsm.command_line.catalogue_files import read_catalogue
from gigafibre_fsm.domain.pricing.catalogue import Catalogue, Price, by_list_and_sku
from gigafibre_fsm.domain.pricing.quote import Quote, quote
from gigafibre_fsm.domain.pricing.request import Request, Service

SHIPPED = read_catalogue()
DAY = date(2026, 11, 1)


def price(request: Request, catalogue: Catalogue = SHIPPED, on: date = DAY) -> Quote:
	return quote(catalogue, request, on)


def services(*skus: str) -> tuple[Service, ...]:
	return tuple(Service(sku) for sku in skus)


def ask(*skus: str, **facts) -> Request:
	return Request(services(*skus), **facts)


def with_item(sku: str, catalogue: Catalogue = SHIPPED, **facts) -> Catalogue:
	return replace(catalogue, items={**catalogue.items, sku: replace(catalogue.items[sku], **facts)})


def with_prices(*prices: Price, catalogue: Catalogue = SHIPPED, **zones: str) -> Catalogue:
	return replace(
		catalogue,
		prices={**catalogue.prices, **by_list_and_sku(prices)},
		zones={**catalogue.zones, **zones},
	)


def without_price(sku: str, catalogue: Catalogue = SHIPPED) -> Catalogue:
	kept = {key: prices for key, prices in catalogue.prices.items() if key[1] != sku}
	return replace(catalogue, prices=kept)


def amounts(lines) -> dict[str, Decimal]:
	return {line.sku: line.amount for line in lines}
