"""What the tests of installing, migrating and uninstalling share: calls into a site, and its whole state."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

CALL = Path(__file__).parent / "onsite" / "call.py"
KILLED = -9
APP = "gigafibre_fsm"


@pytest.fixture(scope="session")
def call(bench_dir: Path) -> Callable:
	"""call(site, "module.function", argument=…) → what the function of onsite/ returned on that site."""

	def run(site: str, function: str, **arguments):
		result = run_onsite(bench_dir, site, function, arguments)
		assert result.returncode == 0, result.stderr[-3000:]
		return json.loads(result.stdout)

	return run


@pytest.fixture(scope="session")
def die(bench_dir: Path) -> Callable:
	"""die(site, point) installs the app in a process that is killed (SIGKILL) at that point."""

	def run(site: str, point: str) -> None:
		result = run_onsite(bench_dir, site, "crash.install", {"point": point})
		assert result.returncode == KILLED, f"{point} was never reached:\n{result.stderr[-3000:]}"

	return run


def run_onsite(bench_dir: Path, site: str, function: str, arguments: dict) -> subprocess.CompletedProcess:
	return subprocess.run(
		[bench_dir / "env" / "bin" / "python", CALL, site, function, json.dumps(arguments)],
		cwd=bench_dir / "sites",
		stdin=subprocess.DEVNULL,
		capture_output=True,
		text=True,
	)


@pytest.fixture(scope="session")
def state(call: Callable) -> Callable:
	return lambda site: call(site, "state.state")


@pytest.fixture(scope="session")
def install(bench: Callable) -> Callable:
	return lambda site, check=True: bench("install-app", APP, on=site, check=check)


@pytest.fixture(scope="session")
def migrate(bench: Callable) -> Callable:
	return lambda site: bench("migrate", "--skip-search-index", on=site)


@pytest.fixture(scope="session")
def uninstall(bench: Callable) -> Callable:
	return lambda site, *options: bench("uninstall-app", APP, "--yes", "--no-backup", *options, on=site)
