"""What a place can be offered, in the groups that people choose from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gigafibre_fsm.domain.pricing.catalogue import INTERNET, PHONE, TV, Catalogue, Item
from gigafibre_fsm.domain.pricing.checks import fits
from gigafibre_fsm.domain.pricing.pricer import Pricer
from gigafibre_fsm.domain.pricing.refusal import Code, Refused


@dataclass(frozen=True)
class Plan:
	item: Item
	price: Decimal
	is_monthly: bool


# What no group takes, an equipment or a discount, comes with an order and is not chosen.
GROUPS: dict[str, Callable[[Item], bool]] = {
	"internet": lambda item: item.service_type == INTERNET,
	"tv": lambda item: item.service_type == TV and not item.is_addon,
	"tv_addons": lambda item: item.service_type == TV and item.is_addon,
	"phone": lambda item: item.service_type == PHONE,
	"fees": lambda item: item.service_type == "Fee",
}


def plans(catalogue: Catalogue, on: date, zone: str | None = None, max_speed: int | None = None) -> dict:
	"""Cheapest first; what has no price on that day is not sold."""
	if zone and zone not in catalogue.zones:
		raise Refused(Code.UNKNOWN_ZONE, zone=zone)
	pricer = Pricer(catalogue, zone, on)
	items = [item for item in catalogue.items.values() if item.enabled and fits(item, max_speed or 0)]
	priced = [(item, pricer.rate(item)) for item in items]
	offered = sorted(
		(Plan(item, rate, _is_monthly(catalogue, item)) for item, rate in priced if rate is not None),
		key=lambda plan: (plan.price, plan.item.speed_down, plan.item.sku),
	)
	return {group: [plan for plan in offered if belongs(plan.item)] for group, belongs in GROUPS.items()}


def _is_monthly(catalogue: Catalogue, item: Item) -> bool:
	"""Of the fees, the one for 911 comes back every month."""
	return item.service_type != "Fee" or item.sku == catalogue.rules.service_911
