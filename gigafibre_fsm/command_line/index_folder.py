"""An index on disk: made whole or not at all, and found again beside the file it was made from."""

import os
import shutil
import sys
from pathlib import Path

from gigafibre_fsm.command_line.complaint import Complaint
from gigafibre_fsm.command_line.progress import Progress
from gigafibre_fsm.command_line.register_columns import Reading, Rejects, read_columns
from gigafibre_fsm.domain.addresses import store
from gigafibre_fsm.domain.addresses.build import build
from gigafibre_fsm.domain.addresses.index import AddressIndex
from gigafibre_fsm.domain.addresses.register_lines import UnreadableFile


def make(source: Path, folder: Path) -> Reading:
	"""Readers of an index that was there go on with it until the new one stands in its place."""
	if folder.exists() and not is_index(folder):
		raise Complaint(f"{folder} is there and is no index: name another folder.")
	part = folder.with_name(f"{folder.name}.part-{os.getpid()}")
	try:
		part.mkdir(parents=True)
		reading = _fill(source, part, rejects_of(folder))
		_put(part, folder)
	except UnreadableFile as unreadable:
		raise Complaint(str(unreadable)) from unreadable
	except OSError as error:
		raise Complaint(f"The index cannot be written to {folder}: {error.strerror}.") from error
	finally:
		shutil.rmtree(part, ignore_errors=True)
	return reading


def rejects_of(folder: Path) -> Path:
	return folder.with_name(f"{folder.name}.rejects.csv")


def _fill(source: Path, part: Path, rejects: Path) -> Reading:
	progress = Progress(source.name)
	columns, reading = read_columns(source, Rejects(rejects), progress.show)
	if not reading.rows:
		progress.end()
		raise Complaint(f"{source} holds no address that can be used.")
	build(part, columns, _mark(source))
	seconds = progress.end()
	found = f"addresses: {reading.rows:,}, streets: {len(columns.streets):,}"
	print(f"{source.name}: {found}, in {seconds:.1f} s", file=sys.stderr)
	return reading


def _put(part: Path, folder: Path) -> None:
	old = folder.with_name(f"{folder.name}.old-{os.getpid()}")
	if folder.exists():
		folder.rename(old)
	part.rename(folder)
	shutil.rmtree(old, ignore_errors=True)


def _mark(source: Path) -> dict:
	"""What tells this state of the file from another."""
	state = source.stat()
	return {"source": source.name, "size": state.st_size, "modified": state.st_mtime_ns}


def is_index(folder: Path) -> bool:
	return (folder / store.META).is_file()


def open_index(path: Path) -> AddressIndex:
	"""An index, or the register itself: then the index beside it, made where it is missing or of another state."""
	if not path.exists():
		raise Complaint(f"There is no file or folder {path}.")
	if path.is_dir() and not is_index(path):
		raise Complaint(f"{path} is no address index. `index` makes one from the register's CSV file.")
	folder = path if path.is_dir() else _beside(path)
	try:
		return AddressIndex.open(folder)
	except (OSError, ValueError) as error:
		raise Complaint(f"{folder} is damaged, or an index of another version: make it anew.") from error


def _beside(source: Path) -> Path:
	folder = source.with_name(f"{source.name}.index")
	if not _is_current(folder, source):
		print(f"Making an index beside the file, to be used again: {folder}", file=sys.stderr)
		reading = make(source, folder)
		if reading.rejected:
			print(f"{reading.rejected:,} bad rows are in {rejects_of(folder)}.", file=sys.stderr)
	return folder


def _is_current(folder: Path, source: Path) -> bool:
	try:
		facts = store.load_meta(folder)
	except (OSError, ValueError):
		return False
	return _mark(source).items() <= facts.items()
