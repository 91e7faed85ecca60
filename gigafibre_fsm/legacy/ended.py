"""Whether the legacy database is history on this site: since the cut-over nothing is imported from it."""

from collections.abc import Iterable
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import format_datetime, get_datetime

from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.legacy.steps import OF_ADDRESSES

FIELD = "legacy_cut_over_on"


def since() -> datetime | None:
	"""Read from the table: a run is long, and another process may have switched meanwhile."""
	# get_single_value makes the year 1 of a moment that is empty.
	query = "select value from tabSingles where doctype = 'FSM Settings' and field = %s"
	[value] = frappe.db.sql_list(query, FIELD) or [None]
	return get_datetime(value) if value else None


def guard(steps: Iterable[str]) -> None:
	refused = [step for step in steps if step not in OF_ADDRESSES]
	if refused and (switched := since()):
		frappe.throw(
			_(
				"The cut-over was on {0}: this site leads, and nothing is imported any more. Roll the cut-over back"
				" on the page Legacy Import, or run the steps with after_cut_over."
			).format(format_datetime(switched)),
			InvalidState,
			title=_("After the Cut-Over"),
		)


def check_settings(settings) -> None:
	"""The switch is the page's: a form that was opened earlier neither clears it nor turns the sync on again."""
	settings.set(FIELD, since())
	if settings.legacy_sync and settings.get(FIELD):
		frappe.throw(
			_("Keep in Step: the cut-over was on {0}; roll it back on the page Legacy Import first.").format(
				format_datetime(settings.get(FIELD))
			),
			InvalidState,
		)
