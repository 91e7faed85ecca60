"""Stands between this process and MariaDB, counts what is sent, and does something at one of the statements.

A request to a provider counts as a statement too.
"""

import re
from collections.abc import Callable

from pymysql.connections import Connection
from pymysql.constants.COMMAND import COM_QUERY
from urllib3.connection import HTTPConnection

TRACE_ID = re.compile(r" /\* FRAPPE_TRACE_ID: \S+ \*/$")
ID = re.compile(r"(?<=/)[A-Za-z]*_?[0-9A-Za-z]*\d[0-9A-Za-z]{7,}(?=[/.]|$)")
TABLE = re.compile(
	r"(?:\bfrom|\binto|\bupdate|nextval\()\s*(?:`([\w ]+)`|(\w+))|(release_lock|get_lock)\(", re.IGNORECASE
)


class Statements:
	"""`at` is the number of a statement, from 1, its text, or what `short` makes of it. `when`: "before" it is sent, or "sent": nobody has read the
	answer yet.
	"""

	act: Callable[[str], None]

	def __init__(self, at: int | str = 0, when: str = "before"):
		self.at, self.when = at, when
		self.seen: list[str] = []
		self._execute, self._request = Connection._execute_command, HTTPConnection.request

	def listen(self) -> None:
		Connection._execute_command = lambda *args: self._query(*args)
		HTTPConnection.request = lambda *args, **kwargs: self._call(*args, **kwargs)

	def labels(self) -> list[str]:
		return [short(one) for one in self.seen]

	def _query(self, connection: Connection, command: int, sql) -> None:
		if command != COM_QUERY:
			return self._execute(connection, command, sql)
		self._pass(_text(sql), lambda: self._execute(connection, command, sql))

	def _call(self, connection: HTTPConnection, method: str, url: str, *args, **kwargs) -> None:
		path = url.split("?")[0]
		self._pass(f"{method} {path}", lambda: self._request(connection, method, url, *args, **kwargs))

	def _pass(self, statement: str, send: Callable[[], None]) -> None:
		self.seen.append(statement)
		self._reach("before")
		send()
		self._reach("sent")

	def _reach(self, when: str) -> None:
		names = (len(self.seen), self.seen[-1], short(self.seen[-1]))
		if self.at in names and self.when == when:
			self.act(self.seen[-1])


def _text(sql) -> str:
	text = sql.decode(errors="replace") if isinstance(sql, bytes | bytearray) else str(sql)
	return TRACE_ID.sub("", text)


def short(statement: str) -> str:
	"""`insert tabTask`: enough to find the step, nothing of what was in it."""
	if statement.startswith(("GET /", "POST /")):
		return ID.sub("…", statement)
	verb = (statement.split(None, 1) or [""])[0].lower()
	about = next(filter(None, TABLE.search(statement).groups()), "") if TABLE.search(statement) else ""
	locks = " … for update" if re.search(r"for update", statement, re.IGNORECASE) else ""
	return f"{verb} {about}".strip() + locks
