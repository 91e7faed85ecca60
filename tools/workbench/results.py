"""What came of the suites, and the table at the end."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .processes import Process

NOTHING_COLLECTED = 5
USUAL_STATUSES = (0, 1, NOTHING_COLLECTED)


@dataclass(frozen=True)
class Result:
	name: str
	passed: int = 0
	failed: int = 0
	skipped: int = 0
	seconds: float = 0.0
	note: str = ""


def judge(name: str, status: int, report: Path) -> Result:
	"""A suite that broke off without an account of itself has failed, whatever it managed before."""
	try:
		result = replace(count(report), name=name)
	except (OSError, ElementTree.ParseError):
		result = Result(name)
	if status == NOTHING_COLLECTED:
		return replace(result, note="no test here")
	if status not in USUAL_STATUSES or (status and not result.failed):
		return replace(result, failed=result.failed + 1, note=f"pytest ended with status {status}")
	return result


def judge_service(process: Process) -> Result:
	"""Of one that ended while suites that need it ran: what failed may be no fault of theirs."""
	return Result(process.name, failed=1, note=f"ended during the tests{process.last_lines()}")


def count(report: Path) -> Result:
	outcomes = [outcome(case) for case in ElementTree.parse(report).iter("testcase")]
	return Result("", outcomes.count("passed"), outcomes.count("failed"), outcomes.count("skipped"))


def outcome(case: ElementTree.Element) -> str:
	marks = {child.tag for child in case}
	if marks & {"failure", "error"}:
		return "failed"
	return "skipped" if "skipped" in marks else "passed"


def table(results: Sequence[Result]) -> str:
	"""Its last line stands alone, for whoever reads only that."""
	lines = [f"\n{'suite':<24}{'passed':>8}{'failed':>8}{'skipped':>9}{'time':>10}"]
	for result in results:
		numbers = f"{result.passed:>8}{result.failed:>8}{result.skipped:>9}{result.seconds:>8.1f} s"
		lines.append(f"{result.name:<24}{numbers}  {result.note}".rstrip())
	return "\n".join([*lines, "", verdict(results)])


def verdict(results: Sequence[Result]) -> str:
	passed, failed, skipped = (
		sum(getattr(r, what) for r in results) for what in ("passed", "failed", "skipped")
	)
	return f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else "")
