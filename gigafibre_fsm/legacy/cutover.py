"""The switch after which this site leads and the legacy database is history; and its way back."""

import frappe
from frappe import _
from frappe.utils import format_datetime, now_datetime

from gigafibre_fsm.exceptions import InvalidRequest, InvalidState
from gigafibre_fsm.legacy import ended, locks, reconciliation

SETTINGS = "FSM Settings"
NAMED = 3


def cut_over() -> None:
	"""Under the lock of the imports: what is compared is what stays."""
	with locks.only_run():
		frappe.db.rollback()  # the transaction began before the lock; nothing is written yet
		_check_not_yet()
		_check_no_difference()
		_switch(now_datetime(), _("Cut over: reconciliation showed 0 differences."))
		frappe.db.commit()  # before the lock is given back: no run begins between the check and the switch


def roll_back(reason: str) -> None:
	if not reason.strip():
		frappe.throw(_("Reason: say why, in a few words."), InvalidRequest)
	with locks.only_run():
		frappe.db.rollback()  # as above
		if not ended.since():
			frappe.throw(_("There was no cut-over on this site."), InvalidState)
		_switch(None, _("Cut-over rolled back: {0}").format(reason.strip()))
		frappe.db.commit()  # as above


def history() -> list[dict]:
	return frappe.get_all(
		"Comment",
		{"reference_doctype": SETTINGS, "reference_name": SETTINGS, "comment_type": "Info"},
		["content", "owner", "creation"],
		order_by="creation desc, name desc",
	)


def _check_not_yet() -> None:
	if since := ended.since():
		frappe.throw(_("The cut-over was on {0} already.").format(format_datetime(since)), InvalidState)


def _check_no_difference() -> None:
	different = [check for check in reconciliation.checks() if check.differences]
	if not different:
		return
	total = sum(check.differences for check in different)
	named = ", ".join(f"{check.label} ({check.differences})" for check in different[:NAMED])
	if len(different) > NAMED:
		named += ", …"
	frappe.throw(
		_(
			"No cut-over: reconciliation shows {0} differences, in: {1}. Open the report Legacy Reconciliation, mend or"
			" import them, and try again."
		).format(total, named),
		InvalidState,
		title=_("Differences"),
	)


def _switch(moment, remark: str) -> None:
	frappe.db.set_single_value(SETTINGS, ended.FIELD, moment)
	if moment:
		frappe.db.set_single_value(SETTINGS, "legacy_sync", 0)
	frappe.clear_document_cache(SETTINGS, SETTINGS)
	frappe.get_doc(
		{
			"doctype": "Comment",
			"comment_type": "Info",
			"reference_doctype": SETTINGS,
			"reference_name": SETTINGS,
			"content": frappe.utils.escape_html(remark),
		}
	).insert(ignore_permissions=True)
