"""A telephone: SIPp, with a user and a password. What it asked and was told is kept as a table and as it went over the wire."""

import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from frappe.utils import get_bench_path

from gigafibre_fsm.integrations.tests.broker import program
from gigafibre_fsm.testing.servers.base import free_port
from gigafibre_fsm.voice_service.tests.kamailio import HERE

SCENARIOS = Path(__file__).with_name("sipp")
SECONDS = 8
# Where one message ends and the next begins, and what answers the request that proves who asks.
BETWEEN = re.compile(r"^-{10,}.*$", re.MULTILINE)
STATUS = re.compile(r"^SIP/2\.0 (\d{3})", re.MULTILINE)


class Diary:
	"""Beside the logs of the bench."""

	def __init__(self):
		self.rows: list[str] = []
		self.messages: list[str] = []

	def note(self, when: str, asked: str, status: int | None, messages: str) -> None:
		self.rows.append(f"| {when} | {asked} | {status or 'no answer'} |")
		self.messages.append(f"== {when}: {asked}\n{messages}")

	def write(self) -> None:
		folder = logs()
		head = ["| the line | the telephone | is told |", "| --- | --- | --- |"]
		(folder / "sip.md").write_text("\n".join([*head, *self.rows]) + "\n")
		(folder / "sip-messages.log").write_text("\n".join(self.messages))


def logs() -> Path:
	bench = Path(get_bench_path())
	own = bench / ".workbench" / "logs"
	return own if own.is_dir() else bench / "logs"


@dataclass
class Telephone:
	port: int
	username: str
	domain: str
	password: str
	diary: Diary

	def register(self, when: str) -> int | None:
		"""The status that the server's last word on it has."""
		return self._ask("register", "REGISTER", "", when, "registers")

	def call(self, number: str, when: str) -> int | None:
		return self._ask("call", "INVITE", number, when, f"calls {number}")

	def _ask(self, scenario: str, method: str, number: str, when: str, asked: str) -> int | None:
		with tempfile.TemporaryDirectory() as folder:
			run = self._run(Path(folder), scenario, number)
			messages = (Path(folder) / "messages.log").read_text()
		status = _status(messages, method)
		self.diary.note(when, asked, status, messages)
		# Refused or let in: another way of ending is none of its scenario.
		assert run.returncode == 0, (run.returncode, status, run.stdout[-2000:], run.stderr[-2000:])
		return status

	def _run(self, folder: Path, scenario: str, number: str) -> subprocess.CompletedProcess:
		secret = f"[authentication username={self.username} password={self.password}]"
		fields = folder / "fields.csv"
		fields.write_text(f"SEQUENTIAL\n{self.username};{self.domain};{secret};{number}\n")
		command = [program("sipp"), f"{HERE}:{self.port}", "-sf", str(SCENARIOS / f"{scenario}.xml")]
		command += ["-inf", str(fields), "-m", "1", "-i", HERE, "-p", str(free_port()), "-nostdin"]
		command += ["-timeout", str(SECONDS), "-timeout_error", "-recv_timeout", str(SECONDS * 1000)]
		command += ["-trace_msg", "-message_file", str(folder / "messages.log")]
		# A whole second passes between its looks at the clock otherwise.
		command += ["-rp", "100", "-d", "0"]
		return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=3 * SECONDS)


def _status(messages: str, method: str) -> int | None:
	"""Of the request that carried the proof, the second one."""
	told = [part for part in BETWEEN.split(messages) if f"CSeq: 2 {method}" in part]
	found = [int(status[1]) for part in told if (status := STATUS.search(part))]
	return next((status for status in reversed(found) if status >= 200), None)
