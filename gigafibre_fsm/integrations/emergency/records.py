"""What is registered at the 911 provider, in the words of docs/contracts/emergency.yaml."""

from dataclasses import dataclass
from datetime import datetime

REGISTERED, PENDING, REJECTED = "registered", "pending", "rejected"
STATUSES = frozenset((REGISTERED, PENDING, REJECTED))


@dataclass(frozen=True)
class Address:
	"""`last_name` is a company's name as well; `street_number` has its suffix: 123A."""

	last_name: str
	street_number: str
	street_name: str
	city: str
	province: str
	first_name: str = ""
	suite: str = ""
	postal_code: str = ""
	other: str = ""
	enhanced: bool = False


@dataclass(frozen=True)
class Registration:
	"""`updated_at` is an aware time; `reference` is what the provider calls its record, if it says so."""

	phone: str
	status: str
	address: Address
	reason: str = ""
	updated_at: datetime | None = None
	reference: str = ""
