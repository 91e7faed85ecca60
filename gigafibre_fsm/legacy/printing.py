"""What a run prints: where it is while it runs, and the closing table."""

import sys
import time

from frappe import _
from frappe.utils import strip_html

EVERY = 5.0  # seconds, where the output is a file
_last = 0.0


def plain(error: Exception) -> str:
	return strip_html(str(error)).strip()


def progress(state: dict) -> None:
	if sys.stdout.isatty():
		print(f"\r{line(state):<78}", end="", flush=True)
		return
	global _last
	if time.monotonic() - _last > EVERY:
		_last = time.monotonic()
		print(line(state), flush=True)


def line(state: dict) -> str:
	left = "" if state["seconds_left"] is None else ", " + _("{0} s left").format(state["seconds_left"])
	rows = _("{0} rows, {1}/s").format(f"{state['rows']:,}", f"{state['rows_per_second']:,}")
	return f"{state['step']} {state['percent']:5.1f} %  {state['phase']}: {rows}{left}"


HEADINGS = ("rows_read", "inserted", "updated", "unchanged", "rejected")


def table(runs) -> str:
	words = (
		_("Rows Read"),
		_("Inserted"),
		_("Updated", context="Legacy Import Run"),
		_("Unchanged", context="Legacy Import Run"),
		_("Rejected", context="Legacy Import Run"),
		_("rows/s"),
	)
	first = f"{_('Step'):<8}" + "".join(f"{word:>14}" for word in words) + f"  {_('Status')}"
	return "\n".join(["", first, *(_row(run) for run in runs), *_messages(runs)])


def _row(run) -> str:
	counts = [getattr(run.counts, name) for name in HEADINGS] + [round(run.counts.rows_read / run.seconds)]
	dry = f" ({_('Dry Run')})" if run.dry_run else ""
	return (
		f"{run.step:<8}"
		+ "".join(f"{number:>14,}" for number in counts)
		+ f"  {_(run.status, context='Legacy Import Run')}{dry}"
	)


def _messages(runs) -> list[str]:
	lines = [f"{run.step:<8}{message}" for run in runs for message in run.messages]
	return ["", *lines] if lines else []
