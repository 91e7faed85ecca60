"""The lines of the register's file, a block at a time: plain or gzipped, UTF-8 or Latin-1, however long the file is."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

BLOCK = 1 << 20
LONGEST_LINE = 1 << 20
GZIP = b"\x1f\x8b"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class UnreadableFile(ValueError):
	"""The file as a whole cannot be read: `code` says why, `names` what it is about."""

	def __init__(self, code: str, *names: str):
		self.code, self.names = code, names
		super().__init__(SENTENCES[code].format(", ".join(names)))


SENTENCES = {
	"no_file": "There is no file {0}.",
	"not_readable": "The file {0} cannot be read: check its rights.",
	"empty": "The file {0} is empty.",
	"not_text": "The file {0} is not a CSV file in UTF-8 or Latin-1.",
	"cut_off": "The compressed file {0} is damaged or cut off.",
	"missing_columns": "The file lacks these columns of the address register: {0}.",
}


class Lines:
	def __init__(self, path: Path):
		self.path = path
		self.fraction = 0.0

	def blocks(self) -> Iterator[list[str]]:
		with self._opened() as raw:
			size = max(self.path.stat().st_size, 1)
			for data in self._whole_lines(_unpacked(raw)):
				self.fraction = min(raw.tell() / size, 1.0)
				yield _decoded(data).split("\n")

	def _opened(self) -> BinaryIO:
		try:
			return self.path.open("rb")
		except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
			raise UnreadableFile("no_file", str(self.path)) from None
		except OSError:
			raise UnreadableFile("not_readable", str(self.path)) from None

	def _whole_lines(self, file: BinaryIO) -> Iterator[bytes]:
		"""Blocks that end where a line does; a file without line ends is none of ours, and must not fill the memory."""
		rest = b""
		while data := self._next(file):
			if not rest and data[:2] in UTF_16:
				raise UnreadableFile("not_text", str(self.path))
			whole, newline, tail = data.rpartition(b"\n")
			if newline:
				yield rest + whole
				rest = tail
			else:
				rest += data
			if len(rest) > LONGEST_LINE:
				raise UnreadableFile("not_text", str(self.path))
		if rest:
			yield rest

	def _next(self, file: BinaryIO) -> bytes:
		try:
			return file.read(BLOCK)
		except (EOFError, gzip.BadGzipFile, zlib.error):
			raise UnreadableFile("cut_off", str(self.path)) from None


def _unpacked(raw: BinaryIO) -> BinaryIO:
	"""By what it holds: people rename files."""
	magic = raw.read(2)
	raw.seek(0)
	return gzip.GzipFile(fileobj=raw) if magic == GZIP else raw


def _decoded(data: bytes) -> str:
	try:
		return data.decode("utf-8")
	except UnicodeDecodeError:
		return "\n".join(map(_decoded_line, data.split(b"\n")))


def _decoded_line(line: bytes) -> str:
	for encoding in ("utf-8", "cp1252"):
		try:
			return line.decode(encoding)
		except UnicodeDecodeError:
			continue
	return line.decode("latin-1")
