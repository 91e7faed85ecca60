"""Step 12a: the address register's file into Street and Civic Address."""

import tempfile
from contextlib import closing
from itertools import islice
from pathlib import Path

import frappe
from frappe import _
from frappe.utils import format_datetime, now

from gigafibre_fsm.fibre_plant.services import address_index
from gigafibre_fsm.legacy import locks, rejects
from gigafibre_fsm.legacy.address_register import (
	loaded,
	merging,
	references,
	sentences,
	source,
	spool,
	tables,
)
from gigafibre_fsm.legacy.address_register.filling import Filler
from gigafibre_fsm.legacy.address_register.load import CHUNK_ROWS, READ, Load, named, settle
from gigafibre_fsm.legacy.address_register.reading import Reading
from gigafibre_fsm.legacy.address_register.spool import Spool
from gigafibre_fsm.legacy.server import open_connection, value


def run_step(run, path: str | None = None, force: int = 0) -> None:
	file = source.find(path)
	digest = source.digest(file)
	with closing(open_connection()) as connection:
		if run.dry_run:
			return _dry_run(run, connection, file, digest, bool(int(force)))
		locks.take_over(connection)
		_run(run, connection, file, digest, bool(int(force)))


def _run(run, connection, file: Path, digest: str, force: bool) -> None:
	work = spool.of_site()
	manifest = work.manifest()
	_finish_switch(connection, manifest)
	if manifest and manifest["key"] != _key(digest):
		manifest = None
	if not manifest:
		_clear(connection, work)
		if not force and _nothing_to_do(run, connection, digest):
			return
		manifest = _read(run, file, digest, work)
	_restore(run, manifest)
	if not _is_in_place(connection, manifest):
		Load(run, connection, work, manifest).go()
		settle(connection, manifest["stamp"])
	_conclude(run, work.manifest())
	_clear(connection, work)


def _key(digest: str) -> str:
	return f"{digest} {source.rules()}"


def _finish_switch(connection, manifest: dict | None) -> None:
	"""Of a run that was killed between the switch and its end."""
	if tables.any_exists(connection, tables.PREVIOUS):
		found = loaded.read(connection)
		settle(connection, found["stamp"] if found else now())


def _is_in_place(connection, manifest: dict) -> bool:
	found = loaded.read(connection)
	return bool("account" in manifest and found and found["stamp"] == manifest["stamp"])


def _clear(connection, work: Spool) -> None:
	tables.drop(connection, tables.NEXT)
	work.clear()


def _nothing_to_do(run, connection, digest: str) -> bool:
	"""The same bytes, the same rules, and tables that are as that load left them."""
	found = loaded.read(connection)
	if not found or f"{found['digest']} {found['rules']}" != _key(digest):
		return False
	run.progress.at(0, _("Comparing with what is loaded"), force=True)
	if loaded.fingerprint(connection) != found["fingerprint"]:
		return False
	counts = run.counts
	counts.rows_read, counts.rejected = found["read"], found["rejected"]
	counts.unchanged = found["read"] - found["rejected"]
	run.say(
		_("The same file as that of {0}, and the tables are as it left them: nothing to do.").format(
			format_datetime(found["stamp"])
		)
	)
	return True


def _read(run, file: Path, digest: str, work: Spool) -> dict:
	run.forget_rejects()
	begun = {
		"key": _key(digest),
		"digest": digest,
		"rules": source.rules(),
		"file": str(file),
		"stamp": now(),
	}
	found = Reading(run, file, work).read()
	before = frappe.db.sql(f"select 1 from `{tables.ADDRESS}` limit 1")
	manifest = {**begun, **found, "user": frappe.session.user, "run": run.name, "before": bool(before)}
	run.save(checkpoint=_("File read"))
	work.save(manifest)
	return manifest


