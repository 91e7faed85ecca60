"""The commands behind `make`. Each prints its own short account."""

import argparse
import os
from collections.abc import Callable
from functools import partial

from . import demo, suites
from .benchmarks import run_benchmarks
from .clean import remove_all
from .lint import run_lint, tidy
from .lock import exclusive
from .settings import APP, VARIABLES, read_settings
from .steps import Step, StepFailed
from .testing import ALL, run_tests
from .workbench import Workbench

COMMANDS: dict[str, tuple[Callable, str]] = {}


def command(name: str, summary: str):
	def register(function):
		COMMANDS[name] = (function, summary)
		return function

	return register


def main(arguments: list[str]) -> int:
	name, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
	if name not in COMMANDS:
		return show_help(unknown=name not in ("help", "--help", "-h"))
	try:
		return COMMANDS[name][0](Workbench(read_settings(), name), rest) or 0
	except StepFailed as failure:
		print(f"{failure}" + (f"\nTo do: {failure.remedy}" if failure.remedy else ""))
		return 1


def show_help(unknown: bool) -> int:
	print("Commands (make <command>, or tools/dev <command>):\n")
	for name, (_, summary) in COMMANDS.items():
		print(f"  {name:<13} {summary}")
	print("\nVariables (make test BENCH_DIR=/srv/bench):\n")
	for name, default, meaning in VARIABLES:
		print(f"  {name:<15} {meaning} [{default}]")
	return 2 if unknown else 0


def locked(workbench: Workbench, purpose: str):
	return exclusive(workbench.settings.home / "lock", purpose)


@command("demo", "a site with demo data, running, its address and logins printed")
def run_demo(workbench: Workbench, rest: list[str]) -> int:
	with locked(workbench, "make demo"):
		workbench.run([workbench.toolbox.python_step()])
		if missing := workbench.out_of_reach():
			return demo.without_bench(workbench, missing)
		workbench.run(demo.steps(workbench))
	print(demo.describe(workbench))
	return 0


@command("test", "every test; ARGS goes to pytest")
def test(workbench: Workbench, rest: list[str]) -> int:
	return run_tests(workbench, ALL, rest)


@command("test-pure", "the tests that need no bench")
def test_pure(workbench: Workbench, rest: list[str]) -> int:
	return run_tests(workbench, [suites.pure], rest)


@command("test-site", "the tests on a site")
def test_site(workbench: Workbench, rest: list[str]) -> int:
	return run_tests(workbench, suites.SITES, rest)


@command("test-e2e", "the tests in a browser, of a site's life and of faults")
def test_e2e(workbench: Workbench, rest: list[str]) -> int:
	return run_tests(workbench, suites.END_TO_END, rest)


@command("run", "serve the existing demo site")
def serve(workbench: Workbench, rest: list[str]) -> None:
	site = workbench.settings.site
	workbench.services.require_site(site)
	with locked(workbench, "make run"):
		workbench.run(workbench.running_steps())
	print("\n".join(demo.links(workbench.services.url(site))))


@command("stop", "stop what runs in the background for this bench")
def stop(workbench: Workbench, rest: list[str]) -> None:
	stopped = workbench.services.stop()
	print("stopped: " + ", ".join(stopped) if stopped else "nothing was running")


@command("lint", "style, imports, well-formed data")
def lint(workbench: Workbench, rest: list[str]) -> int:
	with locked(workbench, "make lint"):
		workbench.run([workbench.toolbox.python_step()])
	return run_lint(workbench)


@command("bench-report", "what is claimed about speed, measured on the test site")
def bench_report(workbench: Workbench, rest: list[str]) -> int:
	return run_benchmarks(workbench)


@command("types", "write the typed block of the doctypes' controllers from their JSON")
def types(workbench: Workbench, rest: list[str]) -> None:
	with locked(workbench, "make types"):
		workbench.run([*workbench.setup_steps(), workbench.test_site_step()])
	workbench.bench.frappe(workbench.settings.test_site, "execute", f"{APP}.testing.controller_types.write")
	tidy(workbench)


@command("clean", "stop everything and remove what this tool made")
def clean(workbench: Workbench, rest: list[str]) -> None:
	with locked(workbench, "make clean"):
		print(remove_all(workbench))


@command("setup", "tools, bench, ERPNext snapshot, app: all that the others need")
def setup(workbench: Workbench, rest: list[str]) -> None:
	with locked(workbench, "make setup"):
		workbench.run(workbench.setup_steps())


@command("start", "start every service without touching a site (scheduler: demo site only)")
def start(workbench: Workbench, rest: list[str]) -> None:
	has_demo = workbench.sites.folder(workbench.settings.site).exists()
	with locked(workbench, "start"):
		workbench.run(workbench.running_steps(scheduler=has_demo))


@command("site", "a fresh site from the snapshot: site NAME [--without-app]")
def site(workbench: Workbench, rest: list[str]) -> None:
	parser = argparse.ArgumentParser(prog="tools/dev site")
	parser.add_argument("name")
	parser.add_argument("--without-app", action="store_true")
	parser.add_argument("--fresh", action="store_true", help="what it always does; accepted for clarity")
	options = parser.parse_args(rest)

	def make() -> None:
		workbench.sites.create(options.name, not options.without_app, workbench.TEST_SETTINGS)

	with exclusive(workbench.settings.run / f"{options.name}.lock", f"site {options.name}"):
		workbench.run([*workbench.services.storage_steps(), Step(f"site {options.name}", make)])


@command("drop-site", "remove sites that `site` made: drop-site NAME…")
def drop_site(workbench: Workbench, rest: list[str]) -> None:
	workbench.run(workbench.services.storage_steps())
	workbench.run([Step(f"drop {name}", partial(workbench.sites.drop, name)) for name in rest])


@command("frappe", "a Frappe site command, as root too: frappe --site NAME console")
def frappe(workbench: Workbench, rest: list[str]) -> None:
	os.chdir(workbench.settings.sites)
	arguments = [str(part) for part in workbench.bench.frappe_command(None, *rest)]
	os.execve(arguments[0], arguments, workbench.context.shell.env)
