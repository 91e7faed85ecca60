"""Controllers of new documents, filled as `insert()` would fill them before it looks at the values."""

from datetime import datetime, timedelta

import frappe
from frappe.model.base_document import BaseDocument
from frappe.model.docstatus import DocStatus
from frappe.model.document import Document
from frappe.model.naming import make_autoname
from frappe.utils import get_datetime, now

from gigafibre_fsm.gigafibre_fsm.writing.defaults import Defaults
from gigafibre_fsm.gigafibre_fsm.writing.plan import Plan
from gigafibre_fsm.gigafibre_fsm.writing.refusal import NotPlain

_RUNS_ITS_OWN_SETUP = "__setup__"


class Maker:
	"""Documents of one call are a microsecond apart, so that lists and timelines keep their order."""

	def __init__(self):
		self._at: datetime = get_datetime(now())
		self._user = frappe.session.user
		self._defaults = Defaults()

	def new(self, plan: Plan, given: dict) -> Document:
		document = self._blank(plan, given)
		self._at += timedelta(microseconds=1)
		document.creation = document.modified = self._at.strftime("%Y-%m-%d %H:%M:%S.%f")
		document.owner = document.modified_by = self._user
		for fieldname, child_plan in plan.tables:
			document.__dict__[fieldname] = [
				self._child(child_plan, dict(row), document, fieldname, idx)
				for idx, row in enumerate(given.get(fieldname) or [], start=1)
			]
		return document

	def _blank(self, plan: Plan, given: dict) -> Document:
		document = plan.controller.__new__(plan.controller)
		state = document.__dict__
		state.update(self._defaults.of(plan))
		state.update((key, value) for key, value in given.items() if value is not None)
		state.update(
			doctype=plan.doctype,
			meta=plan.meta,
			flags=frappe._dict(
				ignore_permissions=True, in_insert=True, notifications_executed=[], written_together=True
			),
			docstatus=DocStatus.DRAFT,
			dont_update_if_missing=[],
			__islocal=True,
			_table_fieldnames={fieldname for fieldname, _child_plan in plan.tables},
			_doc_before_save=None,
			_original_modified=None,
			_action="save",
		)
		if hasattr(document, _RUNS_ITS_OWN_SETUP):
			document.__setup__()
		return document

	def _child(self, plan: Plan, given: dict, parent: Document, fieldname: str, idx: int) -> Document:
		if isinstance(given, BaseDocument) or given.get("name"):
			raise NotPlain
		child = self._blank(plan, given)
		child.__dict__.update(
			parentfield=fieldname,
			parenttype=parent.doctype,
			idx=given.get("idx") or idx,
			modified=parent.modified,
			modified_by=parent.modified_by,
			owner=given.get("owner") or parent.owner,
			creation=given.get("creation") or parent.creation,
		)
		return child


def name_children(plan: Plan, document: Document) -> None:
	for fieldname, child_plan in plan.tables:
		for child in document.__dict__[fieldname]:
			child.parent = document.name
			child.name = hash_name(child_plan)


def hash_name(plan: Plan) -> str:
	return make_autoname("hash", plan.doctype)


def row(plan: Plan, document: Document) -> list:
	"""The values of the columns, as `get_valid_dict` brings them to the database."""
	state = dict(document.__dict__)
	for fieldname, convert in plan.converters:
		state[fieldname] = convert(state.get(fieldname))
	return [state.get(column) for column in plan.columns]


def children(plan: Plan, document: Document) -> list[tuple[Plan, Document]]:
	return [
		(child_plan, child) for fieldname, child_plan in plan.tables for child in document.__dict__[fieldname]
	]


def as_stored(plan: Plan, document: Document, differing: dict) -> Document:
	"""As it would be read back, but for some fields: what Frappe compares a changed document with."""
	stored = plan.controller.__new__(plan.controller)
	stored.__dict__.update(document.__dict__)
	stored.__dict__.update(zip(plan.columns, row(plan, document), strict=True))
	stored.__dict__.update(differing, docstatus=document.docstatus)
	return stored
