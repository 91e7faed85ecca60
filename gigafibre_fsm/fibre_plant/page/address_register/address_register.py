import frappe

from gigafibre_fsm.fibre_plant.services import address_index
from gigafibre_fsm.legacy import jobs, locks, progress
from gigafibre_fsm.legacy.address_register import loaded

STEPS = ("12a", "12b")
RUNS_SHOWN = 8
RUN_FIELDS = """name step status dry_run started_at finished_at rows_read inserted updated unchanged rejected
	rows_per_second message""".split()


@frappe.whitelist(methods=["GET", "POST"])
def get_state() -> dict:
	_check_right()
	return {
		"loaded": _loaded(),
		"index": address_index.state(),
		"file": frappe.db.get_single_value("FSM Settings", "rqa_file"),
		"runs": _runs(),
		**get_progress(),
	}


@frappe.whitelist(methods=["GET", "POST"])
def get_progress() -> dict:
	"""Asked for every few seconds while something runs: by a page that was opened later, or has no realtime."""
	_check_right()
	running = locks.is_running()
	return {
		"running": running,
		"queued": not running and jobs.is_queued(),
		"progress": progress.current() if running else None,
	}


@frappe.whitelist(methods=["POST"])
def load(path: str | None = None, dry_run: bool = False, force: bool = False) -> None:
	_check_right()
	arguments = {"path": path} if path else {}
	jobs.start(["12a"], dry_run=int(dry_run), force=int(force), **arguments)


@frappe.whitelist(methods=["POST"])
def link_drops(dry_run: bool = False) -> None:
	_check_right()
	jobs.start(["12b"], dry_run=int(dry_run))


@frappe.whitelist(methods=["POST"])
def rebuild_index() -> None:
	_check_right()
	address_index.changed()


def _check_right() -> None:
	"""Whoever may correct the account of an import may start one: the managers."""
	frappe.has_permission("Legacy Import Run", "write", throw=True)


def _loaded() -> dict | None:
	facts = loaded.read_from_site()
	if not facts:
		return None
	# The file's name says which one it is; the folder is the server's business.
	facts["file"] = facts["file"].rsplit("/", 1)[-1]
	return {
		name: facts[name]
		for name in ("file", "stamp", "addresses", "streets", "municipalities", "vanished", "run")
	}


def _runs() -> list[dict]:
	runs = frappe.get_all(
		"Legacy Import Run", {"step": ("in", STEPS)}, RUN_FIELDS, order_by="creation desc", limit=RUNS_SHOWN
	)
	rejects = _kept_rejects([run.name for run in runs])
	return [{**run, "rejects": rejects.get(run.name, {})} for run in runs]


def _kept_rejects(names: list[str]) -> dict[str, dict[str, int]]:
	"""Run → source table → how many rows are kept: what a list of them would show."""
	found: dict[str, dict[str, int]] = {}
	for row in frappe.get_all(
		"Legacy Import Reject",
		{"import_run": ("in", names)},
		["import_run", "source_table", "count(*) as kept"],
		group_by="import_run, source_table",
	):
		found.setdefault(row.import_run, {})[row.source_table] = row.kept
	return found
