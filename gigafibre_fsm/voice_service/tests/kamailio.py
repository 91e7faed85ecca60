"""A real SIP server on ports of this machine: Kamailio, its accounts in MariaDB, a trunk behind it, and the REST gateway
of docs/contracts/sip.yaml before it.
"""

import hashlib
import secrets
import socket
import subprocess
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import frappe
from pymysql.connections import Connection

from gigafibre_fsm.integrations.tests.broker import program
from gigafibre_fsm.testing.legacy_database.on_site import administrator
from gigafibre_fsm.testing.servers.base import free_port
from gigafibre_fsm.testing.servers.sip import SipServer

HERE = "127.0.0.1"
CONFIGURATION = Path(__file__).with_name("kamailio.cfg")
PATIENCE = 20
# Kamailio asks for this version of the table; the column `enabled` is ours.
TABLES = (
	"create table version (table_name varchar(32) primary key, table_version int unsigned not null)",
	"insert into version values ('subscriber', 7)",
	"""create table subscriber (id int unsigned auto_increment primary key, username varchar(64) not null,
		domain varchar(64) not null, password varchar(64) not null default '', ha1 varchar(128) not null,
		ha1b varchar(128) not null default '', enabled int not null, unique (username, domain))""",
)


class Gateway(SipServer):
	"""Its Agents are the platform's subscribers."""

	def __init__(self, connection: Connection, database: str):
		super().__init__()
		self.connection, self.database = connection, database

	def publish(self) -> None:
		rows = [self._subscriber(agent) for agent in self.agents.values()]
		with self.connection.cursor() as cursor:
			cursor.execute(f"delete from `{self.database}`.subscriber")
			cursor.executemany(
				f"insert into `{self.database}`.subscriber (username, domain, ha1, enabled) values (%s, %s, %s, %s)",
				[row for row in rows if row],
			)

	def _subscriber(self, agent: dict) -> tuple | None:
		credentials = self.credentials.get(agent["credentialsRef"])
		if not credentials:
			return None
		domain = self.domains[int(agent["domainRef"].removeprefix("d-"))]
		secret = f"{credentials['username']}:{domain}:{credentials['password']}"
		ha1 = hashlib.md5(secret.encode(), usedforsecurity=False).hexdigest()
		return agent["username"], domain, ha1, int(agent["enabled"])


class Platform:
	"""`gateway` is what the app speaks with, `port` where telephones register."""

	def __enter__(self) -> "Platform":
		with ExitStack() as stack:
			self.folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
			self.connection = stack.enter_context(administrator())
			self.database = f"{frappe.conf.db_name}_sip"
			self.password = secrets.token_hex(16)
			stack.callback(self._drop)
			self._make_tables()
			self.gateway = stack.enter_context(Gateway(self.connection, self.database))
			self.port, self.trunk_port = free_port(), free_port()
			self.processes: list[subprocess.Popen] = []
			stack.callback(self._stop)
			self._start_trunk()
			self._start_kamailio()
			self._stack = stack.pop_all()
		return self

	def __exit__(self, *error) -> None:
		self._stack.close()

	def _make_tables(self) -> None:
		self._drop()
		with self.connection.cursor() as cursor:
			cursor.execute(f"create database `{self.database}`")
			for statement in TABLES:
				cursor.execute(f"use `{self.database}`")
				cursor.execute(statement)
			cursor.execute("create user %s@'%%' identified by %s", (self.database, self.password))
			cursor.execute(f"grant select on `{self.database}`.* to %s@'%%'", (self.database,))

	def _drop(self) -> None:
		with self.connection.cursor() as cursor:
			cursor.execute(f"drop database if exists `{self.database}`")
			cursor.execute("drop user if exists %s@'%%'", (self.database,))

	def _start_trunk(self) -> None:
		"""Takes every call, and writes down who was called."""
		self.calls_log = self.folder / "trunk.log"
		where = ["-i", HERE, "-p", str(self.trunk_port)]
		log = ["-trace_msg", "-message_file", str(self.calls_log)]
		self._run([program("sipp"), "-sn", "uas", *where, *log, "-nostdin"])

	def _start_kamailio(self) -> None:
		settings = self.folder / "kamailio.cfg"
		settings.write_text(self._settings())
		run = self.folder / "run"
		run.mkdir()
		self.log = self.folder / "kamailio.log"
		options = ["-f", str(settings), "-DD", "-E", "-Y", str(run), "-P", str(run / "kamailio.pid")]
		# It would share 64 MB among its processes.
		process = self._run([program("kamailio"), *options, "-m", "16", "-M", "4"], self.log)
		end = time.monotonic() + PATIENCE
		while not self._answers():
			assert process.poll() is None, f"Kamailio ended: {self.log.read_text()[-2000:]}"
			assert time.monotonic() < end, f"Kamailio did not answer within {PATIENCE} s"

	def _settings(self) -> str:
		conf = frappe.conf
		address = f"{conf.db_host or HERE}:{conf.db_port or 3306}"
		values = {
			"PORT": self.port,
			"TRUNK": self.trunk_port,
			"DATABASE": f"mysql://{self.database}:{self.password}@{address}/{self.database}",
		}
		text = CONFIGURATION.read_text()
		for name, value in values.items():
			text = text.replace(f"@{name}@", str(value))
		return text

	def _answers(self) -> bool:
		"""As a neighbour asks whether it is there."""
		with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
			probe.bind((HERE, 0))
			port = probe.getsockname()[1]
			probe.settimeout(0.1)
			probe.sendto(_options(self.port, port), (HERE, self.port))
			try:
				return probe.recv(4096).startswith(b"SIP/2.0 200")
			except OSError:
				return False

	def _run(self, command: list[str], log: Path | None = None) -> subprocess.Popen:
		output = log.open("wb") if log else subprocess.DEVNULL
		process = subprocess.Popen(
			command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output
		)
		self.processes.append(process)
		return process

	def _stop(self) -> None:
		for process in reversed(self.processes):
			process.terminate()
		for process in reversed(self.processes):
			try:
				process.wait(PATIENCE)
			except subprocess.TimeoutExpired:
				process.kill()
				process.wait()

	def called(self) -> list[str]:
		"""Whom the trunk was asked for, in order."""
		text = self.calls_log.read_text() if self.calls_log.exists() else ""
		return [line.split(":")[1].split("@")[0] for line in text.splitlines() if line.startswith("INVITE ")]


def _options(port: int, own_port: int) -> bytes:
	lines = (
		f"OPTIONS sip:{HERE}:{port} SIP/2.0",
		f"Via: SIP/2.0/UDP {HERE}:{own_port};branch=z9hG4bK{secrets.token_hex(8)}",
		f"From: <sip:probe@{HERE}>;tag=probe",
		f"To: <sip:{HERE}:{port}>",
		f"Call-ID: {secrets.token_hex(8)}",
		"CSeq: 1 OPTIONS",
		"Max-Forwards: 1",
		"Content-Length: 0",
	)
	return ("\r\n".join(lines) + "\r\n\r\n").encode()
