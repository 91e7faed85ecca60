"""PHP itself, to write arrays as the legacy programs wrote them."""

import json
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager

# A line of code per question; the answer in base64, since it may hold any byte.
_LOOP = """while (($line = fgets(STDIN)) !== false) {
	echo base64_encode(eval(json_decode($line))), "\\n";
}"""
PATIENCE = 20


class Php:
	def __init__(self, process: subprocess.Popen):
		self._process = process

	def run(self, code: str) -> bytes:
		"""What the code returns, a string."""
		self._process.stdin.write(json.dumps(code).encode() + b"\n")
		self._process.stdin.flush()
		return b64decode(self._process.stdout.readline())

	def serialized(self, expression: str, charset: str = "UTF-8") -> bytes:
		"""`serialize()` of the expression, its texts in this character set."""
		return self.run(
			f"$value = {expression}; $to = '{charset}';"
			" if ($to != 'UTF-8') { array_walk_recursive($value, function (&$one) use ($to) {"
			" if (is_string($one)) { $one = iconv('UTF-8', $to, $one); } }); }"
			" return serialize($value);"
		)

	def value(self, value) -> bytes:
		"""`serialize()` of what JSON can say."""
		return self.run(f"return serialize(json_decode({_quoted(json.dumps(value))}, true));")


@contextmanager
def php() -> Iterator[Php]:
	command = ["php", "-d", "display_errors=stderr", "-d", "serialize_precision=-1", "-r", _LOOP]
	with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
		try:
			yield Php(process)
		finally:
			process.stdin.close()
			process.wait(PATIENCE)


def _quoted(text: str) -> str:
	return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
