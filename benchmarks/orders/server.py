"""A web server of the benchmark's own: gunicorn, four workers of four threads, on a free port."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

CHECKOUT = Path(__file__).parents[2]
ONSITE = CHECKOUT / "tools" / "onsite"
SHAPE = ("--workers", "4", "--threads", "4", "--worker-class", "gthread", "--keep-alive", "30", "--preload")
PATIENCE = 60


@contextmanager
def serving(site: str, log: Path) -> Iterator[str]:
	port = _free_port()
	command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--timeout", "300", *SHAPE]
	command += ["--pythonpath", f"{ONSITE},{CHECKOUT}", "benchmarks.orders.wsgi:application"]
	with log.open("w") as output:
		process = subprocess.Popen(
			command, stdout=output, stderr=output, env={**os.environ, "FRAPPE_SITE": site}
		)
	try:
		url = f"http://127.0.0.1:{port}"
		_wait(url, site, process, log)
		yield url
	except Exception:
		print(log.read_text()[-4000:], file=sys.stderr)
		raise
	finally:
		process.terminate()
		process.wait(timeout=PATIENCE)


def _free_port() -> int:
	with socket.socket() as probe:
		probe.bind(("127.0.0.1", 0))
		return probe.getsockname()[1]


def _wait(url: str, site: str, process: subprocess.Popen, log: Path) -> None:
	deadline = time.monotonic() + PATIENCE
	while time.monotonic() < deadline and process.poll() is None:
		try:
			requests.get(f"{url}/api/method/ping", headers={"Host": site}, timeout=30).raise_for_status()
			return
		except requests.RequestException:
			time.sleep(0.1)
	raise RuntimeError(f"the benchmark's server did not start:\n{log.read_text()[-2000:]}")


@contextmanager
def stripe() -> Iterator[str]:
	"""The local Stripe, in a process of its own."""
	command = [sys.executable, "-m", "gigafibre_fsm.testing.servers.run", "stripe"]
	process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=CHECKOUT)
	try:
		yield json.loads(process.stdout.readline())["stripe"]
	finally:
		process.terminate()
		process.wait(timeout=PATIENCE)
