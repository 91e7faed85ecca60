"""Two databases in the manner of the legacy server's, on the MariaDB server that a site has, and a user who may read them."""

import re
import secrets
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import pymysql
from pymysql.connections import Connection

from gigafibre_fsm.testing.legacy_database.generating import Generated

SCHEMA = Path(__file__).with_name("schema.sql")
DATABASE = re.compile(r"^-- database: (\w+)$", re.MULTILINE)
TABLE = re.compile(r"CREATE TABLE (\w+)")
CHARSETS = {"main": "latin1", "acs": "utf8mb4"}
# « latin1 and utf8 mixed by table »
UTF8_TABLES = frozenset({"staff", "phone_addr", "delivery_history", "accord_paiement"})
READER = "SELECT"
ROWS = 1000


class LegacyDatabase:
	"""What `connection` may create, load, change and drop: it needs the rights of an administrator."""

	def __init__(self, connection: Connection, name: str):
		self.names = {"main": name, "acs": f"{name}_acs"}
		self.user, self.password = name, secrets.token_urlsafe(18)
		self._connection = connection
		self._tables = tables()

	def create(self) -> None:
		self.drop()
		for database, statements in schema().items():
			self.execute(f"create database `{self.names[database]}` character set {CHARSETS[database]}")
			self._connection.select_db(self.names[database])
			for statement in statements:
				self.execute(_with_charset(statement))
		self._connection.select_db(self.names["main"])
		self._make_reader()

	def _make_reader(self) -> None:
		# A host of its own for the site's user would be one more thing to know: who has the password may come.
		self.execute("create user %s@'%%' identified by %s", self.user, self.password)
		self.allow(READER)

	def allow(self, privileges: str) -> None:
		"""This is what the user may do on the two databases, and nothing else."""
		self.execute("revoke all privileges, grant option from %s@'%%'", self.user)
		for name in self.names.values():
			# In a grant `_` stands for any letter.
			pattern = name.replace("_", r"\_")
			self.execute(f"grant {privileges} on `{pattern}`.* to %s@'%%'", self.user)

	def drop(self) -> None:
		for name in self.names.values():
			self.execute(f"drop database if exists `{name}`")
		self.execute("drop user if exists %s@'%%'", self.user)

	def execute(self, statement: str, *values) -> int:
		"""As the administrator, in the main database; the other one's tables are `{names["acs"]}.wifi`."""
		with self._connection.cursor() as cursor:
			return cursor.execute(statement, values or None)

	def rows(self, query: str, *values) -> list[dict]:
		with self._connection.cursor(pymysql.cursors.DictCursor) as cursor:
			cursor.execute(query, values or None)
			return list(cursor.fetchall())

	def load(self, generated: Generated) -> None:
		self.manifest = generated.manifest
		for table, rows in generated.tables.items():
			self.insert(table, rows)

	def insert(self, table: str, rows: Iterable[dict]) -> int:
		"""Columns that a row does not name get the table's defaults."""
		inserted = 0
		for columns, alike in groupby(rows, key=tuple):
			inserted += self._insert(table, columns, (tuple(row.values()) for row in alike))
		return inserted

	def _insert(self, table: str, columns: tuple[str, ...], rows: Iterable[tuple]) -> int:
		names = ", ".join(f"`{column}`" for column in columns)
		places = ", ".join(["%s"] * len(columns))
		inserted = 0
		with self._connection.cursor() as cursor:
			for batch in batches(rows, ROWS):
				inserted += cursor.executemany(
					f"insert into {self.address(table)} ({names}) values ({places})", batch
				)
		return inserted

	def address(self, table: str) -> str:
		return f"`{self.names[self._tables[table]]}`.`{table}`"

	def login(self) -> dict:
		"""As site_config.json says it, in `fsm_legacy_db`."""
		return {
			"host": self._connection.host,
			"port": self._connection.port,
			"user": self.user,
			"password": self.password,
			"database": self.names["main"],
			"acs_database": self.names["acs"],
		}


def batches(rows: Iterable, size: int) -> Iterable[list]:
	batch = []
	for row in rows:
		batch.append(row)
		if len(batch) == size:
			yield batch
			batch = []
	if batch:
		yield batch


def schema() -> dict[str, list[str]]:
	"""The statements of each database."""
	_introduction, *parts = DATABASE.split(SCHEMA.read_text())
	return {
		database: [statement.strip() for statement in text.split(";\n") if statement.strip()]
		for database, text in zip(parts[::2], parts[1::2], strict=True)
	}


def tables() -> dict[str, str]:
	"""In which database each table is, in the order of the schema."""
	return {
		TABLE.search(statement)[1]: database
		for database, statements in schema().items()
		for statement in statements
	}


def _with_charset(statement: str) -> str:
	charset = " DEFAULT CHARSET=utf8mb3" if TABLE.search(statement)[1] in UTF8_TABLES else ""
	return statement + charset
