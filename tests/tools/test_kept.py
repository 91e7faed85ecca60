import signal
import subprocess
import sys
from pathlib import Path

import pytest

KEPT = Path(__file__).parents[2] / "tools" / "onsite" / "kept.py"
# Ends by itself the first time, and waits for its end the second.
PROGRAM = """
import pathlib, sys, time
seen = pathlib.Path(sys.argv[1])
if seen.exists():
	print("again", flush=True)
	time.sleep(600)
seen.touch()
print("first", flush=True)
sys.exit(3)
"""


@pytest.fixture
def kept(tmp_path):
	command = [sys.executable, KEPT, sys.executable, "-c", PROGRAM, tmp_path / "seen"]
	process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
	yield process
	process.terminate()
	process.communicate()


def test_what_ends_by_itself_is_started_again_and_told(kept):
	assert [kept.stdout.readline(), kept.stdout.readline()] == ["first\n", "again\n"]
	assert "ended with status 3, is started again" in kept.stderr.readline()


def test_a_request_to_stop_ends_both(kept):
	assert [kept.stdout.readline(), kept.stdout.readline()] == ["first\n", "again\n"]
	kept.send_signal(signal.SIGTERM)
	# The pipe is closed when the last process that writes into it is gone.
	assert kept.stdout.read() == ""
	assert kept.wait(timeout=30) == 0
