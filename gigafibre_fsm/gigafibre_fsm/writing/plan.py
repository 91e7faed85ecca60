"""What Frappe's meta says about a doctype, sorted once by what an insert asks of each field.

Frappe unpickles the meta of a doctype in every request and filters its fields for every document; an order has
some fifteen doctypes and fifty rows. A plan is kept in the process for as long as the doctype, its Custom Fields and
its Property Setters are what they were.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import frappe
from frappe.model import datetime_fields, float_like_fields, no_value_fields, table_fields
from frappe.model.base_document import get_controller, max_positive_value
from frappe.model.meta import Meta
from frappe.utils import cint, now_datetime, nowtime

from gigafibre_fsm.gigafibre_fsm.writing import survey, values

# What is checked or done in ways that are not worth repeating here.
_LEFT_TO_FRAPPE = frozenset(("Attach", "Attach Image", "Rating", "Phone", "Icon", "Geolocation", "Signature"))
_STANDARD = ("name", "owner", "creation", "modified", "modified_by", "docstatus", "idx")


@dataclass(frozen=True)
class LinkField:
	fieldname: str
	doctype: str | None
	# Of a dynamic link: the field that holds the doctype.
	doctype_field: str | None
	# (field of ours, field of the target, only if ours is empty)
	fetches: tuple[tuple[str, str, bool], ...] = ()


@dataclass
class Plan:
	doctype: str
	meta: Meta
	controller: type
	columns: tuple[str, ...]
	converters: tuple[tuple[str, Callable], ...]
	links: tuple[LinkField, ...]
	tables: tuple[tuple[str, "Plan"], ...]
	mandatory: tuple[str, ...]
	selects: tuple[tuple[str, frozenset[str]], ...]
	lengths: tuple[tuple[str, int], ...]
	numbers: tuple[tuple[str, int], ...]
	positive: tuple[str, ...]
	formats: tuple[tuple[str, Callable], ...]
	passwords: tuple[str, ...]
	texts: tuple[str, ...]
	left_to_frappe: tuple[str, ...]
	searched: tuple
	# Filled anew each time: with the time of day, or with what another document has.
	moments: tuple[tuple[str, Callable], ...]
	follows_others: bool

	@property
	def all(self) -> list["Plan"]:
		return [self, *(child for _fieldname, child in self.tables)]


_plans: dict[tuple[str, str], tuple[object, Plan]] = {}


def plans(doctypes: Iterable[str]) -> dict[str, Plan]:
	return {doctype: of(doctype) for doctype in dict.fromkeys(doctypes)}


def of(doctype: str) -> Plan:
	found = survey.of_now(known)
	if doctype not in found.plans:
		found.plans[doctype] = _fresh(doctype, found)
	return found.plans[doctype]


def _fresh(doctype: str, found: survey.Survey) -> Plan:
	key = (frappe.local.site, doctype)
	stamp, plan = _plans.get(key, (None, None))
	if not plan or stamp != _stamp(plan, found):
		plan = _compile(doctype)
		_plans[key] = (_stamp(plan, found), plan)
	return plan


def known() -> set[str]:
	"""The doctypes that this process has plans of, children included."""
	return {
		one.doctype
		for (site, _doctype), (_stamp, plan) in list(_plans.items())
		if site == frappe.local.site
		for one in plan.all
	}


def _stamp(plan: Plan, found: survey.Survey) -> tuple:
	return tuple((one.doctype, found.stamp(one.doctype)) for one in plan.all)


def _compile(doctype: str) -> Plan:
	meta = Meta(doctype)
	fields = [docfield for docfield in meta.fields if docfield.fieldtype not in no_value_fields]
	columns = tuple(column for column in meta.get_valid_columns() if not _is_virtual(meta, column))
	return Plan(
		doctype=doctype,
		meta=meta,
		controller=get_controller(doctype),
		columns=columns,
		converters=tuple(_converters(fields)),
		links=tuple(_links(meta)),
		tables=tuple((one.fieldname, _compile(one.options)) for one in meta.get_table_fields()),
		mandatory=tuple(one.fieldname for one in meta.fields if one.reqd),
		selects=tuple(_selects(meta)),
		lengths=tuple(_lengths(fields)),
		numbers=tuple(_numbers(fields)),
		positive=tuple(one.fieldname for one in fields if one.non_negative),
		formats=tuple(_formats(fields)),
		passwords=tuple(one.fieldname for one in fields if one.fieldtype == "Password"),
		texts=tuple(column for column in columns if column not in _STANDARD[1:]),
		left_to_frappe=tuple(one.fieldname for one in fields if _is_left(one)),
		searched=tuple(one for one in meta.get_global_search_fields() if one.fieldtype not in table_fields),
		moments=tuple(_moments(meta.fields)),
		follows_others=any(str(one.default or "").startswith(":") for one in meta.fields),
	)


def _moments(fields: list) -> Iterable[tuple[str, Callable]]:
	for one in fields:
		if one.fieldtype == "Time":
			yield one.fieldname, nowtime
		elif one.fieldtype == "Datetime" and str(one.default or "").lower() == "now":
			yield one.fieldname, now_datetime


def _is_virtual(meta: Meta, column: str) -> bool:
	docfield = meta.get_field(column)
	return bool(docfield and docfield.get("is_virtual"))


def _is_left(docfield) -> bool:
	"""A value in such a field sends its document the ordinary way."""
	is_code = docfield.fieldtype == "Code" and (docfield.options or "").startswith("Python")
	return docfield.fieldtype in _LEFT_TO_FRAPPE or is_code


def _converters(fields: list) -> Iterable[tuple[str, Callable]]:
	"""As `BaseDocument.get_valid_dict` brings a value to its column's type."""
	for one in fields:
		if one.fieldtype == "Check":
			yield one.fieldname, values.check
		elif one.fieldtype == "Int":
			yield one.fieldname, values.integer
		elif one.fieldtype in float_like_fields:
			yield one.fieldname, values.number
		elif one.fieldtype == "JSON":
			yield one.fieldname, values.json_text
		elif one.fieldtype in datetime_fields:
			yield one.fieldname, values.moment
		if one.unique:
			yield one.fieldname, values.unique


