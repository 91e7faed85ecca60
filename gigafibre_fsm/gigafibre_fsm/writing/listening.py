"""Which doctypes the site listens to: their documents are inserted one by one, so that everybody hears of them."""

import frappe
from frappe.search.sqlite_search import get_search_classes

from gigafibre_fsm.gigafibre_fsm.writing import plan, survey

OURS = ("frappe", "erpnext", "gigafibre_fsm")
# In these Frappe leaves parts of insert() out, each place in its own way.
_SPECIAL_TIMES = ("in_import", "in_install", "in_migrate", "in_patch", "in_setup_wizard")


class Listening:
	"""For the length of one call."""

	def __init__(self):
		found = survey.of_now(plan.known)
		self.doctypes = found.listened | found.named_by_rule
		self.everything = survey.EVERY in self.doctypes or any(map(frappe.flags.get, _SPECIAL_TIMES))
		self.overrides = frappe.get_hooks("override_doctype_class") or {}
		self.searches = get_search_classes()
		self._answers: dict[str, bool] = {}

	def to(self, doctype: str) -> bool:
		if doctype not in self._answers:
			self._answers[doctype] = self._ask(doctype)
		return self._answers[doctype]

	def _ask(self, doctype: str) -> bool:
		return (
			self.everything
			or doctype in self.doctypes
			or _has_foreign_events(doctype)
			or _is_foreign((self.overrides.get(doctype) or [""])[-1])
			or any(doctype in search().doc_configs for search in self.searches)
		)


def _has_foreign_events(doctype: str) -> bool:
	"""Handlers of other apps; those of Frappe and ERPNext for every doctype act on what the survey asks."""
	hooks = frappe.get_doc_hooks()
	handlers = [*hooks.get(doctype, {}).values(), *hooks.get(survey.EVERY, {}).values()]
	return any(_is_foreign(path) for paths in handlers for path in paths)


def _is_foreign(path: str) -> bool:
	return bool(path) and path.split(".", 1)[0] not in OURS
