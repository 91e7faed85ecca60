from collections import defaultdict
from collections.abc import Iterable, Sequence

import frappe

from gigafibre_fsm.domain.legacy import payment_methods
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Effect
from gigafibre_fsm.legacy.engine.importer import Importer, Needs


class _Methods(Importer):
	doctype = "Payment Method"
	more_fields = {"customers": ("ppa_enabled", "stripe_id")}
	provider: str
	# The columns that hold the customer, in the legacy database and here.
	account = "id"
	key = "legacy_account_id"

	def needs(self, rows: Sequence[dict]) -> Needs:
		return Needs(customers={row[self.account] for row in rows})

	def existing(self, rows: Sequence[dict]) -> dict[int, str]:
		"""Two methods of one account have the same legacy id."""
		filters = {"provider": self.provider, self.key: ("in", [row["id"] for row in rows])}
		return {row[self.key]: row.name for row in frappe.get_all(self.doctype, filters, ["name", self.key])}

	def extra(self, rows: Sequence[dict], known: Known) -> dict:
		return {payment_methods.RIVALS: self._rivals([one["name"] for one in known.customers.values()])}

	def _rivals(self, customers: Sequence[str]) -> dict[str, list[dict]]:
		"""A customer's methods that pay by themselves or are the default, but for the one that is imported here."""
		methods = frappe.db.sql(
			"""select `name`, `customer`, `provider`, `is_auto`, `is_default`,
				`legacy_account_id` <> 0 or `legacy_account_profile_id` <> 0 as `is_ours`
			from `tabPayment Method` where `customer` in %s and (`is_auto` = 1 or `is_default` = 1)""",
			(tuple(customers) or ("",),),
			as_dict=True,
		)
		rivals = defaultdict(list)
		for method in methods:
			if not (method.is_ours and method.provider == self.provider):
				rivals[method.customer].append(method)
		return rivals


class Vault(_Methods):
	"""Paysafe. Of two profiles of a customer the newer one counts."""

	line = table = "account_profile"
	columns = ("id", "account_id", "profile_id", "card_id", "token", "initial_transaction")
	order = "id desc"
	secrets = frozenset({"token"})
	provider = payment_methods.PAYSAFE
	account = "account_id"
	key = match_field = "legacy_account_profile_id"

	def claims(self, row: dict) -> Iterable[int]:
		return (row["account_id"],)

	def becomes(self, row: dict, known: Known) -> Sequence[Effect]:
		return payment_methods.vault(row, known)


class BankDebits(_Methods):
	line = "account.ppa"
	table = "account"
	columns = (
		"id",
		"stripe_id",
		"stripe_ppa",
		"ppa",
		"ppa_name",
		"ppa_code",
		"ppa_branch",
		"ppa_account",
		"ppa_amount",
		"ppa_amount_buffer",
		"ppa_fixed",
		"ppa_cc",
		"date_orig",
	)
	where = "trim(concat_ws('', ppa_code, ppa_branch, ppa_account)) <> ''"
	secrets = frozenset({"ppa_account"})
	provider = payment_methods.BANK

	def becomes(self, row: dict, known: Known) -> Sequence[Effect]:
		return payment_methods.bank(row, known)


class StripeCustomers(_Methods):
	line = "account.stripe"
	table = "account"
	columns = ("id", "stripe_id", "stripe_ppa", "date_orig")
	where = "trim(coalesce(stripe_id, '')) <> ''"
	provider = payment_methods.STRIPE

	def existing(self, rows: Sequence[dict]) -> dict[int, str]:
		"""Cards that were fetched from Stripe since are the customer's method there."""
		return {**self._fetched(rows), **super().existing(rows)}

	def _fetched(self, rows: Sequence[dict]) -> dict[int, str]:
		named = {stripe: row["id"] for row in rows if (stripe := payment_methods.stripe_customer_of(row))}
		return dict(
			frappe.db.sql(
				"""select c.`legacy_customer_id`, m.`name`
				from `tabPayment Method` m join `tabCustomer` c on c.`name` = m.`customer`
				where m.`stripe_customer_id` in %s and c.`legacy_customer_id` in %s and m.`legacy_account_id` = 0
				order by m.`is_auto`, m.`is_default`, m.`creation`""",
				(tuple(named) or ("",), tuple(named.values()) or (0,)),
			)
		)

	def becomes(self, row: dict, known: Known) -> Sequence[Effect]:
		return payment_methods.stripe(row, known)
