"""`emulate`: a Twilio and a Slack that others wrote, as a process of this machine. `make test` installs it."""

import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

import gigafibre_fsm
from gigafibre_fsm.testing.servers.base import free_port

# It would listen on every network interface.
LOOPBACK = Path(gigafibre_fsm.__file__).resolve().parents[1] / "tools" / "onsite" / "loopback.cjs"
PATIENCE = 20


@contextmanager
def emulated(service: str, **seed) -> Iterator[str]:
	"""Its address, once it answers."""
	program = shutil.which("emulate")
	assert program, "emulate is not on PATH: run these tests with `make test`, which installs it"
	url = f"http://127.0.0.1:{(port := free_port())}"
	with tempfile.TemporaryDirectory() as folder:
		# JSON is YAML.
		(Path(folder) / "seed.yaml").write_text(json.dumps({service: seed}))
		command = ["node", "--require", LOOPBACK, Path(program).resolve(), "start", "-s", service]
		options = ["-p", str(port), "--seed", f"{folder}/seed.yaml"]
		process = subprocess.Popen(
			[*map(str, command), *options],
			cwd=folder,
			stdout=subprocess.DEVNULL,
			stderr=subprocess.DEVNULL,
		)
		try:
			_wait(process, url)
			yield url
		finally:
			process.terminate()
			process.wait(PATIENCE)


def _wait(process: subprocess.Popen, url: str) -> None:
	end = time.monotonic() + PATIENCE
	while time.monotonic() < end:
		assert process.poll() is None, f"emulate ended with {process.returncode}"
		try:
			requests.get(url, timeout=1)
			return
		except requests.RequestException:
			time.sleep(0.1)
	raise AssertionError(f"emulate did not answer within {PATIENCE} s")
