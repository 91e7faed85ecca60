"""Keeps two runs apart. The kernel lets go of the lock when its holder dies, however it dies."""

import fcntl
import os
from contextlib import contextmanager
from pathlib import Path

from .steps import StepFailed


@contextmanager
def exclusive(path: Path, purpose: str, wait: bool = False):
	path.parent.mkdir(parents=True, exist_ok=True)
	with open(path, "a+", encoding="utf-8") as handle:
		_take(handle, path, wait)
		handle.truncate(0)
		handle.write(f"{purpose} (process {os.getpid()})")
		handle.flush()
		yield


def _take(handle, path: Path, wait: bool) -> None:
	try:
		fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
	except BlockingIOError:
		handle.seek(0)
		holder = handle.read() or "another run"
		raise StepFailed(
			f"{holder} is at work in {path.parents[1]}", "wait for it to end, or set another BENCH_DIR"
		) from None
