"""What the page Legacy Import shows: the steps with their last run, the rejects, and where the migration stands."""

from collections import defaultdict

import frappe
from frappe import _

from gigafibre_fsm.legacy import connection, cutover, ended, jobs, locks, progress
from gigafibre_fsm.legacy.steps import of_the_legacy_database

RUN, REJECT = "Legacy Import Run", "Legacy Import Reject"
RUN_COUNTS = ("rows_read", "inserted", "updated", "unchanged", "rejected")
RUN_FIELDS = ("name", "step", "status", "dry_run", "started_at", *RUN_COUNTS, "rows_per_second", "message")


def state() -> dict:
	return {
		"configured": connection.is_configured(),
		"sync": bool(frappe.db.get_single_value("FSM Settings", "legacy_sync")),
		"cut_over_on": ended.since(),
		"history": cutover.history(),
		"steps": _steps(),
		"rejects": _rejects(),
		**work(),
	}


def work() -> dict:
	"""Asked for every few seconds while something runs."""
	running = locks.is_running()
	return {
		"running": running,
		"queued": not running and jobs.is_queued(),
		"progress": progress.current() if running else None,
	}


def titles() -> dict[str, str]:
	return {
		"10a": _("Customers and Contacts"),
		"10b": _("Staff"),
		"10c": _("Products and Profiles"),
		"10d": _("Service Addresses"),
		"10e": _("Devices"),
		"10f": _("Services"),
		"10g": _("Fibre Drops and OLTs"),
		"11a": _("WiFi of the Devices"),
		"11b": _("SIP Accounts of the Devices"),
		"13a": _("Quotes and their Templates"),
		"13b": _("Payment Arrangements"),
		"13c": _("Work Orders"),
		"13d": _("Payment Methods", context="Legacy Import Run"),
		"13e": _("Phone Lines"),
		"13f": _("911 Registrations"),
		"13g": _("Suspended Customers"),
		"13h": _("IP History"),
		"14a": _("Former Addresses"),
	}


def _steps() -> list[dict]:
	words, runs = titles(), _last_runs()
	return [
		{"step": step, "title": words.get(step, step), "run": runs.get(step)}
		for step in of_the_legacy_database()
	]


def _last_runs() -> dict[str, dict]:
	last = frappe.get_all(RUN, fields=["max(name) as name"], group_by="step", pluck="name")
	runs = frappe.get_all(RUN, {"name": ("in", last)}, RUN_FIELDS)
	lines = _lines(last)
	return {run.step: {**run, "lines": lines.get(run.name, [])} for run in runs}


def _lines(runs: list[str]) -> dict[str, list[dict]]:
	"""A step that reads several tables has an account of each."""
	found = defaultdict(list)
	fields = ["parent", "source_table", *RUN_COUNTS]
	for line in frappe.get_all(f"{RUN} Line", {"parent": ("in", runs)}, fields, order_by="parent, idx"):
		found[line.parent].append(line)
	return found


def _rejects() -> list[dict]:
	return frappe.db.sql(
		f"""select step, source_table, reason, status, count(*) as count from `tab{REJECT}`
		where step in %s group by 1, 2, 3, 4 order by 1, 2, 5 desc, 3, 4""",
		(of_the_legacy_database() or [""],),
		as_dict=True,
	)
