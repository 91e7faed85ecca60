"""How far a long reading is: a line that moves on a terminal, a line at every tenth elsewhere."""

import sys
import time
from typing import TextIO


class Progress:
	def __init__(self, what: str, stream: TextIO | None = None):
		self.what = what
		self.stream = stream or sys.stderr
		self.moves = self.stream.isatty()
		self.started = time.monotonic()
		self._tenth = 0

	def show(self, fraction: float, rows: int) -> None:
		text = self._text(fraction, rows)
		if self.moves:
			self.stream.write(f"\r{text}\x1b[K")
			self.stream.flush()
		elif self._tenth < int(fraction * 10) < 10:
			self._tenth = int(fraction * 10)
			self.stream.write(f"{text}\n")

	def _text(self, fraction: float, rows: int) -> str:
		passed = max(time.monotonic() - self.started, 1e-6)
		left = f", {passed * (1 - fraction) / fraction:.0f} s left" if 0 < fraction < 1 else ""
		return f"{self.what}: {fraction:4.0%}, {rows:,} rows, {rows / passed:,.0f} rows/s{left}"

	def end(self) -> float:
		"""Seconds since the start; the moving line gives way to what is written next."""
		if self.moves:
			self.stream.write("\r\x1b[K")
		return time.monotonic() - self.started
