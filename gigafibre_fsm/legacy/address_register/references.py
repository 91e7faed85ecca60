"""Which civic addresses other records point to."""

from collections.abc import Iterable, Iterator

import frappe
from frappe.model.rename_doc import get_link_fields
from frappe.utils import create_batch

from gigafibre_fsm.domain.addresses.renumbered import Kept

DOCTYPE = "Civic Address"
AT_ONCE = 1000
# More cannot have been typed: they came from somewhere else, before there was a digest.
MOST_BY_HAND = 50_000
COLUMNS = """name, street, civic_number, coalesce(civic_suffix,''), coalesce(unit,''), coalesce(postal_code,''),
	latitude, longitude, coalesce(register_id,'')"""


def names() -> set[str]:
	"""By every link to a civic address there is, in our doctypes, ERPNext's or the site's own."""
	return {name for table, column in _columns() for name in _values(table, column)}


def _columns() -> Iterator[tuple[str, str]]:
	frappe.flags.link_fields = {}
	for field in get_link_fields(DOCTYPE):
		if not field.issingle and frappe.db.has_column(field.parent, field.fieldname):
			yield f"tab{field.parent}", field.fieldname


def _values(table: str, column: str) -> list[str]:
	return frappe.db.sql(
		f"select distinct `{column}` from `{table}` where `{column}` is not null and `{column}` <> ''",
		pluck=True,
	)


def pointed_to() -> list[Kept]:
	return [
		_kept(row)
		for some in create_batch(sorted(names()), AT_ONCE)
		for row in frappe.db.sql(f"select {COLUMNS} from `tab{DOCTYPE}` where name in %s", (tuple(some),))
	]


def by_hand() -> list[Kept]:
	found = frappe.db.sql(
		f"select {COLUMNS} from `tab{DOCTYPE}` where register_hash = 0 limit {MOST_BY_HAND + 1}"
	)
	return [_kept(row) for row in found] if len(found) <= MOST_BY_HAND else []


def _kept(row: tuple) -> Kept:
	name, street, civic, suffix, unit, postal, latitude, longitude, register_id = row
	return Kept(name, (street or "", civic, suffix, unit), postal, latitude, longitude, register_id)


def known(identifiers: Iterable[str]) -> set[str]:
	"""Which of them are names of civic addresses already."""
	return {
		name
		for some in create_batch(sorted(identifiers), AT_ONCE)
		for name in frappe.db.sql(
			f"select name from `tab{DOCTYPE}` where name in %s", (tuple(some),), pluck=True
		)
	}


def vanished() -> list[dict]:
	return [
		row
		for some in create_batch(sorted(names()), AT_ONCE)
		for row in frappe.db.sql(
			f"""select a.name, a.civic_number, a.civic_suffix, a.unit, s.street, s.municipality, a.postal_code,
				a.vanished_on from `tab{DOCTYPE}` a left join `tabStreet` s on s.name = a.street
			where a.name in %s and a.vanished_on is not null""",
			(tuple(some),),
			as_dict=True,
		)
	]
