"""The values that a new document has before anybody fills it.

Frappe works them out per request from the meta, the user's defaults and the user's permissions. All guests and most
agents get the same ones, so that they are kept in the process by all that they were made from.
"""

from collections import OrderedDict
from collections.abc import Mapping
from types import MappingProxyType

import frappe
from frappe.core.doctype.user_permission.user_permission import get_user_permissions
from frappe.model.create_new import make_new_doc, set_dynamic_default_values
from frappe.utils import nowdate

from gigafibre_fsm.gigafibre_fsm.writing.plan import Plan

KEPT = 500
_MARKS = ("__islocal", "__unsaved", "doctype")
_kept: OrderedDict[tuple, tuple[Plan, Mapping]] = OrderedDict()


class Defaults:
	"""For the length of one call."""

	def __init__(self):
		self._is_limited = bool(get_user_permissions())
		self._who = (frappe.local.site, frappe.session.user, nowdate(), _user_defaults())
		self._at_hand: dict[str, Mapping] = {}

	def of(self, plan: Plan) -> Mapping:
		values = self._static(plan)
		if plan.follows_others:
			fresh = frappe._dict(values, doctype=plan.doctype)
			set_dynamic_default_values(fresh, None, None)
			return {key: value for key, value in fresh.items() if key not in _MARKS}
		return {**values, **{fieldname: now() for fieldname, now in plan.moments}} if plan.moments else values

	def _static(self, plan: Plan) -> Mapping:
		if plan.doctype not in self._at_hand:
			self._at_hand[plan.doctype] = _make(plan) if self._is_limited else self._kept(plan)
		return self._at_hand[plan.doctype]

	def _kept(self, plan: Plan) -> Mapping:
		key = (plan.doctype, *self._who)
		kept = _kept.get(key)
		if not kept or kept[0] is not plan:
			kept = _kept[key] = (plan, _make(plan))
			while len(_kept) > KEPT:
				_kept.popitem(last=False)
		return kept[1]


def _user_defaults() -> str:
	return repr(sorted(frappe.defaults.get_defaults().items()))


def _make(plan: Plan) -> Mapping:
	made = make_new_doc(plan.doctype)
	values = dict.fromkeys(plan.columns)
	values.update((key, value) for key, value in made.items() if key not in _MARKS and value is not None)
	values.update(name=None, idx=0)
	return MappingProxyType(values)
