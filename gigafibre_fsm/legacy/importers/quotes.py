"""13a: quotes to Quotations, their templates to Terms and Conditions."""

from collections.abc import Sequence

import frappe

from gigafibre_fsm.domain.addresses.text import fold
from gigafibre_fsm.domain.legacy import quote_lines, quotes
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Effect, Rejected
from gigafibre_fsm.domain.legacy.quote_lines import Line
from gigafibre_fsm.legacy.engine.importer import Importer, Needs
from gigafibre_fsm.legacy.importers.quote_items import Items
from gigafibre_fsm.legacy.importers.quote_parties import parties
from gigafibre_fsm.legacy.importers.quote_settings import Settings


class Lines(dict):
	"""By id of the row, read once; what is wrong with those that cannot be read."""

	def __init__(self, rows: Sequence[dict]):
		super().__init__((row["id"], self._read(row)) for row in rows)

	@staticmethod
	def _read(row: dict) -> list[Line] | Rejected:
		try:
			return quote_lines.of_row(row)
		except Rejected as why:
			return why

	def of(self, row: dict) -> list[Line]:
		found = self[row["id"]]
		if isinstance(found, Rejected):
			raise found
		return found

	def skus(self) -> set[str]:
		readable = (lines for lines in self.values() if not isinstance(lines, Rejected))
		return {line.sku for lines in readable for line in lines if line.sku}


class Quotes(Importer):
	line = table = "soumission"
	columns = ("id", "account_id", "name", "po", "date", "tax", "materiel", "mensuel", "text")
	doctype = quotes.DOCTYPE
	match_field = quotes.KEY
	batch = 200

	def prepare(self, source) -> None:
		self._settings = Settings()
		products = source.rows(f"select id, sku from {source.table(self, 'product')} where sku <> ''")
		self._items = Items(self._settings, products)

	def needs(self, rows: Sequence[dict]) -> Needs:
		return Needs(customers={row["account_id"] for row in rows})

	def extra(self, rows: Sequence[dict], known: Known) -> dict:
		lines = Lines(rows)
		customers = [one["name"] for one in known.customers.values()]
		site = quotes.Site(
			self._settings.company,
			self._items.by_sku(lines.skus()),
			parties(customers, self._settings.company.columns["company"]),
			self._submitted([row["id"] for row in rows]),
		)
		return {"lines": lines, "site": site}

	@staticmethod
	def _submitted(ids: Sequence[int]) -> frozenset[int]:
		"""What was offered is not written over, even where the legacy quote changed since."""
		offered = {"docstatus": ("!=", 0), quotes.KEY: ("in", ids)}
		return frozenset(frappe.get_all(quotes.DOCTYPE, offered, pluck=quotes.KEY))

	def becomes(self, row: dict, known: Known) -> Sequence[Effect]:
		record = quotes.quotation(row, known.extra["lines"].of(row), known, known.extra["site"])
		record.values["other_charges_calculation"] = self._settings.tax_table(record.values)
		return [record]


class QuoteTemplates(Importer):
	line = table = "soumission_template"
	columns = ("id", "name", "materiel", "mensuel", "text")
	doctype = quotes.TERMS

	def prepare(self, source) -> None:
		self._titles = quotes.titles(source.rows(f"select id, name from {source.table(self, self.table)}"))

	def existing(self, rows: Sequence[dict]) -> dict[int, str]:
		"""Terms that the site has under this title are left as they are."""
		wanted = {row["id"]: self._titles[row["id"]] for row in rows}
		there = self.by_field(self.doctype, "name", list(wanted.values())).values()
		by_fold = {fold(name): name for name in there}
		return {one: by_fold[fold(title)] for one, title in wanted.items() if fold(title) in by_fold}

	def becomes(self, row: dict, known: Known) -> Sequence[Effect]:
		return quotes.template(row, quote_lines.of_row(row), self._titles)