def _links(meta: Meta) -> Iterable[LinkField]:
	for one in meta.get_link_fields() + meta.get("fields", {"fieldtype": ("=", "Dynamic Link")}):
		is_dynamic = one.fieldtype == "Dynamic Link"
		fetches = tuple(
			(other.fieldname, other.fetch_from.split(".")[-1], bool(other.fetch_if_empty))
			for other in meta.get_fields_to_fetch(one.fieldname)
		)
		yield LinkField(
			one.fieldname, None if is_dynamic else one.options, one.options if is_dynamic else None, fetches
		)


def _selects(meta: Meta) -> Iterable[tuple[str, frozenset[str]]]:
	for one in meta.get_select_fields():
		options = (one.options or "").split("\n")
		if one.fieldname != "naming_series" and any(options):
			yield one.fieldname, frozenset(options)


def _lengths(fields: list) -> Iterable[tuple[str, int]]:
	for one in fields:
		column, length = frappe.db.type_map[one.fieldtype]
		if column == "varchar":
			yield one.fieldname, cint(one.get("length")) or cint(length)


def _numbers(fields: list) -> Iterable[tuple[str, int]]:
	for one in fields:
		column = frappe.db.type_map[one.fieldtype][0]
		if column in ("int", "bigint", "smallint") and one.fieldtype != "Check":
			yield one.fieldname, max_positive_value["bigint" if cint(one.get("length")) > 11 else column]


def _formats(fields: list) -> Iterable[tuple[str, Callable]]:
	"""What Frappe asks of a Data field with such options, as it asks it."""
	for one in fields:
		is_data = one.fieldtype == "Data" and (
			not one.get("oldfieldtype") or one.get("oldfieldtype") == "Data"
		)
		if is_data and (test := values.FORMATS.get(one.options)):
			yield one.fieldname, test
