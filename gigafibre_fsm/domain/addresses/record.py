"""One place of the address register, as everybody outside of the index sees it; or a street, where no number is known."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
	address_id: str | None
	civic_number: int | None
	civic_suffix: str | None
	unit: str | None
	street: str
	city: str
	postal_code: str | None
	latitude: float | None = None
	longitude: float | None = None


def label(address: Address) -> str:
	"""`123A Rue Principale, app. 2, Saint-Anicet, J0S 1M0`."""
	return ", ".join(part for part in (line(address), address.city, address.postal_code) if part)


def line(address: Address) -> str:
	"""`123A Rue Principale, app. 2`."""
	unit = f"app. {address.unit}" if address.unit else None
	return ", ".join(part for part in (f"{civic(address)} {address.street}".strip(), unit) if part)


def civic(address: Address) -> str:
	"""`123A`, but `123 1/2`."""
	if address.civic_number is None:
		return ""
	suffix = address.civic_suffix or ""
	gap = " " if suffix[:1].isdigit() else ""
	return f"{address.civic_number}{gap}{suffix}"
