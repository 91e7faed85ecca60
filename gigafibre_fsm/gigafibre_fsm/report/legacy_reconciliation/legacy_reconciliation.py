from frappe import _

from gigafibre_fsm.legacy import reconciliation
from gigafibre_fsm.legacy.reconciliation.check import Check
from gigafibre_fsm.legacy.reconciliation.printing import number, verdict


def execute(filters: dict | None = None) -> tuple:
	"""What `bench execute gigafibre_fsm.legacy.reconcile` prints."""
	checks = reconciliation.checks([filters["step"]] if filters and filters.get("step") else None)
	if filters and filters.get("only_differences"):
		shown = [check for check in checks if check.differences]
	else:
		shown = checks
	total = sum(check.differences for check in checks)
	summary = [
		{"label": _("Reconciliation"), "value": verdict(checks), "indicator": "Red" if total else "Green"}
	]
	return columns(), [row(check) for check in shown], None, None, summary


def columns() -> list[dict]:
	wide = {"fieldtype": "Data", "width": 170}
	figure = {"fieldtype": "Data", "width": 120, "align": "right"}
	return [
		{"fieldname": "line", "label": _("Source Table"), **wide},
		{"fieldname": "label", "label": _("Check", context="Legacy Reconciliation"), **wide, "width": 220},
		{"fieldname": "legacy", "label": _("Legacy"), **figure, "width": 140},
		{"fieldname": "site", "label": _("On the Site"), **figure},
		{
			"fieldname": "rejected",
			"label": _("Rejected", context="Legacy Import Run"),
			"fieldtype": "Int",
			"width": 100,
		},
		{"fieldname": "differences", "label": _("Differences"), "fieldtype": "Int", "width": 110},
		{"fieldname": "examples", "label": _("Examples"), **wide, "width": 420},
	]


def row(check: Check) -> dict:
	return {
		"line": check.line,
		"label": check.label,
		"legacy": number(check.legacy),
		"site": number(check.site),
		"rejected": check.rejected,
		"differences": check.differences,
		"examples": "; ".join(check.examples),
	}
