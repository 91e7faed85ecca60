"""Who orders, and where the service goes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
	name: str
	email: str | None
	phone: str | None
	language: str | None
	stripe_id: str | None = None
	is_commercial: bool = False


@dataclass(frozen=True)
class Place:
	address_line: str
	civic_number: str | None
	civic_suffix: str | None
	unit: str | None
	street: str | None
	city: str
	province: str | None
	postal_code: str | None
	country: str
	latitude: float | None
	longitude: float | None
