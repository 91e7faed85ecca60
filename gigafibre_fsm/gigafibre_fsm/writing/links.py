"""Link fields of many documents: whether their targets are there, and what is fetched from them, in a few questions."""

from collections import defaultdict
from collections.abc import Iterable

import frappe
from frappe.model.document import Document
from frappe.model.dynamic_links import invalidate_distinct_link_doctypes
from frappe.model.utils.link_count import notify_link_count

from gigafibre_fsm.gigafibre_fsm.writing.plan import LinkField, Plan
from gigafibre_fsm.gigafibre_fsm.writing.refusal import NotPlain

Filled = tuple[Plan, Document]


class Targets:
	"""What the links of one call point at. Documents of the same call count as soon as they are named."""

	def __init__(self, filled: Iterable[Filled]):
		filled = list(filled)
		self.mates = {(one.doctype, one.name): one for _plan, one in filled if one.name}
		self.values: dict[tuple[str, str, str], object] = {}
		self._announced: set[tuple] = set()
		self._load(filled)

	def forget(self, doctype: str) -> None:
		"""Its documents go their own way: what they will hold is not known here."""
		self.mates = {key: mate for key, mate in self.mates.items() if key[0] != doctype}

	def _load(self, filled: list[Filled]) -> None:
		there, fetched = defaultdict(set), defaultdict(lambda: (set(), set()))
		for plan, document in filled:
			for link, doctype, name in _set_links(plan, document):
				if (doctype, name) in self.mates:
					continue
				if link.fetches:
					fetched[doctype][0].add(name)
					fetched[doctype][1].update(source for _own, source, _if_empty in link.fetches)
				elif (doctype, name, "name") not in frappe.db.value_cache:
					there[doctype].add(name)
		self._remember_there(there)
		for doctype, (names, sources) in fetched.items():
			self._fetch(doctype, names, sorted(sources))

	def _remember_there(self, wanted: dict[str, set[str]]) -> None:
		"""In the place where Frappe's own link check remembers it to the end of the transaction."""
		if not wanted:
			return
		parts = [f"select %s, name from `tab{doctype}` where name in %s" for doctype in wanted]
		rows = _ask(" union all ".join(parts), [part for pair in wanted.items() for part in _quoted(*pair)])
		for doctype, name in rows:
			frappe.db.value_cache[doctype, name, "name"] = ((name,),)

	def _fetch(self, doctype: str, names: set[str], sources: list[str]) -> None:
		columns = ", ".join(f"`{source}`" for source in sources)
		for name, *found in _ask(
			f"select name, {columns} from `tab{doctype}` where name in %s", [tuple(names)]
		):
			for source, value in zip(("name", *sources), (name, *found), strict=True):
				self.values[doctype, name, source] = value

	def apply(self, plan: Plan, document: Document) -> None:
		"""As `_validate_links`: the target's own spelling of its name, and the fetched values."""
		for link, doctype, name in _set_links(plan, document):
			if link.doctype_field:
				self._announce(plan, link, doctype)
			if link.fetches:
				self._apply_fetches(plan, document, link, doctype, name)
			elif (doctype, name) not in self.mates:
				setattr(document, link.fieldname, _own_spelling(doctype, name))
			notify_link_count(doctype, name)

	def _apply_fetches(
		self, plan: Plan, document: Document, link: LinkField, doctype: str, name: str
	) -> None:
		mate = self.mates.get((doctype, name))
		if not mate and (doctype, name, "name") not in self.values:
			raise NotPlain
		for own, source, only_if_empty in link.fetches:
			if only_if_empty and document.get(own):
				continue
			value = mate.get(source) if mate else self.values[doctype, name, source]
			if plan.meta.get_field(own).fieldtype in ("Data", "Small Text", "Text") and _looks_like_html(
				value
			):
				raise NotPlain
			setattr(document, own, value)

	def _announce(self, plan: Plan, link: LinkField, doctype: str) -> None:
		key = (plan.doctype, link.doctype_field, doctype)
		if key not in self._announced:
			self._announced.add(key)
			invalidate_distinct_link_doctypes(*key)


def _set_links(plan: Plan, document: Document) -> Iterable[tuple[LinkField, str, str]]:
	for link in plan.links:
		name = document.__dict__.get(link.fieldname)
		if name:
			doctype = link.doctype or document.__dict__.get(link.doctype_field)
			if not doctype or not isinstance(name, str):
				raise NotPlain
			yield link, doctype, name


def _own_spelling(doctype: str, name: str) -> str:
	"""The collation takes « cote » for « Côté »; asked one by one, as Frappe asks."""
	known = frappe.db.value_cache.get((doctype, name, "name"))
	found = known[0][0] if known else frappe.db.get_value(doctype, name, "name", cache=True)
	if not found:
		raise NotPlain
	return found


def _ask(query: str, values: list) -> Iterable[tuple]:
	try:
		return frappe.db.sql(query, values)
	except frappe.db.ProgrammingError as error:
		# A single, a virtual doctype: there is no such table.
		raise NotPlain from error


def _quoted(doctype: str, names: set[str]) -> tuple[str, tuple[str, ...]]:
	return doctype, tuple(names)


def _looks_like_html(value: object) -> bool:
	return isinstance(value, str) and "<" in value
