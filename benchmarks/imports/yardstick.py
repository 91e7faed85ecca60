"""How fast this machine writes at all: one `executemany` after the other, of rows that stand ready in memory."""

import time

import frappe
from frappe.utils import now_datetime

TABLE = "_gigafibre_bench_yardstick"
ROWS, AT_ONCE = 20_000, 1_000
TEXTS, AMOUNTS, DAYS = 12, 4, 4
# As a doctype's table begins, then twenty fields.
COLUMNS = (
	"name varchar(140) primary key",
	"creation datetime(6)",
	"modified datetime(6)",
	"owner varchar(140)",
	"modified_by varchar(140)",
	"docstatus tinyint",
	"idx int",
	*(f"text_{one} varchar(140)" for one in range(TEXTS)),
	*(f"amount_{one} decimal(21,9)" for one in range(AMOUNTS)),
	*(f"day_{one} date" for one in range(DAYS)),
	"key (modified)",
)


def rows_per_second() -> float:
	frappe.db.sql_ddl(f"create or replace table `{TABLE}` ({', '.join(COLUMNS)}) row_format = dynamic")
	try:
		rows = _rows()
		query = f"insert into `{TABLE}` values ({', '.join(['%s'] * len(rows[0]))})"
		start = time.perf_counter()
		for at in range(0, ROWS, AT_ONCE):
			frappe.db._cursor.executemany(query, rows[at : at + AT_ONCE])
			frappe.db.commit()
		return ROWS / (time.perf_counter() - start)
	finally:
		frappe.db.sql_ddl(f"drop table `{TABLE}`")


def _rows() -> list[tuple]:
	now = now_datetime()
	head = (now, now, "Administrator", "Administrator", 0, 0)
	return [
		(
			f"ROW-{number:08d}",
			*head,
			*(f"text number {number} of {one}" for one in range(TEXTS)),
			*[number * 1.5] * AMOUNTS,
			*[now.date()] * DAYS,
		)
		for number in range(ROWS)
	]
