"""Lines at the prices of one zone on one day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gigafibre_fsm.domain.pricing.catalogue import Catalogue, Item
from gigafibre_fsm.domain.pricing.lines import Line, Part
from gigafibre_fsm.domain.pricing.money import ZERO, cents
from gigafibre_fsm.domain.pricing.refusal import Code, Refused


@dataclass(frozen=True)
class Pricer:
	catalogue: Catalogue
	zone: str | None
	on: date

	def charge(self, item: Item, qty: int, part: Part) -> Line:
		rate = self.rate(item)
		if rate is None:
			zone = self.zone or self.catalogue.default_zone
			raise Refused(Code.NOT_PRICED, sku=item.sku, zone=zone)
		return Line(item.sku, item.name, item.service_type, part, qty, rate, item.exempt)

	def added(self, sku: str, qty: int, part: Part) -> list[Line]:
		"""A fee of the rules: none where it counts nothing, or where an administrator disabled its Item."""
		item = self.catalogue.on_sale(sku)
		return [self.charge(item, qty, part)] if item and qty else []

	def discount(self, sku: str, part: Part) -> Line | None:
		"""None where its Item is disabled or has no price on that day: the discount is over."""
		item = self.catalogue.on_sale(sku)
		rate = self.rate(item) if item else None
		if rate is None:
			return None
		return Line(item.sku, item.name, item.service_type, part, 1, -rate, item.exempt)

	def rate(self, item: Item) -> Decimal | None:
		"""A price below zero is a slip of the hand, and sells nothing."""
		rate = self.catalogue.rate(item.sku, self.zone, self.on)
		return None if rate is None or rate < ZERO else cents(rate)
