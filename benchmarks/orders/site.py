"""A site for the benchmark: thousands of free ports, room on every day, and as many Tasks as asked for."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

import frappe

from benchmarks.orders.documents import TASKS, Wanted
from benchmarks.orders.server import CHECKOUT
from gigafibre_fsm.field_work.services import dates
from gigafibre_fsm.gigafibre_fsm.numbering import next_names
from gigafibre_fsm.testing.factories import make_employee, make_olt

NAME = "bench-orders.throwaway.localhost"
CHUNK = 2000
# Orders that are taken from one filling, more or less as many as the days on offer hold at an ISP of this size.
FILLING = 200
OLT = "10.250.0.1"
TECHNICIAN = "Fibre, Installation"
NUMBERS = 5000
AGENT = "bench.agent@client.example"


@contextmanager
def connected(site: str) -> Iterator[None]:
	frappe.init(site)
	frappe.connect()
	try:
		yield
		frappe.db.commit()  # the servers' processes read it
	finally:
		frappe.destroy()


@contextmanager
def own_site(name: str = NAME, variable: str = "BENCH_ORDERS_SITE") -> Iterator[str]:
	"""Made for this run and dropped after it, unless the variable names one that stays."""
	kept = os.environ.get(variable)
	if not kept:
		tool("site", name)
	try:
		yield kept or name
	finally:
		if not kept:
			tool("drop-site", name)


def tool(*arguments: str) -> None:
	subprocess.run([CHECKOUT / "tools" / "dev", *arguments], check=True, stdout=subprocess.DEVNULL)


def prepare(name: str, stripe: str) -> dict[str, str]:
	"""Settings and users; the tokens by who uses them."""
	with connected(name):
		_settle(stripe)
		return {"administrator": token("Administrator"), "agent": token(AGENT)}


def _settle(stripe: str) -> None:
	settings = frappe.get_doc("FSM Settings")
	settings.update({"jobs_per_day": 1_000_000, "limit_guest_writes": 0, "stripe_enabled": 1})
	settings.update({"stripe_base_url": stripe, "stripe_publishable_key": "pk_test_51GigafibreLocal"})
	settings.stripe_secret_key = "sk_test_51GigafibreLocal"
	settings.save()
	if not frappe.db.exists("OLT", OLT):
		make_olt(ip=OLT, olt_name="OLT-BANC")
	if not frappe.db.exists("Employee", {"technician_tags": TECHNICIAN}):
		make_employee(technician_tags=TECHNICIAN)
	_add_numbers()
	if not frappe.db.exists("User", AGENT):
		frappe.get_doc(
			{
				"doctype": "User",
				"email": AGENT,
				"first_name": "Banc",
				"send_welcome_email": 0,
				"roles": [{"role": "FSM Agent"}],
			}
		).insert()


def token(user: str) -> str:
	document = frappe.get_doc("User", user)
	secret = frappe.generate_hash(length=15)
	document.api_key = document.api_key or frappe.generate_hash(length=15)
	document.api_secret = secret
	document.save()
	return f"token {document.api_key}:{secret}"


def _add_numbers() -> None:
	"""A pool that does not run empty."""
	stamp = ("2026-01-01", "2026-01-01", "Administrator", "Administrator")
	fields = ["name", "did", "status", "rate_centre", "creation", "modified", "owner", "modified_by"]
	dids = [str(4502000000 + number) for number in range(NUMBERS)]
	rows = [(did, did, "Free", "Val-des-Bouleaux", *stamp) for did in dids]
	frappe.db.bulk_insert("Phone Number", fields, rows, ignore_duplicates=True, chunk_size=CHUNK)


class Orders:
	"""Each on a drop that no other one takes."""

	def __init__(self):
		self.numbers = count(
			1 + (frappe.db.sql("select max(legacy_fibre_id) from `tabFibre Drop`")[0][0] or 0)
		)
		self.days = _offered_days()
		self.free: list[Wanted] = []

	def take(self, wanted: int) -> list[Wanted]:
		taken, self.free = self.free[:wanted], self.free[wanted:]
		return taken

	def fill(self, wanted: int) -> None:
		self.free += self._add(max(FILLING, wanted))

	def _add(self, size: int) -> list[Wanted]:
		names = [
			name for start in range(0, size, 500) for name in next_names("Fibre Drop", min(500, size - start))
		]
		made = [
			Wanted(number, name, number, self.days[number % len(self.days)])
			for name, number in zip(names, self.numbers, strict=False)
		]
		fields = list(_drop(made[0]))
		frappe.db.bulk_insert(
			"Fibre Drop", fields, [tuple(_drop(one).values()) for one in made], chunk_size=CHUNK
		)
		return made


def _drop(wanted: Wanted) -> dict:
	position, ont = divmod(wanted.number, 128)
	return {
		"name": wanted.drop,
		"legacy_fibre_id": wanted.legacy_fibre_id,
		"creation": "2026-01-01",
		"modified": "2026-01-01",
		"owner": "Administrator",
		"modified_by": "Administrator",
		"olt": OLT,
		"frame": 0,
		"slot": position // 16,
		"port": position % 16,
		"ont_id": ont,
		"box_installed": 1,
		"max_speed": 1500,
		"pricing_zone": "STD",
		"line_profile": "102",
		"service_profile": "10",
		"civic_number": str(wanted.number),
		"street": "Rue Principale",
		"city": "Val-des-Bouleaux",
		"postal_code": "J0S 1A1",
		"latitude": 45.21,
		"longitude": -73.98,
	}


def _offered_days() -> list[str]:
	return [str(day) for day, _free in dates.offered()]


def taker(name: str) -> Callable[[int], list[Wanted]]:
	with connected(name):
		orders = Orders()

	def take(count: int) -> list[Wanted]:
		if len(orders.free) < count:
			with connected(name):
				orders.fill(count)
				_finish_jobs()
		return orders.take(count)

	return take


def _finish_jobs() -> None:
	"""So that the days on offer hold a week's work, and not all that was measured before."""
	frappe.db.sql(
		"update `tabDispatch Job` set scheduled_date = '2026-01-05' where scheduled_date > curdate()"
	)


