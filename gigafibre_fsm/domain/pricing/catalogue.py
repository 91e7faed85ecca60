"""What an administrator decides: items, prices with their dates, zones, rules, taxes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

INTERNET, TV, PHONE = "Internet", "TV", "Phone"
# Nobody asks for these: the rules add them.
ADDED_BY_RULES = ("Equipment", "Fee", "Discount")


@dataclass(frozen=True)
class Item:
	sku: str
	name: str
	service_type: str
	enabled: bool = True
	exempt: bool = False
	combo_ready: bool = False
	requires: str = ""
	speed_down: int = 0
	speed_up: int = 0
	description: str = ""

	@property
	def is_addon(self) -> bool:
		"""An add-on goes on top of a service of its own kind, and so is not that service."""
		return self.requires == self.service_type


@dataclass(frozen=True)
class Price:
	sku: str
	price_list: str
	rate: Decimal
	valid_from: date | None = None
	valid_upto: date | None = None

	def holds(self, on: date) -> bool:
		return (self.valid_from or date.min) <= on <= (self.valid_upto or date.max)

	@property
	def precedence(self) -> tuple:
		"""The price that began last; of two that began together, the one that ends first: it was meant for now."""
		return self.valid_from or date.min, -(self.valid_upto or date.max).toordinal(), -self.rate


@dataclass(frozen=True)
class Rules:
	"""Which items the rules add. An empty name is a rule that is switched off."""

	service_911: str = ""
	phone_activation: str = ""
	installation: str = ""
	tv_box: str = ""
	special_discount: str = ""
	combo: Mapping[int, str] = field(default_factory=dict)
	commitment: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Tax:
	code: str
	percent: Decimal


@dataclass(frozen=True)
class Catalogue:
	items: Mapping[str, Item]
	prices: Mapping[tuple[str, str], tuple[Price, ...]]
	zones: Mapping[str, str]  # zone → its price list
	default_zone: str
	default_price_list: str
	rules: Rules
	taxes: tuple[Tax, ...]

	def on_sale(self, sku: str) -> Item | None:
		item = self.items.get(sku)
		return item if item and item.enabled else None

	def rate(self, sku: str, zone: str | None, on: date) -> Decimal | None:
		"""By the zone's price list; what that list leaves out costs what the default one says."""
		lists = (self.zones.get(zone or self.default_zone), self.default_price_list)
		for price_list in lists:
			valid = [price for price in self.prices.get((price_list, sku), ()) if price.holds(on)]
			if valid:
				return max(valid, key=lambda price: price.precedence).rate
		return None


def by_list_and_sku(prices: Iterable[Price]) -> dict[tuple[str, str], tuple[Price, ...]]:
	grouped: dict[tuple[str, str], tuple[Price, ...]] = {}
	for price in prices:
		key = (price.price_list, price.sku)
		grouped[key] = (*grouped.get(key, ()), price)
	return grouped