def _restore(run, manifest: dict) -> None:
	"""What was counted while reading, be it by an earlier attempt."""
	run.counts.rows_read, run.counts.rejected = manifest["read"], manifest["rejected"]
	if manifest["run"] != run.name:
		frappe.db.set_value("Legacy Import Reject", {"import_run": manifest["run"]}, "import_run", run.name)
	for reason, number in manifest["reasons"].items():
		run.say(f"{number:,} × {reason}")
	_say_emptied(run, manifest)
	if max(manifest["reasons"].values(), default=0) > rejects.CAP:
		run.say(_("Of each reason the first {0} rejected rows are kept.").format(f"{rejects.CAP:,}"))


def _say_emptied(run, manifest: dict) -> None:
	for what, number in manifest["emptied"].items():
		run.say(sentences.emptied()[what].format(f"{number:,}"))


def _conclude(run, manifest: dict) -> None:
	account = manifest["account"]
	counts = run.counts
	counts.inserted, counts.updated = account["inserted"], account["updated"]
	counts.unchanged = account["unchanged"]
	_say_account(run, account, len(manifest["renamed"]))
	_list_vanished(run)
	rejects.forget_earlier_runs(run.step, run.name)
	run.save()
	_after_switch()


def _say_account(run, account: dict, renamed: int) -> None:
	for sentence, number in (
		(_("Removed, since the file no longer holds them: {0}."), account["removed"]),
		(
			_(
				"Kept under their name, since records point to them, though the register renumbered them: {0}."
			),
			renamed,
		),
		(_("Vanished from the register and kept, since records point to them: {0}."), account["vanished"]),
		(_("Made by hand and kept: {0}."), account["by_hand"]),
	):
		if number:
			run.say(sentence.format(f"{number:,}"))


def _list_vanished(run) -> None:
	doctype = tables.ADDRESS.removeprefix("tab")
	run.forget_rejects(doctype)
	for row in references.vanished():
		reason = _("Vanished from the register; records point to it.")
		run.reject(doctype, row["name"], reason, row, counted=False)


def _after_switch() -> None:
	# Documents that workers remember are those of the old tables.
	for table in (tables.STREET, tables.ADDRESS):
		frappe.cache.delete_keys(f"document_cache::{table.removeprefix('tab')}")
	address_index.changed()
	frappe.db.commit()  # the index is behind from now on


def _dry_run(run, connection, file: Path, digest: str, force: bool) -> None:
	"""Reads and compares; only its account is written."""
	if not force and _nothing_to_do(run, connection, digest):
		return
	with tempfile.TemporaryDirectory() as folder:
		work = Spool(Path(folder) / "spool")
		manifest = Reading(run, file, work).read()
		_restore(run, {**manifest, "run": run.name})
		_compare(run, connection, work, manifest)


def _compare(run, connection, work: Spool, manifest: dict) -> None:
	filler, counts = Filler(connection, work.folder), run.counts
	merging.create_chunk(connection)
	lines = named(work.lines(), manifest["renamed"])
	done = 0
	while chunk := list(islice(lines, CHUNK_ROWS)):
		merging.empty_chunk(connection)
		filler.fill(merging.CHUNK, merging.CHUNK_COLUMNS, chunk)
		inserted, updated, unchanged = merging.compare(connection)
		counts.inserted, counts.updated = counts.inserted + inserted, counts.updated + updated
		counts.unchanged += unchanged
		done += len(chunk)
		run.progress.at(READ + (1 - READ) * done / manifest["rows"], _("Comparing"))
	_say_account(run, _foreseen(run, connection, manifest), len(manifest["renamed"]))


def _foreseen(run, connection, manifest: dict) -> dict:
	by_hand = {one.name for one in references.by_hand()}
	missing = set(manifest["missing"])
	kept = run.counts.updated + run.counts.unchanged + len(missing)
	before = value(connection, f"select count(*) from `{tables.ADDRESS}`")
	return {
		"removed": before - kept,
		"vanished": len(missing - by_hand),
		"by_hand": len(missing & by_hand),
	}
