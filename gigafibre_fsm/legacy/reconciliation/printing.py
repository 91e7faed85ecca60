"""The comparison as a table in a terminal, and as the sentence that ends it."""

from collections.abc import Sequence

from frappe import _

from gigafibre_fsm.legacy.reconciliation.check import Check


def table(checks: Sequence[Check]) -> str:
	words = (_("Legacy"), _("On the Site"), _("Rejected", context="Legacy Import Run"), _("Differences"))
	head = f"{_('Source Table'):<20}{_('Check', context='Legacy Reconciliation'):<36}" + "".join(
		f"{word:>16}" for word in words
	)
	return "\n".join([head, *(line for check in checks for line in _lines(check)), "", verdict(checks)])


def verdict(checks: Sequence[Check]) -> str:
	total = sum(check.differences for check in checks)
	return _("1 difference") if total == 1 else _("{0} differences").format(f"{total:,}")


def _lines(check: Check) -> list[str]:
	counts = (check.legacy, check.site, check.rejected, check.differences)
	numbers = "".join(f"{number(one):>16}" for one in counts)
	return [f"{check.line:<20}{check.label[:35]:<36}{numbers}", *(f"    {one}" for one in check.examples)]


def number(value) -> str:
	return f"{value:,}"
