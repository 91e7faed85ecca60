"""What the three reports share: filters, columns, rows, totals and chart. Each says which lines it is about."""

from collections import Counter
from collections.abc import Callable

import frappe
from frappe import _

from gigafibre_fsm.domain.addresses.memo import Memo
from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.voice_service.doctype.voip_line import status as statuses
from gigafibre_fsm.voice_service.doctype.voip_line.status import E911Status
from gigafibre_fsm.voice_service.services import comparison, known_answers
from gigafibre_fsm.voice_service.services.address_wording import Wording
from gigafibre_fsm.voice_service.services.comparison import DIFFERENT, MISSING, NO_LOCATION, SAME, UNSURE

LINE_STATUSES = tuple(statuses.MOVES)
E911_STATUSES = tuple(statuses.E911_MOVES)
COLOURS = {SAME: "Green", DIFFERENT: "Red", UNSURE: "Orange", MISSING: "Red", NO_LOCATION: "Grey"}
GREEN, ORANGE, RED, DARK_RED, GREY = "#48bb74", "#ed8936", "#e24c4c", "#b52a2a", "#a0aec0"
VERDICT_BAR = {SAME: GREEN, DIFFERENT: RED, UNSURE: ORANGE, MISSING: DARK_RED, NO_LOCATION: GREY}
STATUS_BAR = {
	E911Status.SYNCED: GREEN,
	E911Status.PENDING: ORANGE,
	E911Status.MISMATCH: RED,
	E911Status.FAILED: DARK_RED,
	E911Status.NOT_REGISTERED: GREY,
	E911Status.DEREGISTERED: GREY,
}
_EQUAL = {
	"customer": "line.`customer`",
	"service_location": "place.`name`",
	"e911_status": "line.`e911_status`",
	"line_status": "line.`status`",
}
_CITY = "(place.`city` like %(city)s or line.`e911_city` like %(city)s)"
_TEXT = """(line.`did` like %(text)s or line.`customer_name` like %(text)s or line.`customer` like %(text)s
	or concat_ws(' ', place.`civic_number`, place.`street`) like %(text)s
	or concat_ws(' ', line.`e911_civic_number`, line.`e911_street`) like %(text)s)"""


def execute(
	filters: dict | None, about: str, is_shown: Callable[[dict], bool] | None = None, bar: str = "verdict"
) -> tuple:
	"""`about`: a condition on the lines; `is_shown`: one on their rows; `bar`: the column of the chart."""
	filters = frappe._dict(filters or {})
	conditions, values = _conditions(filters)
	wanted = _chosen(filters, "verdict", comparison.VERDICTS)
	rows = _rows([about, *conditions], values)
	if is_shown:
		rows = list(filter(is_shown, rows))
	if wanted:
		rows = [row for row in rows if row["verdict"] == wanted]
	return columns(), rows, None, _chart(rows, bar), _summary(rows)


def _conditions(filters: dict) -> tuple[list[str], dict]:
	_chosen(filters, "line_status", LINE_STATUSES)
	_chosen(filters, "e911_status", E911_STATUSES)
	conditions = [f"{column} = %({name})s" for name, column in _EQUAL.items() if filters.get(name)]
	values = {name: str(filters[name]) for name in _EQUAL if filters.get(name)}
	for name, condition in (("city", _CITY), ("text", _TEXT)):
		if filters.get(name):
			conditions.append(condition)
			values[name] = f"%{_without_wildcards(str(filters[name]).strip())}%"
	return conditions, values


def _without_wildcards(text: str) -> str:
	return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _chosen(filters: dict, name: str, allowed: tuple[str, ...]) -> str | None:
	value = filters.get(name)
	if value and value not in allowed:
		frappe.throw(_("{0} must be one of: {1}.").format(name, ", ".join(allowed)), InvalidRequest)
	return value


def _rows(conditions: list[str], values: dict) -> list[dict]:
	table = _Table()
	rows = list(map(table.row, comparison.read(conditions, values)))
	known_answers.hand_on(table.clerk.known)
	return rows


def learn() -> None:
	"""From time to time, so that nobody waits for what no process has compared yet."""
	_rows([], {})


class _Table:
	"""What one run of a report needs for every line."""

	def __init__(self):
		self.clerk, self.wording = comparison.Clerk(), Wording()
		self.behind = Memo(self.wording.behind_the_number)

	def row(self, line: list[str]) -> dict:
		name, did, customer, customer_name, place, e911_status, status, here, here_rest, there, there_rest = (
			line
		)
		found = self.clerk.find(place, here, here_rest, there, there_rest)
		return {
			"name": name,
			"did": did,
			"customer": customer,
			"customer_name": customer_name,
			"service_location": place,
			"service_address": here + self.behind[here_rest] if here else self.behind[here_rest].lstrip(" ,"),
			"e911_address": there + self.behind[there_rest]
			if there
			else self.behind[there_rest].lstrip(" ,"),
			"verdict": found.verdict,
			"difference": self.wording.difference(found.differences, found.judged)
			if found.differences
			else "",
			"e911_status": e911_status,
			"line_status": status,
		}


def columns() -> list[dict]:
	return [
		_column("did", _("Phone Number (DID)"), 115),
		_column("customer", _("Customer"), 85, "Link", "Customer"),
		_column("customer_name", _("Customer Name"), 140),
		_column("service_location", _("Service Location"), 105, "Link", "Service Location"),
		_column("service_address", _("Service Address"), 225),
		_column("e911_address", _("911 Address"), 225),
		_column("verdict", _("Verdict"), 120),
		_column("difference", _("Difference"), 270),
		_column("e911_status", _("911 Status"), 150),
		_column("line_status", _("Line Status"), 105),
	]


def _column(fieldname: str, label: str, width: int, fieldtype: str = "Data", options: str = "") -> dict:
	column = {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "options": options}
	return {**column, "width": width, "align": "left"}


def _summary(rows: list[dict]) -> list[dict]:
	counts = Counter(row["verdict"] for row in rows)
	in_service = [row for row in rows if row["line_status"] in statuses.IN_SERVICE]
	unsynced = sum(row["e911_status"] != E911Status.SYNCED for row in in_service)
	figures = [(_("Numbers"), len(rows), "Blue")]
	figures += [(verdict_label(one), counts[one], COLOURS[one]) for one in comparison.VERDICTS if counts[one]]
	if in_service:
		figures.append((_("In Service and Not Synced"), unsynced, "Red" if unsynced else "Green"))
	return [
		{"label": label, "value": value, "datatype": "Int", "indicator": colour}
		for label, value, colour in figures
	]


def _chart(rows: list[dict], by: str) -> dict | None:
	counts = Counter(row[by] for row in rows)
	colours, label = (VERDICT_BAR, verdict_label) if by == "verdict" else (STATUS_BAR, status_label)
	found = [value for value in colours if counts[value]]
	if not found:
		return None
	datasets = [{"name": _("Numbers"), "values": [counts[value] for value in found]}]
	return {
		"type": "percentage",
		"colors": [colours[value] for value in found],
		"data": {"labels": [label(value) for value in found], "datasets": datasets},
	}


def status_label(status: str) -> str:
	return _(status, context="VoIP Line")


def verdict_label(verdict: str) -> str:
	return {
		SAME: _("Same", context="Address Judgement"),
		DIFFERENT: _("Different", context="Address Judgement"),
		UNSURE: _("Unsure", context="Address Judgement"),
		MISSING: _("Missing", context="Address Judgement"),
		NO_LOCATION: _("No Location", context="Address Judgement"),
	}[verdict]