def seed(name: str, tasks: int) -> int:
	"""How many there are then."""
	with connected(name):
		_seed_tasks(tasks)
		return frappe.db.count("Task")


def _seed_tasks(wanted: int) -> None:
	"""Tasks of installations long done, eight to a Project, at the end of a valid tree."""
	missing = wanted - frappe.db.count("Task")
	if missing <= 0:
		return
	end = frappe.db.sql("select coalesce(max(rgt), 0) from `tabTask`")[0][0]
	for start in range(0, missing, CHUNK * len(TASKS)):
		size = min(CHUNK * len(TASKS), missing - start)
		_seed_some(start, size, end + 2 * start)
	frappe.db.sql_ddl("analyze table `tabTask`, `tabProject`")


def _seed_some(start: int, size: int, end: int) -> None:
	stamp = ("2025-06-01", "2025-06-01", "Administrator", "Administrator")
	first, last = start // len(TASKS), (start + size - 1) // len(TASKS)
	projects = [
		(f"PROJ-OLD-{number:06d}", f"Installation - Ancien {number}", "Completed", "Gigafibre inc.", *stamp)
		for number in range(first, last + 1)
	]
	fields = ["name", "project_name", "status", "company", "creation", "modified", "owner", "modified_by"]
	frappe.db.bulk_insert("Project", fields, projects, ignore_duplicates=True, chunk_size=CHUNK)
	tasks = [_old_task(number, end + 2 * (number - start), stamp) for number in range(start, start + size)]
	fields = ["name", "subject", "project", "fsm_team", "status", "lft", "rgt", "old_parent", "parent_task"]
	fields += ["company", "creation", "modified", "owner", "modified_by"]
	frappe.db.bulk_insert("Task", fields, tasks, chunk_size=CHUNK)
	frappe.db.commit()  # thousands at a time


def _old_task(number: int, end: int, stamp: tuple) -> tuple:
	subject, team = TASKS[number % len(TASKS)]
	project = f"PROJ-OLD-{number // len(TASKS):06d}"
	name = f"TASK-OLD-{number:07d}"
	return (name, subject, project, team, "Completed", end + 1, end + 2, "", "", "Gigafibre inc.", *stamp)
