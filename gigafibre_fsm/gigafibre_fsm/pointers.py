"""Who points at a document: links of its doctype, and pairs of a doctype and a name, which may name any document.

Before it deletes one, Frappe asks every table that has such a pair whom it names at all: a hundred questions, once per
request. Here it is one question, about these documents only. ERPNext's own pairs name its parties and vouchers and are
not asked; those that a site added to its doctypes are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import frappe
from frappe.model.delete_doc import check_if_doc_is_linked, raise_link_exists_exception
from frappe.model.document import Document
from frappe.model.rename_doc import get_link_fields, update_link_field_values

_PAIRS = """
	select field.parent, field.options, field.fieldname, doctype.istable
	from tabDocField field
	join tabDocType doctype on doctype.name = field.parent and not doctype.issingle and not doctype.is_virtual
	left join `tabModule Def` module on module.name = doctype.module
	where field.fieldtype = 'Dynamic Link' and not field.is_virtual and coalesce(module.app_name, '') <> 'erpnext'
	union
	select field.dt, field.options, field.fieldname, doctype.istable
	from `tabCustom Field` field
	join tabDocType doctype on doctype.name = field.dt and not doctype.issingle and not doctype.is_virtual
	where field.fieldtype = 'Dynamic Link' and not field.is_virtual"""


@dataclass(frozen=True)
class Pair:
	table: str
	doctype_field: str
	name_field: str
	is_child: int

	def question(self, number: int) -> str:
		"""The rows that name one, each with the document that it stands in."""
		holder = "parenttype, parent" if self.is_child else f"'{self.table}', name"
		return f"""select {number}, {holder}, `{self.name_field}` from `tab{self.table}`
			where `{self.doctype_field}` = %(doctype)s and `{self.name_field}` in %(names)s and docstatus <> 2"""


@dataclass(frozen=True)
class Naming:
	pair: Pair
	doctype: str
	name: str
	named: str


def delete(documents: Sequence[Document]) -> None:
	"""All of one doctype, as their own `delete()` does it.

	:raises frappe.LinkExistsError: where something still points at one of them.
	"""
	by_name = {document.name: document for document in documents}
	for document in documents:
		check_if_doc_is_linked(document)
	for one in _naming(documents):
		raise_link_exists_exception(by_name[one.named], one.doctype, one.name)
	for document in documents:
		document.delete(ignore_permissions=True, force=True)


def move(old: Document, new: Document) -> None:
	"""What would keep `old` from being deleted points at `new`."""
	update_link_field_values(get_link_fields(old.doctype), old.name, new.name, old.doctype)
	for pair in {one.pair for one in _naming([old])}:
		named = {pair.doctype_field: old.doctype, pair.name_field: old.name}
		frappe.db.set_value(pair.table, named, pair.name_field, new.name, update_modified=False)


def _naming(documents: Sequence[Document]) -> list[Naming]:
	ignored = set(frappe.get_hooks("ignore_links_on_delete"))  # their rows go with the document, or forget it
	pairs = [pair for pair in _pairs() if pair.table not in ignored]
	if not documents or not pairs:
		return []
	question = " union all ".join(pair.question(number) for number, pair in enumerate(pairs))
	values = {"doctype": documents[0].doctype, "names": [document.name for document in documents]}
	found = [Naming(pairs[number], *row) for number, *row in frappe.db.sql(question, values)]
	return [one for one in found if one.doctype not in ignored]


def _pairs() -> list[Pair]:
	tables = frappe.db.get_tables()
	return [pair for row in frappe.db.sql(_PAIRS) if f"tab{(pair := Pair(*row)).table}" in tables]
