"""The kinds of tests, and what runs beside what."""

import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from .bench import ONSITE
from .packages import browser as chromium
from .results import Result, judge
from .settings import APP, CHECKOUT
from .workbench import Workbench

E2E = CHECKOUT / "e2e"
TELLING = threading.Lock()


@dataclass(frozen=True)
class Suite:
	name: str
	python: Path
	folder: Path
	cwd: Path
	plugins: tuple[str, ...] = ()
	without: tuple[Path, ...] = ()

	def owns(self, path: Path) -> bool:
		return path.is_relative_to(self.folder) and not any(
			path.is_relative_to(part) for part in self.without
		)

	def is_meant(self, paths: Sequence[Path]) -> bool:
		"""By these paths, or because none is named."""
		return not paths or any(self.owns(path) or self.folder.is_relative_to(path) for path in paths)


Make = Callable[[Workbench], Suite]


def pure(workbench: Workbench) -> Suite:
	return Suite("pure", workbench.settings.tool_python, CHECKOUT / "tests", CHECKOUT)


def on_site(workbench: Workbench) -> Suite:
	settings = workbench.settings
	return Suite("site", settings.env_python, CHECKOUT / APP, settings.sites, ("pytest_site",))


def lifecycle(workbench: Workbench) -> Suite:
	return _outside(workbench, "lifecycle", E2E / "lifecycle")


def faults(workbench: Workbench) -> Suite:
	return _outside(workbench, "faults", E2E / "faults")


def browser(workbench: Workbench) -> Suite:
	return _outside(workbench, "browser", E2E, without=(E2E / "lifecycle", E2E / "faults"))


def _outside(workbench: Workbench, name: str, folder: Path, without: tuple[Path, ...] = ()) -> Suite:
	return Suite(name, workbench.settings.tool_python, folder, CHECKOUT, without=without)


END_TO_END = (lifecycle, browser, faults)
# Rows follow one another. In a row, lanes run side by side and share nothing: one suite uses the test site, the other
# needs none, makes sites of its own or a machine of its own.
ORDER = (
	((on_site,), (pure, lifecycle)),
	((browser,), (faults,)),
)


def run(workbench: Workbench, chosen: Sequence[Make], arguments: Sequence[str]) -> list[Result]:
	paths = [CHECKOUT / word.partition("::")[0] for word in arguments if is_path(word)]
	results = []
	for row in ORDER:
		lanes = [[make(workbench) for make in lane if make in chosen] for lane in row]
		lanes = [[suite for suite in lane if suite.is_meant(paths)] for lane in lanes]
		results += run_row(workbench, [lane for lane in lanes if lane], arguments)
	return results


def run_row(workbench: Workbench, lanes: Sequence[Sequence[Suite]], arguments: Sequence[str]) -> list[Result]:
	"""Only the first lane is heard while it runs; the others say all they have to when a suite is over."""
	with ThreadPoolExecutor(max_workers=len(lanes) or 1) as pool:
		running = [
			pool.submit(run_lane, workbench, lane, arguments, live=not place)
			for place, lane in enumerate(lanes)
		]
		return [result for lane in running for result in lane.result()]


def run_lane(
	workbench: Workbench, lane: Sequence[Suite], arguments: Sequence[str], live: bool
) -> list[Result]:
	return [run_suite(workbench, suite, arguments, live) for suite in lane]


def run_suite(workbench: Workbench, suite: Suite, arguments: Sequence[str], live: bool = True) -> Result:
	report = workbench.settings.logs / f"junit-{suite.name}-{os.getpid()}.xml"
	report.unlink(missing_ok=True)
	started = time.monotonic()
	command = [suite.python, "-m", "pytest", *options(workbench, suite, report), *targets(suite, arguments)]
	with told(suite, report.with_suffix(".log"), live) as output:
		status = subprocess.call(
			[str(part) for part in command],
			cwd=suite.cwd,
			env=suite_environment(workbench),
			stdin=subprocess.DEVNULL,
			stdout=output,
			stderr=subprocess.STDOUT if output else None,
		)
	return replace(judge(suite.name, status, report), seconds=time.monotonic() - started)


@contextmanager
def told(suite: Suite, log: Path, live: bool) -> Iterator[IO | None]:
	"""Where the suite writes. None is the terminal."""
	title = f"\n== {suite.name} tests"
	if live:
		print(title, flush=True)
		yield None
		return
	with log.open("w+") as output:
		yield output
		output.seek(0)
		with TELLING:
			print(f"{title}\n{output.read()}", flush=True)


def options(workbench: Workbench, suite: Suite, report: Path) -> list[object]:
	plugins = [part for plugin in suite.plugins for part in ("-p", plugin)]
	cache = workbench.settings.home / "cache" / "pytest" / suite.name
	root = ["-c", CHECKOUT / "pyproject.toml", "--rootdir", CHECKOUT, "-o", f"cache_dir={cache}"]
	ignored = [f"--ignore={folder}" for folder in suite.without]
	return ["-q", *plugins, *root, *ignored, f"--junitxml={report}"]


def targets(suite: Suite, arguments: Sequence[str]) -> list[object]:
	"""Paths among the arguments replace the suite's folder; the caller's paths start at the checkout."""
	named = [word for word in arguments if is_path(word)]
	others = [word for word in arguments if not is_path(word)]
	own = [CHECKOUT / word for word in named if suite.owns(CHECKOUT / word.partition("::")[0])]
	return [*(own or [suite.folder]), *others]


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
		"CHROMIUM": chromium() or "",
		"BENCH_DIR": str(settings.bench_dir),
		"PYTHONPATH": str(ONSITE),
	}
	return {**workbench.context.shell.env, **chosen}
