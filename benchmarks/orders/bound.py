"""The bound: the rows that an order left, written again under new names in one multi-row INSERT per table.

Taken from a real order, so that every table and column is there; what is saved is all thinking: no price, no check, no
default, no hook, no encryption. Names still come from the sequences and tasks still take their place in the tree.
"""

import json
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import frappe
from frappe.utils import now

from benchmarks.orders.documents import Wanted
from benchmarks.orders.site import connected
from benchmarks.orders.variants import Variant
from gigafibre_fsm.gigafibre_fsm.numbering import PREFIXES, SLUG

# Not written by an order, whatever their time.
OTHERS = ("Error Log", "Scheduled Job Log", "Activity Log", "Access Log", "DocType", "RQ Job", "Fibre Drop")
TREE_LOCK = "bench-orders-tree"


def rows_of(site: str, variant: Variant, take: Callable[[int], list[Wanted]], path: Path) -> str:
	"""What one order leaves in the database; the rows themselves go into the file."""
	(wanted,) = take(1)
	with connected(site):
		since = now()
	variant.place(variant.session(), wanted)
	with connected(site):
		counts = capture((since, now()), [wanted.customer_name, wanted.email, wanted.key], path)
	return ", ".join(f"{count} {table.removeprefix('tab')}" for table, count in counts.items())


def capture(between: tuple[str, str], tokens: list[str], path: Path) -> dict[str, int]:
	"""All rows made in that time; `tokens` are further words that must differ from order to order."""
	tables = {name: rows for name in _tables() if (rows := _rows(name, between))}
	names = [row["name"] for name, rows in tables.items() if name != "__Auth" for row in rows]
	tables["__Auth"] = frappe.db.sql("select * from `__Auth` where name in %s", (names,), as_dict=True)
	counts = {name: len(rows) for name, rows in tables.items() if rows}
	path.write_text(json.dumps({"tables": tables, "names": names, "tokens": tokens}, default=str))
	return counts


def _tables() -> list[str]:
	found = frappe.db.sql_list(
		"""select table_name from information_schema.columns
		where table_schema = database() and column_name = 'creation' and left(table_name, 3) = 'tab'"""
	)
	return sorted(set(found) - {f"tab{name}" for name in OTHERS})


def _rows(table: str, between: tuple[str, str]) -> list[dict]:
	columns = ", ".join(f"`{column}`" for column in _columns(table))
	return frappe.db.sql(
		f"select {columns} from `{table}` where creation between %s and %s", between, as_dict=True
	)


def _columns(table: str) -> list[str]:
	return frappe.db.sql_list(
		"""select column_name from information_schema.columns where table_schema = database()
		and table_name = %s and extra not like '%%GENERATED%%' order by ordinal_position""",
		table,
	)


class Replay:
	@staticmethod
	@lru_cache(maxsize=4)
	def of(path: str) -> "Replay":
		return Replay(json.loads(Path(path).read_text()))

	def __init__(self, captured: dict):
		self.tables = {name: rows for name, rows in captured["tables"].items() if rows}
		self.numbered = [name for name in PREFIXES if f"tab{name}" in self.tables]
		words = {*captured["names"], *captured["tokens"]}
		self.words = re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))
		self.project = self.tables["tabProject"][0]["name"]
		self.tasks = self.tables.pop("tabTask")

	def place(self, number: int, drop: str) -> str:
		numbers = self._numbers()
		renamed: dict[str, str] = {}

		def new(match) -> str:
			old = match.group()
			return renamed.setdefault(old, numbers.get(old) or f"{old[:100]}-{number}")

		for table, rows in self.tables.items():
			self._write(table, rows, new)
		project = renamed[self.project]
		frappe.db.sql("update `tabFibre Drop` set reserved_for = %s where name = %s", (project, drop))
		self._write_tasks(new)
		return project

	def _numbers(self) -> dict[str, str]:
		"""Old name → new one from its sequence, all in one round trip."""
		wanted = [(doctype, row["name"]) for doctype in self.numbered for row in self.tables[f"tab{doctype}"]]
		values = ", ".join(f"nextval(`{frappe.scrub(doctype + SLUG)}`)" for doctype, _name in wanted)
		found = frappe.db.sql(f"select {values}")[0] if wanted else ()
		return {
			name: f"{PREFIXES[doctype]}{value:06d}"
			for (doctype, name), value in zip(wanted, found, strict=True)
		}

	def _write(self, table: str, rows: list[dict], new) -> None:
		columns = list(rows[0])
		values = [
			self.words.sub(new, value) if isinstance(value, str) else value
			for row in rows
			for value in row.values()
		]
		group = "(" + ", ".join(["%s"] * len(columns)) + ")"
		names = ", ".join(f"`{column}`" for column in columns)
		frappe.db.sql(f"insert into `{table}` ({names}) values {', '.join([group] * len(rows))}", values)

	def _write_tasks(self, new) -> None:
		frappe.db.sql("select get_lock(%s, 60)", TREE_LOCK)
		frappe.db.after_commit.add(lambda: frappe.db.sql("select release_lock(%s)", TREE_LOCK))
		last = frappe.db.sql("select rgt from `tabTask` order by lft desc limit 1 for update")
		end = last[0][0] if last else 0
		rows = [
			{**row, "lft": end + 2 * index + 1, "rgt": end + 2 * index + 2}
			for index, row in enumerate(self.tasks)
		]
		self._write("tabTask", rows, new)
