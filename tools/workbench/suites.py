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
# About a third each of the time that tests on a site take.
OF_SECOND_SITE = (CHECKOUT / APP / "subscriber", CHECKOUT / APP / "receivables")
OF_THIRD_SITE = (CHECKOUT / APP / "legacy", CHECKOUT / APP / APP, CHECKOUT / APP / "voice_service")


@dataclass(frozen=True)
class Suite:
	name: str
	python: Path
	folders: tuple[Path, ...]
	cwd: Path
	site: str
	plugins: tuple[str, ...] = ()
	without: tuple[Path, ...] = ()
	# The database of the queue's Redis. The bench's worker looks into the first only: tests in a browser wait for it, and
	# would for whatever others left in the queue, which in turn may wait for what those tests hold locked.
	queue: int = 1

	def owns(self, path: Path) -> bool:
		return any(map(path.is_relative_to, self.folders)) and not any(map(path.is_relative_to, self.without))

	def is_meant(self, paths: Sequence[Path]) -> bool:
		"""By these paths, or because none is named."""
		return not paths or any(self.owns(path) or self._is_below(path) for path in paths)

	def _is_below(self, path: Path) -> bool:
		return any(folder.is_relative_to(path) for folder in self.folders)


Make = Callable[[Workbench], Suite]
Lanes = Sequence[Sequence[Suite]]


def pure(workbench: Workbench) -> Suite:
	return _outside(workbench, "pure", CHECKOUT / "tests")


def on_site(workbench: Workbench) -> Suite:
	site = workbench.settings.test_site
	return _inside(workbench, "site", (CHECKOUT / APP,), site, without=OF_SECOND_SITE + OF_THIRD_SITE)


def on_second_site(workbench: Workbench) -> Suite:
	return _inside(workbench, "second site", OF_SECOND_SITE, workbench.second_test_site)


def on_third_site(workbench: Workbench) -> Suite:
	return _inside(workbench, "third site", OF_THIRD_SITE, workbench.third_test_site)


def _inside(
	workbench: Workbench, name: str, folders: tuple[Path, ...], site: str, without: tuple[Path, ...] = ()
) -> Suite:
	settings = workbench.settings
	return Suite(name, settings.env_python, folders, settings.sites, site, ("pytest_site",), without)


def lifecycle(workbench: Workbench) -> Suite:
	return _outside(workbench, "lifecycle", E2E / "lifecycle")


def browser(workbench: Workbench) -> Suite:
	suite = _outside(workbench, "browser", E2E)
	return replace(suite, without=(E2E / "lifecycle", E2E / "faults"), queue=0)


def faults(workbench: Workbench) -> Suite:
	"""On a copy of a site, whose own tests are over by then."""
	return replace(_outside(workbench, "faults", E2E / "faults"), site=workbench.second_test_site)


def _outside(workbench: Workbench, name: str, folder: Path) -> Suite:
	settings = workbench.settings
	return Suite(name, settings.tool_python, (folder,), CHECKOUT, settings.test_site)


SITES = (on_site, on_second_site, on_third_site)
END_TO_END = (browser, faults, lifecycle)
# Lanes run side by side and share nothing: the suites of one share a site, or make sites of their own.
LANES = ((on_site, browser), (on_second_site, faults), (pure, on_third_site, lifecycle))


def plan(workbench: Workbench, chosen: Sequence[Make], arguments: Sequence[str]) -> Lanes:
	"""What is to run of the chosen suites, as far as they have to do with the paths among the arguments."""
	paths = [CHECKOUT / word.partition("::")[0] for word in arguments if is_path(word)]
	lanes = [[make(workbench) for make in lane if make in chosen] for lane in LANES]
	lanes = [[suite for suite in lane if suite.is_meant(paths)] for lane in lanes]
	return [lane for lane in lanes if lane]


def run(workbench: Workbench, lanes: Lanes, arguments: Sequence[str]) -> list[Result]:
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
	report = workbench.settings.logs / f"junit-{suite.name.replace(' ', '-')}-{os.getpid()}.xml"
	report.unlink(missing_ok=True)
	started = time.monotonic()
	command = [suite.python, "-m", "pytest", *options(workbench, suite, report), *targets(suite, arguments)]
	with told(suite, report.with_suffix(".log"), live) as output:
		status = subprocess.call(
			[str(part) for part in command],
			cwd=suite.cwd,
			env=suite_environment(workbench, suite.site, suite.queue),
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
	return [*(own or suite.folders), *others]


def is_path(word: str) -> bool:
	return not word.startswith("-") and (CHECKOUT / word.split("::")[0]).exists()


def suite_environment(workbench: Workbench, site: str = "", queue: int = 0) -> Mapping[str, str]:
	settings = workbench.settings
	site = site or settings.test_site
	redis = f"redis://127.0.0.1:{workbench.context.ports['queue']}/{queue}"
	chosen = {
		"GIGAFIBRE_BENCH": str(settings.bench_dir),
		"GIGAFIBRE_SITES_PATH": str(settings.sites),
		"GIGAFIBRE_SITE": site,
		"GIGAFIBRE_URL": workbench.services.url(site),
		"GIGAFIBRE_ADMIN_PASSWORD": settings.admin_password,
		"CHROMIUM": chromium() or "",
		"BENCH_DIR": str(settings.bench_dir),
		"PYTHONPATH": str(ONSITE),
		"FRAPPE_REDIS_QUEUE": redis,
	}
	return {**workbench.context.shell.env, **chosen}
