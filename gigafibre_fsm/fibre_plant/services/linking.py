"""Step 12b: links the fibre drops to their addresses, and keeps the links of single drops right.

What a person decided (`match_method` Manual, with an address or without) is never changed here. `state` is computed by
the database and is in no write.
"""

from collections.abc import Iterable, Iterator

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now, now_datetime

from gigafibre_fsm.domain.addresses.index import AddressIndex
from gigafibre_fsm.domain.addresses.link import Linker, linker_of
from gigafibre_fsm.domain.addresses.link_types import Drop, Link
from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.fibre_plant.services import address_index, link_reasons

MANUAL = "Manual"
BATCH = 1000
ADDRESS = (
	"civic_number",
	"civic_suffix",
	"unit",
	"street",
	"city",
	"postal_code",
	"raw_address",
	"latitude",
	"longitude",
)
LINK = ("civic_address", "match_method", "match_score", "match_reason")
_READ = ", ".join(f"`{field}`" for field in ("name", *ADDRESS, *LINK))
_UPDATE = """
	update `tabFibre Drop` stored join ({rows}) found on stored.name = found.name
	set {fields}, stored.modified = %(now)s, stored.modified_by = %(user)s
	where coalesce(stored.match_method, '') <> 'Manual' and {unchanged}"""


def run_step(run) -> None:
	"""Called by `gigafibre_fsm.legacy.run`. Every drop is read; one whose link comes out as it is, is left alone.

	A run that was killed begins again: it takes seconds, and what is linked already is unchanged.
	"""
	linker, total = Linker(_index_of_today()), frappe.db.count("Fibre Drop") or 1
	for drops in _batches():
		_link_batch(run, linker, drops)
		run.progress.at(run.counts.rows_read / total, _("Linking the drops"))
		run.save()


def _index_of_today() -> AddressIndex:
	"""A register that was loaded a minute ago counts."""
	if address_index.is_outdated():
		address_index.build(only_if_outdated=True)
	index = address_index.current()
	if not index or not len(index):
		frappe.throw(_("There are no addresses to link to: load the address register first."), InvalidState)
	return index


def _batches() -> Iterator[list[dict]]:
	last = ""
	while drops := frappe.db.sql(
		f"select {_READ} from `tabFibre Drop` where name > %s order by name limit {BATCH}", last, as_dict=True
	):
		yield drops
		last = drops[-1].name


def _link_batch(run, linker: Linker, drops: list[dict]) -> None:
	free = [drop for drop in drops if drop.match_method != MANUAL]
	changed = [(drop, values) for drop, values in _linked(linker, free) if values != _stored(drop)]
	if changed and not run.dry_run:
		_write(changed)
	run.counts.rows_read += len(drops)
	run.counts.updated += len(changed)
	run.counts.unchanged += len(drops) - len(changed)


def _linked(linker: Linker, drops: Iterable[dict]) -> Iterator[tuple[dict, tuple]]:
	for drop in drops:
		yield drop, _values(linker.link(as_drop(drop)))


def _values(link: Link) -> tuple:
	return (link.address_id, str(link.method), link.score, link_reasons.TEXTS[link.reason])


def _stored(drop: dict) -> tuple:
	return (drop.civic_address or None, drop.match_method, drop.match_score, drop.match_reason)


def _write(changed: list[tuple[dict, tuple]]) -> None:
	"""A drop that a person decides about, or corrects, between the reading and the writing is theirs."""
	columns = ("name", *LINK, *ADDRESS)
	first = ", ".join(f"%s as `{column}`" for column in columns)
	others = ", ".join(["%s"] * len(columns))
	rows = " union all ".join([f"select {first}", *[f"select {others}"] * (len(changed) - 1)])
	values = [
		value for drop, link in changed for value in (drop.name, *link, *(drop[field] for field in ADDRESS))
	]
	statement = _UPDATE.format(
		rows=rows,
		fields=", ".join(f"stored.`{field}` = found.`{field}`" for field in LINK),
		unchanged=" and ".join(f"stored.`{field}` <=> found.`{field}`" for field in ADDRESS),
	)
	statement = statement.replace("%(now)s", "%s").replace("%(user)s", "%s")
	frappe.db.sql(statement, [*values, now(), frappe.session.user])


def as_drop(row: dict | Document) -> Drop:
	return Drop(**{field: row.get(field) for field in ADDRESS})


def decide(doc: Document, address: str | None) -> None:
	"""A person's word: this address, or none of them."""
	reason = link_reasons.CHOSEN if address else link_reasons.NONE_FITS
	_set(doc, (address, MANUAL, 0.0, reason), frappe.session.user)


def hand_back(doc: Document) -> None:
	"""To the rules, which have their say at once where there is an index, and at the next run where there is none."""
	index = address_index.current()
	_set(doc, _by_rules(index, doc) if index else (None, "None", 0.0, ""), None)


def _by_rules(index: AddressIndex, doc: Document) -> tuple:
	return _values(linker_of(index).link(as_drop(doc)))


def _set(doc: Document, values: tuple, user: str | None) -> None:
	doc.update(dict(zip(LINK, values, strict=True)))
	doc.update({"match_decided_by": user, "match_decided_on": now_datetime() if user else None})
	doc.flags.link_is_settled = True


def follow(doc: Document) -> None:
	"""As a drop is saved: an address chosen on the form is a person's decision; a corrected address is linked anew."""
	if doc.flags.link_is_settled:
		return
	before = doc.get_doc_before_save()
	if not before:
		_follow_new(doc)
	elif (doc.civic_address or None) != (before.civic_address or None):
		if doc.match_method == before.match_method:
			decide(doc, doc.civic_address or None)
	elif doc.match_method != MANUAL and _address_of(doc) != _address_of(before):
		hand_back(doc)


def _address_of(doc: Document) -> list:
	return [doc.get(field) or None for field in ADDRESS]


def _follow_new(doc: Document) -> None:
	"""What comes with a method comes from an import that knows."""
	if doc.civic_address and not doc.match_method:
		decide(doc, doc.civic_address)
