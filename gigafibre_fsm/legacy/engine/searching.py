"""What an import wrote can be found in the search bar: a job sees to it when the step is over.

What is to be indexed stands in a set in Redis, as Frappe keeps its own; however many steps add to it, one job works it off.
"""

import json
from collections.abc import Iterable

import frappe
from frappe.utils.global_search import rebuild_for_doctype, update_global_search

from gigafibre_fsm.gigafibre_fsm import background

# Of more documents than that, the doctype's whole index is made anew.
ONE_BY_ONE = 300
WAITING = "gigafibre_import_search"
JOBS = ("gigafibre_fsm_import_search", "gigafibre_fsm_import_search_again")
METHOD = "gigafibre_fsm.legacy.engine.searching.refresh"
WHOLE = ""


class Touched:
	"""The documents of a step, a few of each doctype by name."""

	def __init__(self):
		self._names: dict[str, set[str] | None] = {}

	def add(self, targets: Iterable[tuple[str, str]]) -> None:
		for doctype, name in targets:
			names = self._names.setdefault(doctype, set())
			if names is None:
				continue
			names.add(name)
			if len(names) > ONE_BY_ONE:
				self._names[doctype] = None

	def wanted(self) -> list[tuple[str, str]]:
		"""Pairs of doctype and name; without a name, the whole doctype."""
		return [
			(doctype, name)
			for doctype, names in self._names.items()
			if frappe.get_meta(doctype).get_global_search_fields()
			for name in ([WHOLE] if names is None else sorted(names))
		]

	def refresh(self) -> None:
		if wanted := self.wanted():
			background.hint(lambda: _queue(wanted), "Search index of an import")


def _queue(wanted: list[tuple[str, str]]) -> None:
	frappe.cache.sadd(WAITING, *map(json.dumps, wanted))
	background.once_more(JOBS, METHOD, queue="long")


def refresh() -> None:
	waiting = frappe.cache.smembers(WAITING)
	if not waiting:
		return
	names: dict[str, set[str]] = {}
	for doctype, name in map(json.loads, waiting):
		names.setdefault(doctype, set()).add(name)
	for doctype in names:
		_refresh(doctype, names[doctype])
	frappe.cache.srem(WAITING, *waiting)


def _refresh(doctype: str, names: set[str]) -> None:
	if WHOLE in names or len(names) > ONE_BY_ONE:
		rebuild_for_doctype(doctype)
		return
	for name in names:
		if frappe.db.exists(doctype, name):
			update_global_search(frappe.get_doc(doctype, name))
