"""Writes the documents of a use case together: few statements, and every document as its own insert() leaves it.

`docs/writing.md` says what an insert does, and where each part of it is done here.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

import frappe
from frappe.model.document import Document

from gigafibre_fsm.gigafibre_fsm.writing import comments, plan, rows, survey
from gigafibre_fsm.gigafibre_fsm.writing.bulk import Batch, Recipe, Step
from gigafibre_fsm.gigafibre_fsm.writing.listening import Listening
from gigafibre_fsm.gigafibre_fsm.writing.names import from_series, name_in_series, reserve_names
from gigafibre_fsm.gigafibre_fsm.writing.refusal import NotPlain

__all__ = [
	"NotPlain",
	"Recipe",
	"Step",
	"as_stored",
	"columns",
	"from_series",
	"insert",
	"insert_one_by_one",
	"is_listened_to",
	"name_in_series",
	"reserve_names",
	"survey",
]

# Of other apps' doctypes, those that any use case writes.
_RECIPES = {"Comment": comments.RECIPE}


def insert(
	documents: Sequence[dict], ordinary: bool = False, recipes: dict[str, Recipe] | None = None
) -> None:
	"""Each like for `frappe.get_doc`; by their own insert() where somebody listens, else together.

	Doctypes keep the order in which they come first: a document is written after those it fetches values from. `recipes`
	are of other apps' doctypes; without one they go the ordinary way.
	"""
	recipes = {**_RECIPES, **(recipes or {})}
	listening = None if ordinary else Listening()
	documents = sorted(documents, key=_first_place(documents))
	for together, group in groupby(
		documents, lambda one: bool(listening) and _is_plain(one, listening, recipes)
	):
		if together:
			_insert_together(list(group), recipes)
		else:
			insert_one_by_one(group, recipes)


def _first_place(documents: Sequence[dict]):
	places = {
		doctype: place for place, doctype in reversed([*enumerate(one["doctype"] for one in documents)])
	}
	return lambda values: places[values["doctype"]]


def _is_plain(values: dict, listening: Listening, recipes: dict[str, Recipe]) -> bool:
	doctype = values["doctype"]
	return (doctype in recipes or _is_ours(doctype)) and not listening.to(doctype)


def _is_ours(doctype: str) -> bool:
	return frappe.model.base_document.get_controller(doctype).__module__.startswith("gigafibre_fsm.")


def is_listened_to(*doctypes: str) -> bool:
	listening = Listening()
	return any(listening.to(doctype) for doctype in doctypes)


def columns(doctype: str) -> tuple[str, ...]:
	return plan.of(doctype).columns


def as_stored(document: Document, differing: dict) -> Document:
	return rows.as_stored(plan.of(document.doctype), document, differing)


def _insert_together(documents: Sequence[dict], recipes: dict[str, Recipe]) -> None:
	"""What turns out not to be plain still goes its own way."""
	batch = Batch(documents, recipes)
	for doctype, group in batch.given.items():
		if not batch.write(doctype):
			insert_one_by_one(group, recipes)


def insert_one_by_one(documents: Iterable[dict], recipes: dict[str, Recipe] | None = None) -> None:
	for values in documents:
		recipe = (recipes or {}).get(values["doctype"])
		((recipe and recipe.alone) or _insert)(values)


def _insert(values: dict) -> None:
	document = frappe.get_doc(dict(values))
	document.insert(ignore_permissions=True, set_name=values.get("name"))
