"""Many documents in few statements, each as its own controller's insert() would have left it.

The steps of `Document.insert` in their order, over all documents at once: defaults, links and what they fetch, the
controller's own methods, the checks of values, passwords, rows, children, and what happens beside them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from frappe.model.document import Document

from gigafibre_fsm.gigafibre_fsm.numbering import NumberedDocument
from gigafibre_fsm.gigafibre_fsm.writing import checks, effects, links, passwords, promises, rows, table
from gigafibre_fsm.gigafibre_fsm.writing import plan as planning
from gigafibre_fsm.gigafibre_fsm.writing.names import reserve_names
from gigafibre_fsm.gigafibre_fsm.writing.plan import Plan
from gigafibre_fsm.gigafibre_fsm.writing.refusal import NotPlain

_BEFORE = ("before_validate", "validate", "before_save")
_AFTER = ("after_insert", "on_update", "on_change")
Step = Callable[[Sequence[Document]], None]


@dataclass(frozen=True)
class Recipe:
	"""For a doctype whose controller asks the database about every single document: the same for many.

	`derive` stands for the controller's methods, `place` runs just before the rows are written. `alone` inserts one that
	has to go its own way, where that is not simply its insert().
	"""

	derive: Step | None = None
	place: Step | None = None
	alone: Callable[[dict], None] | None = None


class Batch:
	"""Documents of several doctypes; those that turn out not to be plain are given back."""

	def __init__(self, documents: Sequence[dict], recipes: dict[str, Recipe] | None = None):
		self.recipes = recipes or {}
		self.given = _by_doctype(documents)
		self.plans = planning.plans(self.given)
		self.filled: dict[str, list[Document]] = {}
		maker = rows.Maker()
		for doctype, group in self.given.items():
			self._try(doctype, lambda doctype=doctype, group=group: self._fill(doctype, group, maker))
		self._targets = self._find_targets()

	def _try(self, doctype: str, step: Callable[[], None]) -> None:
		try:
			step()
		except NotPlain:
			self.filled.pop(doctype, None)

	def _fill(self, doctype: str, group: list[dict], maker: rows.Maker) -> None:
		plan = self.plans[doctype]
		_require_plain(plan)
		documents = [maker.new(plan, values) for values in group]
		_name(plan, documents)
		self.filled[doctype] = documents

	def _find_targets(self) -> links.Targets | None:
		try:
			return links.Targets(self._all())
		except NotPlain:
			self.filled.clear()
			return None

	def _all(self) -> Iterable[tuple[Plan, Document]]:
		for doctype, documents in self.filled.items():
			for document in documents:
				yield self.plans[doctype], document
				yield from rows.children(self.plans[doctype], document)

	def write(self, doctype: str) -> bool:
		"""False: this doctype's documents are left to their own insert()."""
		if doctype not in self.filled:
			return False
		try:
			self._prepare(doctype)
		except NotPlain:
			self._targets.forget(doctype)
			return False
		self._store(doctype)
		return True

	def _prepare(self, doctype: str) -> None:
		plan, documents = self.plans[doctype], self.filled[doctype]
		for document in documents:
			for part_plan, part in [(plan, document), *rows.children(plan, document)]:
				self._targets.apply(part_plan, part)
			_run(document, ("before_insert",))
		if derive := self._derive(doctype):
			derive(documents)
		else:
			for document in documents:
				_run(document, _BEFORE)
		for document in documents:
			_finish(plan, document)

	def _derive(self, doctype: str) -> Step | None:
		recipe = self.recipes.get(doctype)
		return recipe.derive if recipe else None

	def _store(self, doctype: str) -> None:
		plan, documents, recipe = self.plans[doctype], self.filled[doctype], self.recipes.get(doctype)
		secrets = [secret for one in documents for secret in _secrets(plan, one)]
		if recipe and recipe.place:
			recipe.place(documents)
		table.write(plan, documents)
		for child_plan, children in _children(plan, documents).items():
			table.write(self._child_plan(plan, child_plan), children)
		passwords.store(secrets)
		promises.make(doctype, [document.name for document in documents])
		if not self._derive(doctype):
			for document in documents:
				_run(document, _AFTER)
		effects.after_commit(plan, documents)

	@staticmethod
	def _child_plan(plan: Plan, doctype: str) -> Plan:
		return next(one for one in plan.all if one.doctype == doctype)


def _by_doctype(documents: Sequence[dict]) -> dict[str, list[dict]]:
	groups: dict[str, list[dict]] = {}
	for values in documents:
		groups.setdefault(values["doctype"], []).append(values)
	return groups


def _require_plain(plan: Plan) -> None:
	meta = plan.meta
	special = ("issingle", "is_virtual", "is_submittable", "allow_guest_to_view", "istable")
	named_otherwise = any((child.meta.autoname or "hash") != "hash" for child in plan.all[1:])
	writes_itself = any(
		method in vars(one)
		for one in _own_classes(plan.controller)
		for method in ("insert", "db_insert", "get_valid_dict")
	)
	if any(meta.get(one) for one in special) or named_otherwise or writes_itself:
		raise NotPlain


def _own_classes(controller: type) -> Iterable[type]:
	return (one for one in controller.__mro__ if issubclass(one, Document) and one is not Document)


def _name(plan: Plan, documents: Sequence[Document]) -> None:
	unnamed = [document for document in documents if not document.name]
	if unnamed and issubclass(plan.controller, NumberedDocument):
		names = reserve_names({plan.doctype: len(unnamed)})[plan.doctype]
		for document, name in zip(unnamed, names, strict=True):
			document.name = name
	elif unnamed and (plan.meta.autoname or "hash") == "hash" and not hasattr(plan.controller, "autoname"):
		for document in unnamed:
			document.name = rows.hash_name(plan)
	for document in documents:
		_check_name(plan, document)
		rows.name_children(plan, document)
		document.flags.name_set = True


def _check_name(plan: Plan, document: Document) -> None:
	name = document.name
	if not isinstance(name, str) or not name.strip() or "<" in name or ">" in name:
		raise NotPlain
	if name == plan.doctype or name.startswith("New " + plan.doctype):
		raise NotPlain
	document.name = name.strip()
	fieldname = (plan.meta.autoname or "").partition("field:")[2]
	if fieldname:
		document.set(fieldname, document.name)


def _run(document: Document, methods: Iterable[str]) -> None:
	for method in methods:
		if step := getattr(document, method, None):
			step()


def _finish(plan: Plan, document: Document) -> None:
	document.set_title_field()
	for part_plan, part in [(plan, document), *rows.children(plan, document)]:
		checks.check(part_plan, part)


def _secrets(plan: Plan, document: Document) -> Iterable[tuple]:
	for part_plan, part in [(plan, document), *rows.children(plan, document)]:
		yield from passwords.take(part_plan, part)


def _children(plan: Plan, documents: Sequence[Document]) -> dict[str, list[Document]]:
	found: dict[str, list[Document]] = {}
	for document in documents:
		for child_plan, child in rows.children(plan, document):
			found.setdefault(child_plan.doctype, []).append(child)
	return found
