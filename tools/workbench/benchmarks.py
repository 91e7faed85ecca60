"""`make bench-report`: every benchmarks/bench_*.py, on the test site."""

import subprocess

from .lock import exclusive
from .settings import CHECKOUT
from .suites import suite_environment
from .testing import services_as_before
from .workbench import Workbench


def run_benchmarks(workbench: Workbench) -> int:
	scripts = sorted((CHECKOUT / "benchmarks").glob("bench_*.py"))
	if not scripts:
		print("There is no benchmark yet (benchmarks/bench_*.py).")
		return 0
	with services_as_before(workbench):
		with exclusive(workbench.settings.home / "lock", "make bench-report"):
			workbench.run([*workbench.setup_steps(), workbench.test_site_step()])
			workbench.run(workbench.services.steps(workbench.settings.site, scheduler=False))
		statuses = [run_script(workbench, script) for script in scripts]
	return 1 if any(statuses) else 0


def run_script(workbench: Workbench, script) -> int:
	print(f"\n== {script.stem.removeprefix('bench_')}", flush=True)
	settings = workbench.settings
	return subprocess.call(
		[settings.env_python, script], cwd=settings.sites, env=suite_environment(workbench)
	)
