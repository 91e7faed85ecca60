"""The address index of this site on this host: files that all workers map, one folder per version.

`address_index/current` names the version in use and is replaced in one step once the version is whole, so that a worker
has the old one or the new one, never a half. What was changed since is known by a stamp in the database.
"""

import fcntl
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import frappe
from frappe.utils import now
from frappe.utils.background_jobs import is_job_enqueued

from gigafibre_fsm.domain.addresses.build import build as write_index
from gigafibre_fsm.domain.addresses.index import AddressIndex
from gigafibre_fsm.fibre_plant.services import address_register
from gigafibre_fsm.gigafibre_fsm import background
from gigafibre_fsm.setup import memory

STAMP = "address_register"
JOBS = ("gigafibre_fsm_address_index", "gigafibre_fsm_address_index_again")
METHOD = "gigafibre_fsm.fibre_plant.services.address_index.build_if_outdated"
TIMEOUT = 1800
CURRENT = "current"
# The version before is kept: a worker may be about to open it.
KEPT = 2
ATTEMPTS = 3


@dataclass(frozen=True)
class _Opened:
	seen: tuple[int, int]
	index: AddressIndex | None


_opened: dict[Path, _Opened] = {}
_opening = threading.Lock()


def current() -> AddressIndex | None:
	"""One look at the pointer per call; None where there is no index that can be read."""
	folder = _folder()
	seen = _seen(folder)
	known = _opened.get(folder)
	if known and known.seen == seen:
		return known.index
	return _open(folder)


def _open(folder: Path) -> AddressIndex | None:
	with _opening:
		for _attempt in range(ATTEMPTS):
			seen = _seen(folder)
			index = _read(folder)
			# A version that another one replaced meanwhile may be gone already: look again.
			if _seen(folder) == seen:
				_opened[folder] = _Opened(seen, index)
				return index
	return None


def _read(folder: Path) -> AddressIndex | None:
	try:
		return AddressIndex.open(folder / (folder / CURRENT).read_text())
	except (OSError, ValueError, EOFError):
		return None


def _seen(folder: Path) -> tuple[int, int]:
	try:
		found = os.stat(folder / CURRENT)
	except OSError:
		return (0, 0)
	return (found.st_mtime_ns, found.st_ino)


def _folder() -> Path:
	return Path(frappe.get_site_path("address_index")).absolute()


def changed() -> None:
	"""After any change of Street or Civic Address, in the change's own transaction."""
	memory.remember(STAMP, frappe.generate_hash(length=12))
	queue()


def queue() -> None:
	background.once_more(JOBS, METHOD, queue="long", timeout=TIMEOUT, enqueue_after_commit=True)


def queue_if_outdated() -> None:
	"""By the scheduler and after migrate: for a queue that was lost, a host that is new, an index of an older format."""
	if is_outdated():
		queue()


def is_outdated() -> bool:
	index = current()
	if index is None:
		return bool(frappe.db.get_value("Civic Address", {}, "name", order_by=None))
	return index.facts.get("stamp") != memory.recall(STAMP)


def state() -> dict:
	"""For people: which version is in use, of what, since when, and whether it is behind."""
	index = current()
	facts = index.facts if index else {}
	return {
		"version": index.folder.name if index else None,
		"streets": facts.get("streets", 0),
		"rows": facts.get("rows", 0),
		"built_at": facts.get("built_at"),
		"outdated": is_outdated(),
		"building": any(is_job_enqueued(job) for job in JOBS) or _is_locked(),
	}


def build_if_outdated() -> None:
	"""A change made while an index is being built asks for another one."""
	for _attempt in range(ATTEMPTS):
		if not _is_outdated_by_now():
			return
		build(only_if_outdated=True)


def _is_outdated_by_now() -> bool:
	"""By the stamp as it stands, not as this transaction first saw it."""
	frappe.db.rollback()
	return is_outdated()


def build(progress: Callable[[int], None] | None = None, only_if_outdated: bool = False) -> dict:
	"""A new version, in use when this returns. Whoever comes second on this host waits for the first."""
	folder = _folder()
	with _exclusively(folder):
		if only_if_outdated and not _is_outdated_by_now():
			return state()
		stamp, started = memory.recall(STAMP), now()
		version = folder / re.sub(r"\D", "", started)
		_sweep(folder, keep=KEPT)
		register = address_register.read(progress)
		write_index(version, register, {"stamp": stamp, "built_at": started})
		_point_to(folder, version)
		_sweep(folder, keep=KEPT)
	return state()


def _point_to(folder: Path, version: Path) -> None:
	draft = folder / f"{CURRENT}.new"
	with draft.open("w") as pointer:
		pointer.write(version.name)
		pointer.flush()
		os.fsync(pointer.fileno())
	os.replace(draft, folder / CURRENT)


def _sweep(folder: Path, keep: int) -> None:
	"""Older versions, and what a build that was killed left. Files that a worker has mapped stay until it lets go."""
	pointer = folder / CURRENT
	used = pointer.read_text() if pointer.exists() else ""
	versions = sorted((path for path in folder.iterdir() if path.is_dir()), reverse=True)
	whole = [path for path in versions if path.name <= used]
	for path in {*versions} - {*whole[:keep]}:
		shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _exclusively(folder: Path) -> Iterator[None]:
	"""The lock is the process's: it goes when the process is killed."""
	folder.mkdir(parents=True, exist_ok=True)
	with (folder / "lock").open("w") as lock:
		fcntl.flock(lock, fcntl.LOCK_EX)
		yield


def _is_locked() -> bool:
	try:
		with (_folder() / "lock").open("r") as lock:
			fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
	except BlockingIOError:
		return True
	except FileNotFoundError:
		return False
	return False


def remove() -> None:
	"""With the app, the files that only it can read."""
	shutil.rmtree(_folder(), ignore_errors=True)
