"""What the site is like at this moment: who listens to what, and from when its doctypes are. One question for both.

Asked of the tables themselves: Frappe keeps such maps in a cache, and a script that was saved a moment ago in another
worker must run for this order already. Within a transaction the answer cannot change but by the transaction's own
writes, so that it is asked once; `forget` is called when one of these records is saved.
"""

from collections.abc import Callable, Iterable

import frappe

EVERY = "*"
_SURVEY = "gigafibre_survey"

# Doctypes that something waits for. The user who follows what they create follows any doctype.
_LISTENED = """
	select 'l', reference_doctype, null, 1 from `tabServer Script` where disabled = 0 and script_type = 'DocType Event'
	union all select 'l', document_type, null, 1 from `tabNotification` where enabled = 1
	union all select 'l', webhook_doctype, null, 1 from `tabWebhook` where enabled = 1
	union all select 'l', document_type, null, 1 from `tabWorkflow` where is_active = 1
	union all select 'l', document_type, null, 1 from `tabAssignment Rule` where disabled = 0
	union all select 'l', document_type, null, 1 from `tabService Level Agreement` where enabled = 1
	union all select 'l', document_type, null, 1 from `tabMilestone Tracker` where disabled = 0
	union all select 'l', apply_user_permission_on, null, 1 from `tabUser Type` where is_standard = 0
	union all select 'l', 'Customer', null, 1 from `tabLoyalty Program` where auto_opt_in = 1
	union all select 'l', reference_doctype, null, 1 from `tabEnergy Point Rule` where enabled = 1 and exists (
		select 1 from `tabSingles` where doctype = 'Energy Point Settings' and field = 'enabled' and value = '1')
	union all select 'l', '*', null, 1 from `tabTransaction Deletion Record` where docstatus = 1 and status = 'Running'
	union all select 'l', '*', null, 1 from `tabUser` where name = %(user)s and follow_created_documents = 1
	union all select 'n', document_type, null, 1 from `tabDocument Naming Rule` where disabled = 0
"""
_STAMPS = """
	select 'd', name, modified, 1 from `tabDocType` where name in %(doctypes)s
	union all select 'c', dt, max(modified), count(*) from `tabCustom Field` where dt in %(doctypes)s group by dt
	union all select 'p', doc_type, max(modified), count(*) from `tabProperty Setter`
		where doc_type in %(doctypes)s group by doc_type
"""


class Survey:
	def __init__(self, doctypes: Iterable[str]):
		self.asked: set[str] = set()
		self.stamps: dict[str, list] = {}
		self.listened: set[str] = set()
		self.named_by_rule: set[str] = set()
		# Plans that were found to be of now.
		self.plans: dict = {}
		self._read(f"{_LISTENED} union all {_STAMPS}", doctypes)

	def stamp(self, doctype: str) -> tuple:
		if doctype not in self.asked:
			self._read(_STAMPS, [doctype])
		return tuple(sorted(self.stamps.get(doctype, ())))

	def _read(self, query: str, doctypes: Iterable[str]) -> None:
		self.asked.update(doctypes)
		values = {"user": frappe.session.user, "doctypes": tuple(doctypes) or ("",)}
		for kind, doctype, modified, count in frappe.db.sql(query, values):
			if kind == "l":
				self.listened.add(doctype)
			elif kind == "n":
				self.named_by_rule.add(doctype)
			else:
				self.stamps.setdefault(doctype, []).append((kind, modified, count))


def of_now(doctypes: Callable[[], Iterable[str]]) -> Survey:
	"""`doctypes` tells whose age will be asked for."""
	survey = getattr(frappe.local, _SURVEY, None)
	if not survey or survey[0] != frappe.session.user:
		survey = (frappe.session.user, Survey(list(doctypes())))
		setattr(frappe.local, _SURVEY, survey)
		frappe.db.after_commit.add(forget)
		frappe.db.after_rollback.add(forget)
	return survey[1]


def forget(_doc=None, _method=None) -> None:
	setattr(frappe.local, _SURVEY, None)
