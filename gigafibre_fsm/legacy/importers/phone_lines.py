from collections.abc import Sequence

import frappe

from gigafibre_fsm.domain.legacy import phone_lines
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Effect
from gigafibre_fsm.legacy.engine.importer import Importer, Needs
from gigafibre_fsm.legacy.importers import number_pool
from gigafibre_fsm.voice_service.doctype.phone_number.status import Status


class Pbx(Importer):
	"""Of two rows with one number the one that was changed last."""

	line = table = "pbx"
	columns = (
		"id",
		"account_id",
		"delivery_id",
		"service_id",
		"phone",
		"name",
		"password",
		"vm_password",
		"has_vm",
		"vm_email",
		"int_code",
		"language",
		"call_911",
		"max_calls",
		"call_timeout",
		"user_context",
		"country_whitelist",
		"date_origin",
		"date_update",
	)
	order = "date_update desc, id desc"
	doctype = "VoIP Line"
	match_field = "legacy_pbx_id"
	secrets = frozenset({"password", "vm_password"})
	more_fields = {"subscriptions": ("status",)}

	def prepare(self, source) -> None:
		self._languages = frozenset(frappe.get_all("Language", pluck="name"))

	def claim(self, row: dict) -> str | None:
		return phone_lines.read_did(row)

	def existing(self, rows: Sequence[dict]) -> dict[int, str]:
		"""By its number here, else by its telephone number."""
		numbers = {number: row["id"] for row in rows if (number := phone_lines.read_did(row))}
		by_number = self.by_field(self.doctype, "did", list(numbers))
		return {numbers[number]: name for number, name in by_number.items()} | super().existing(rows)

	def needs(self, rows: Sequence[dict]) -> Needs:
		return Needs(
			customers={row["account_id"] for row in rows},
			locations={row["delivery_id"] for row in rows},
			subscriptions={row["service_id"] for row in rows},
		)

	def extra(self, rows: Sequence[dict], known: Known) -> dict:
		return {phone_lines.LANGUAGES: self._languages}

	def becomes(self, row: dict, known: Known) -> Sequence[Effect]:
		return phone_lines.line(row, known)

	def ended(self, run) -> None:
		number_pool.withdraw("legacy_pbx_id", Status.IN_USE)


class PhoneProvisioning(Importer):
	"""Of two adapters of one number the newer one."""

	line = table = "phone_provisioning"
	columns = ("id", "account_id", "phone", "app", "mac", "password", "internationnal")
	order = "id desc"
	doctype = "VoIP Line"
	secrets = frozenset({"password"})
	more_fields = {"lines_by_did": ("equipment",), "equipment_by_mac": ("equipment_type", "customer")}

	def claim(self, row: dict) -> str | None:
		return phone_lines.read_did(row)

	def needs(self, rows: Sequence[dict]) -> Needs:
		return Needs(
			customers={row["account_id"] for row in rows},
			lines_by_did={phone_lines.read_did(row) for row in rows},
			equipment_by_mac={phone_lines.read_mac(row) for row in rows},
		)

	def becomes(self, row: dict, known: Known) -> Sequence[Effect]:
		return phone_lines.adapter(row, known)
