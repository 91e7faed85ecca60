from collections.abc import Sequence

import frappe

from gigafibre_fsm.domain.legacy import accounts
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Effect
from gigafibre_fsm.legacy.engine.importer import Importer
from gigafibre_fsm.setup.catalogue.site import root


class Accounts(Importer):
	line = table = "account"
	columns = (
		"id",
		"first_name",
		"last_name",
		"company",
		"email",
		"tel_home",
		"cell",
		"language",
		"status",
		"commercial",
		"vip",
		"stripe_id",
		"date_orig",
	)
	doctype = "Customer"
	match_field = "legacy_customer_id"

	def prepare(self, source) -> None:
		users = frappe.db.sql("select `email`, `name` from `tabUser` where `email` <> '' order by `creation`")
		self._site = {"territory": root("Territory"), "users": dict(users)}

	def existing(self, rows: Sequence[dict]) -> dict[int, str]:
		"""Also one that somebody made under the name it would get."""
		names = {accounts.customer_name(row["id"]): row["id"] for row in rows}
		named = self.by_field("Customer", "name", list(names))
		return {names[name]: name for name in named if name in names} | super().existing(rows)

	def extra(self, rows: Sequence[dict], known: Known) -> dict:
		return self._site

	def becomes(self, row: dict, known: Known) -> Sequence[Effect]:
		return accounts.becomes(row, known)
