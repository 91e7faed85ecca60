"""What the references of a batch of rows are on the site."""

from dataclasses import dataclass, field
from datetime import datetime

from gigafibre_fsm.domain.legacy.outcome import Reason, Rejected


@dataclass(frozen=True)
class Known:
	"""By legacy id, each a dict of the target's name and what a row takes over from it; what is missing is unknown."""

	now: datetime
	customers: dict[int, dict] = field(default_factory=dict)
	locations: dict[int, dict] = field(default_factory=dict)
	subscriptions: dict[int, dict] = field(default_factory=dict)
	equipment: dict[int, dict] = field(default_factory=dict)
	employees: dict[int, dict] = field(default_factory=dict)
	items: dict[int, dict] = field(default_factory=dict)
	items_by_sku: dict[str, dict] = field(default_factory=dict)
	lines_by_did: dict[str, dict] = field(default_factory=dict)
	equipment_by_mac: dict[str, dict] = field(default_factory=dict)
	equipment_by_serial: dict[str, dict] = field(default_factory=dict)
	olts: dict[str, dict] = field(default_factory=dict)
	catch_all_item: str | None = None
	# What only one importer asks for.
	extra: dict = field(default_factory=dict)

	def customer(self, account_id: int | None) -> dict:
		found = self.customers.get(account_id or 0)
		if not found:
			raise Rejected(Reason.UNKNOWN_ACCOUNT, f"account {account_id}")
		return found

	def location(self, delivery_id: int | None) -> dict | None:
		return self.locations.get(delivery_id or 0)

	def subscription(self, service_id: int | None) -> dict | None:
		return self.subscriptions.get(service_id or 0)

	def device(self, device_id: int | None) -> dict | None:
		return self.equipment.get(device_id or 0)

	def employee(self, staff_id: int | None) -> dict | None:
		return self.employees.get(staff_id or 0)
