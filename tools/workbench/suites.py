"""The three kinds of tests, and the table at the end."""

import os
import subprocess
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .bench import ONSITE
from .packages import browser
from .settings import APP, CHECKOUT
from .workbench import Workbench

NOTHING_COLLECTED = 5
USUAL_STATUSES = (0, 1, NOTHING_COLLECTED)


@dataclass(frozen=True)
class Suite:
	name: str
	python: Path
	folder: Path
	cwd: Path
	plugins: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
	name: str
	passed: int = 0
	failed: int = 0
	skipped: int = 0
	seconds: float = 0.0
	note: str = ""


def pure(workbench: Workbench) -> Suite:
	return Suite("pure", workbench.settings.tool_python, CHECKOUT / "tests", CHECKOUT)


def on_site(workbench: Workbench) -> Suite:
	settings = workbench.settings
	return Suite("site", settings.env_python, CHECKOUT / APP, settings.sites, ("pytest_site",))


def end_to_end(workbench: Workbench) -> Suite:
	return Suite("browser and lifecycle", workbench.settings.tool_python, CHECKOUT / "e2e", CHECKOUT)


def run(workbench: Workbench, suites: Sequence[Suite], arguments: Sequence[str]) -> list[Result]:
	return [run_suite(workbench, suite, arguments) for suite in suites]


def run_suite(workbench: Workbench, suite: Suite, arguments: Sequence[str]) -> Result:
	report = workbench.settings.logs / f"junit-{suite.name.split()[0]}-{os.getpid()}.xml"
	report.unlink(missing_ok=True)
	print(f"\n== {suite.name} tests", flush=True)
	started = time.monotonic()
	command = [suite.python, "-m", "pytest", *options(workbench, suite, report), *targets(suite, arguments)]
	environment = suite_environment(workbench)
	status = subprocess.call(
		[str(part) for part in command], cwd=suite.cwd, env=environment, stdin=subprocess.DEVNULL
	)
	return replace(judge(suite.name, status, report), seconds=time.monotonic() - started)


def options(workbench: Workbench, suite: Suite, report: Path) -> list[object]:
	plugins = [part for plugin in suite.plugins for part in ("-p", plugin)]
	cache = workbench.settings.home / "cache" / "pytest" / suite.name.split()[0]
	root = ["-c", CHECKOUT / "pyproject.toml", "--rootdir", CHECKOUT, "-o", f"cache_dir={cache}"]
	return ["-q", *plugins, *root, f"--junitxml={report}"]


def targets(suite: Suite, arguments: Sequence[str]) -> list[object]:
	"""Paths among the arguments replace the suite's folder; the caller's paths start at the checkout."""
	paths = [CHECKOUT / word for word in arguments if is_path(word)]
	return [*(paths or [suite.folder]), *(word for word in arguments if not is_path(word))]


def is_path(word: str) -> bool:
	return not word.startswith("-") and (CHECKOUT / word.split("::")[0]).exists()


def suite_environment(workbench: Workbench) -> Mapping[str, str]:
	settings = workbench.settings
	chosen = {
		"GIGAFIBRE_BENCH": str(settings.bench_dir),
		"GIGAFIBRE_SITES_PATH": str(settings.sites),
		"GIGAFIBRE_SITE": settings.test_site,
		"GIGAFIBRE_URL": workbench.services.url(settings.test_site),
		"GIGAFIBRE_ADMIN_PASSWORD": settings.admin_password,
		"CHROMIUM": browser() or "",
		"BENCH_DIR": str(settings.bench_dir),
		"PYTHONPATH": str(ONSITE),
	}
	return {**workbench.context.shell.env, **chosen}


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
