"""What somebody wants to buy, and what the server knows of the place and the customer."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Service:
	sku: str
	qty: int = 1


@dataclass(frozen=True)
class Request:
	services: tuple[Service, ...]
	zone: str | None = None
	max_speed: int | None = None  # of the drop, in Mbit/s; None or 0: not known
	tv_boxes: int = 1  # counts only with a TV package
	commitment_months: int = 0
	special_discount_reason: str | None = None
	by_agent: bool = False
	has_tv_box: bool = False
	held_kinds: frozenset[str] = frozenset()  # service types the customer already has at this place

	def quantities(self) -> dict[str, int]:
		"""By SKU: the same one twice is a quantity of two, and the order they came in says nothing."""
		counted: dict[str, int] = {}
		for service in self.services:
			counted[service.sku] = counted.get(service.sku, 0) + service.qty
		return dict(sorted(counted.items()))
