"""What a site holds, so exactly that one row more, or one value changed, is seen."""

import pymysql

# A series counts on when an order is undone, as a sequence does: a gap in the numbers is no trace of an order.
NOT_COUNTED = {"tabSeries"}
TABLES = "select table_name from information_schema.tables where table_schema = database() and table_type = 'BASE TABLE'"


class Counts:
	def __init__(self, connection: pymysql.Connection):
		self.connection = connection
		self.tables = sorted({row[0] for row in self.ask(TABLES)} - NOT_COUNTED)

	def rows(self) -> dict[str, int]:
		parts = (f"select '{table}', count(*) from `{table}`" for table in self.tables)
		return {name: number for name, number in self.ask(" union all ".join(parts)) if number}

	def contents(self) -> dict[str, int]:
		names = ", ".join(f"`{table}`" for table in self.tables)
		return {name.split(".", 1)[1]: checksum for name, checksum in self.ask(f"checksum table {names}")}

	def ask(self, sql: str) -> list[tuple]:
		with self.connection.cursor() as cursor:
			cursor.execute(sql)
			return cursor.fetchall()
