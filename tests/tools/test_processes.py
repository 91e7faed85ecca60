import json
import os
import sys

import pytest

from tools.workbench.lock import exclusive
from tools.workbench.processes import Process, started_at
from tools.workbench.steps import StepFailed


@pytest.fixture
def process(tmp_path):
	process = Process("sleeper", tmp_path / "run", tmp_path / "logs")
	yield process
	process.stop()


def start(process, tmp_path, program="import time; time.sleep(600)"):
	process.start([sys.executable, "-c", program], os.environ, tmp_path)


def test_a_started_process_is_known_and_can_be_stopped(process, tmp_path):
	start(process, tmp_path)
	pid = process.pid()
	assert started_at(pid)
	assert process.stop()
	assert process.pid() is None and started_at(pid) is None


def test_stopping_twice_is_harmless(process, tmp_path):
	start(process, tmp_path)
	assert process.stop()
	assert not process.stop()


def test_a_recycled_process_number_is_not_mistaken_for_ours(process, tmp_path):
	"""This very test run plays the stranger who got the number: it must survive."""
	start(process, tmp_path)
	record = json.loads(process.pid_file.read_text())
	process.stop()
	process.pid_file.write_text(json.dumps({**record, "pid": os.getpid()}))
	assert process.pid() is None
	assert not process.stop()


def test_a_process_that_dies_at_its_start_is_reported_with_its_last_words(process, tmp_path):
	start(process, tmp_path, "raise SystemExit('port 80 is not ours')")
	with pytest.raises(StepFailed, match="port 80 is not ours"):
		process.wait_ready(lambda: False)


def test_a_process_that_ignores_a_polite_request_is_killed(process, tmp_path, monkeypatch):
	monkeypatch.setattr("tools.workbench.processes.STOP_SECONDS", 0.3)
	ready = tmp_path / "ready"
	deaf = f"import signal, time, pathlib; signal.signal(15, signal.SIG_IGN); pathlib.Path({str(ready)!r}).touch(); time.sleep(600)"
	start(process, tmp_path, deaf)
	process.wait_ready(ready.exists)
	assert process.stop()
	assert process.pid() is None


def test_a_second_run_learns_who_holds_the_lock(tmp_path):
	path = tmp_path / ".workbench" / "lock"
	with exclusive(path, "make demo"):
		with pytest.raises(StepFailed, match="make demo"):
			with exclusive(path, "make test"):
				pytest.fail("two runs at once")
	with exclusive(path, "make test"):
		pass
