"""Rows of an answer, taken from the driver's connection in one pass: its own way through each row takes three times as long.

Known of the protocol here is what a row looks like, as the driver asks for it; what anything else means, the driver says.
"""

import struct
from collections.abc import Callable, Iterator, Sequence

import pymysql
from pymysql.connections import MAX_PACKET_LEN, Connection, MySQLResult
from pymysql.constants import CR
from pymysql.cursors import SSCursor
from pymysql.protocol import MysqlPacket

# The first byte of a value is its length, or says in how many bytes the length stands.
NULL = 251
WIDTHS = {252: 2, 253: 3, 254: 8}
# The first byte of a packet that is no row. A row may begin with END, and has at least that many bytes more.
END, ERROR = 254, 255
SHORTEST_ROW = 9
HEADER = struct.Struct("<HBB")


def rows(connection: Connection, query: str, values: Sequence | None = None) -> list[tuple]:
	"""All of them."""
	with connection.cursor(SSCursor) as cursor:
		cursor.execute(query, values)
		return list(Answer(cursor).rows())


class Answer:
	"""To what the cursor has asked: one that leaves the rows on the server."""

	def __init__(self, cursor: SSCursor):
		# A cursor that nobody holds reads to the end by itself.
		self._cursor = cursor
		self._result: MySQLResult = cursor._result
		self.columns = tuple(name for name, *_type in cursor.description)
		self._converters = [_converter(*one) for one in self._result.converters]

	def dicts(self) -> Iterator[dict]:
		columns = self.columns
		# As many as there are columns: to have it checked takes as long as to make the dict.
		return (dict(zip(columns, row, strict=False)) for row in self.rows())

	def rows(self) -> Iterator[tuple]:
		converters, from_bytes = self._converters, int.from_bytes
		for data in self._packets():
			row, at = [], 0
			for convert in converters:
				length = data[at]
				at += 1
				if length == NULL:
					row.append(None)
					continue
				if length > NULL:
					start, at = at, at + WIDTHS[length]
					length = from_bytes(data[start:at], "little")
				start, at = at, at + length
				row.append(convert(data[start:at]))
			yield tuple(row)

	def _packets(self) -> Iterator[bytes]:
		connection = self._result.connection
		connection._sock.settimeout(connection._read_timeout)
		while True:
			data = self._packet(connection)
			if data[0] >= END and (data[0] == ERROR or len(data) < SHORTEST_ROW):
				break
			yield data
		self._end(MysqlPacket(data, connection.encoding))

	def _packet(self, connection: Connection) -> bytes:
		read = connection._rfile.read
		try:
			low, high, number = HEADER.unpack(read(HEADER.size))
			length = low + (high << 16)
			data = read(length)
		except (OSError, struct.error) as error:
			raise self._lost(connection) from error
		if len(data) < length:
			raise self._lost(connection)
		# Whoever leaves the rest to the driver finds it in step.
		connection._next_seq_id = (number + 1) % 256
		return data + self._packet(connection) if len(data) == MAX_PACKET_LEN else data

	def _lost(self, connection: Connection) -> pymysql.err.OperationalError:
		self._result.unbuffered_active = False
		connection._force_close()
		return pymysql.err.OperationalError(CR.CR_SERVER_LOST, "Lost connection")

	def _end(self, packet: MysqlPacket) -> None:
		self._result.unbuffered_active = False
		packet.raise_for_error() if packet.is_error_packet() else self._result._check_packet_is_eof(packet)
		self._result.connection = None


def _converter(encoding: str | None, convert: Callable | None) -> Callable:
	"""What the driver does with a value, in as few calls as it takes."""
	if encoding is None:
		return convert or bytes
	if convert is int:
		return int
	if convert is None:
		return bytes.decode if encoding == "utf8" else lambda data: data.decode(encoding)
	return lambda data: convert(data.decode(encoding))
