"""Legacy quotes and their templates."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from gigafibre_fsm.domain.addresses.text import fold
from gigafibre_fsm.domain.legacy import ids, quote_rows, quote_totals, text, times
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Reason, Record, Rejected, Remark
from gigafibre_fsm.domain.legacy.quote_lines import Line
from gigafibre_fsm.domain.legacy.quote_site import Company, Item, Tax

DOCTYPE, KEY, TERMS = "Quotation", "legacy_soumission_id", "Terms and Conditions"
# What would begin a command of a Jinja template.
_COMMAND = re.compile(r"\{(?=[{%#])")
TITLE_LENGTH = 140


@dataclass(frozen=True)
class Site:
	company: Company
	# By SKU in capitals; "" is the catch-all item.
	items: Mapping[str, Item]
	# By customer: the columns that a quotation takes over from it.
	parties: Mapping[str, dict]
	# Legacy ids of quotations that are drafts no more.
	submitted: frozenset[int] = frozenset()


def quotation(row: dict, lines: Sequence[Line], known: Known, site: Site) -> Record:
	customer = known.customer(row["account_id"])["name"]
	if not lines:
		raise Rejected(Reason.NO_LINES)
	if row["id"] in site.submitted:
		raise Rejected(Reason.SUBMITTED)
	written, warnings = times.moment(row["date"], known.now), ()
	if not written:
		warnings = ("no date: the day of the import is its date",)
	at = written or known.now
	return Record(
		DOCTYPE,
		{
			**_heading(row, at),
			**({"creation": at} if written else {}),
			**site.company.columns,
			**(site.parties.get(customer) or {}),
			"party_name": customer,
			**_body(row, lines, site, at, customer),
		},
		warnings,
	)


def _heading(row: dict, at: datetime) -> dict:
	return {
		KEY: ids.fits(row["id"]),
		"quotation_to": "Customer",
		"transaction_date": at.date(),
		"order_type": "Sales",
		"ignore_pricing_rule": 1,
		"status": "Draft",
		"quote_title": text.fits(text.clean(row["name"]), TITLE_LENGTH, "name"),
		"customer_po": text.clean(row["po"]),
		"terms": paragraphs(text.plain(row["text"])),
	}


def _body(row: dict, lines: Sequence[Line], site: Site, at: datetime, customer: str) -> dict:
	company, is_taxed = site.company, bool(row["tax"])
	rows = quote_rows.rows(lines, site.items, company, is_taxed)
	taxes = company.taxes if is_taxed else _none_of(lines, site)
	found = quote_totals.sums(_taxed(rows, lines, site, is_taxed), taxes, company)
	terms = (site.parties.get(customer) or {}).get("payment_terms_template")
	return {
		"items": rows,
		"taxes_and_charges": company.template if is_taxed else "",
		"taxes": found.taxes,
		"payment_schedule": quote_totals.schedule(found, company, terms, at.date()),
		"total_qty": float(sum(Decimal(str(one["qty"])) for one in rows)),
		"total_net_weight": float(sum(one.get("total_weight") or 0 for one in rows)),
		**quote_totals.columns(found, company),
	}


def _taxed(rows: Sequence[dict], lines: Sequence[Line], site: Site, is_taxed: bool) -> list:
	return [
		quote_totals.Taxed(
			row["item_code"], line.total, quote_rows.item_of(line, site.items).taxes if is_taxed else {}
		)
		for row, line in zip(rows, lines, strict=True)
	]


def _none_of(lines: Sequence[Line], site: Site) -> list[Tax]:
	"""ERPNext lists the accounts of items that have taxes of their own; without a template, at nothing."""
	accounts = dict.fromkeys(
		account for line in lines for account in quote_rows.item_of(line, site.items).taxes
	)
	of_all = {
		"charge_type": "On Net Total",
		"cost_center": None,
		"account_currency": site.company.columns["currency"],
	}
	return [Tax(account, Decimal(0), {**of_all, "description": account}) for account in accounts]


def template(row: dict, lines: Sequence[Line], names: Mapping[int, str]) -> list:
	"""ERPNext has no templates of quotations: the text becomes terms, the lines a remark on them."""
	terms = text.plain(row["text"])
	if not terms and not lines:
		raise Rejected(Reason.NO_LINES)
	title = names[row["id"]]
	values = {"name": title, "title": title, "selling": 1, "terms": paragraphs(terms, is_template=True)}
	remarks = [Remark(TERMS, title, _listed(lines))] if lines else []
	return [Record(TERMS, values), *remarks]


def titles(rows: Sequence[dict]) -> dict[int, str]:
	"""By id. Names that the database takes for one, as it takes Erable and Érable, are told apart."""
	names = {row["id"]: _title(row) for row in rows}
	taken = Counter(map(fold, names.values()))
	return {one: name if taken[fold(name)] == 1 else f"{name} ({one})" for one, name in names.items()}


def _title(row: dict) -> str:
	name = " ".join((text.clean(row["name"]) or "").split())
	return name[: TITLE_LENGTH - 15].strip() or f"Soumission {row['id']}"


def _listed(lines: Sequence[Line]) -> str:
	return "\n".join(
		f"{line.charge_type}: {'1' if line.quantity is None else format(line.quantity, 'f')} × "
		f"{' '.join(filter(None, (line.sku, line.text)))} = {line.total:.2f}"
		for line in lines
	)


def paragraphs(plain: str | None, is_template: bool = False) -> str | None:
	"""As the desk's editor keeps a text."""
	if not plain:
		return None
	if is_template:
		plain = _COMMAND.sub("{ ", plain)
	lines = (quote_rows.as_html(line) or "<br>" for line in plain.split("\n"))
	return f'<div class="ql-editor read-mode"><p>{"</p><p>".join(lines)}</p></div>'
