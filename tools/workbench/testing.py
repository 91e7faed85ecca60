"""`make test`: set up what is missing, run every suite, leave running only what ran before."""

import shlex
from collections.abc import Callable, Sequence
from contextlib import contextmanager

from . import suites
from .lock import exclusive
from .results import judge_service, table
from .workbench import Workbench

ALL = (suites.pure, *suites.SITES, *suites.END_TO_END)


def run_tests(workbench: Workbench, chosen: Sequence[Callable], arguments: Sequence[str]) -> int:
	words = [word for argument in arguments for word in shlex.split(argument)]
	with services_as_before(workbench):
		left_out = prepare(workbench, chosen, words)
		runnable = [make for make in chosen if make is suites.pure or not left_out]
		with exclusive(workbench.settings.run / f"{workbench.settings.test_site}.lock", "a test run"):
			needed = workbench.services.running()
			results = suites.run(workbench, suites.plan(workbench, runnable, words), words)
			results += [judge_service(process) for process in workbench.services.ended(needed)]
	if left_out:
		print(f"\nLeft out: {left_out}")
	print(table(results))
	return 1 if any(result.failed for result in results) else 0


@contextmanager
def services_as_before(workbench: Workbench):
	before = set(workbench.services.running())
	try:
		yield
	finally:
		workbench.services.stop([name for name in workbench.services.running() if name not in before])


def prepare(workbench: Workbench, chosen: Sequence[Callable], words: Sequence[str]) -> str:
	"""What has to be left out, and why; empty when everything can run."""
	with exclusive(workbench.settings.home / "lock", "setting up for tests"):
		workbench.run([workbench.toolbox.python_step()])
		if list(chosen) == [suites.pure]:
			return ""
		if missing := workbench.out_of_reach():
			return f"tests on a site and in a browser, because {missing}"
		packages = workbench.packages
		peers = [workbench.toolbox.peers_step(), packages.broker_step(), packages.php_step()]
		peers.append(packages.telephone_step())
		sites = {suite.site for lane in suites.plan(workbench, chosen, words) for suite in lane}
		# Browser tests and those of processes that are killed commit what they do: a whole run begins without it.
		is_whole = not any(map(suites.is_path, words))
		workbench.run(
			[*workbench.bench_steps(), *peers, workbench.test_sites_step(sorted(sites), anew=is_whole)]
		)
		if set(suites.END_TO_END) & set(chosen):
			workbench.run([workbench.packages.browser_step()])
			workbench.run(workbench.services.steps(workbench.settings.site, scheduler=False))
	return ""
