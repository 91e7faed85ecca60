"""A MariaDB server of the bench's own: own data, own port on 127.0.0.1, own socket, own root password."""

import os
import secrets
import shutil
import subprocess

from .context import Context
from .processes import ANSWER_SECONDS, Process
from .settings import Settings
from .steps import Step, StepFailed

CONFIGURATION = """\
[mariadbd]
datadir = {data}
socket = {socket}
port = {port}
bind-address = 127.0.0.1
pid-file = {run}/mariadbd.pid
tmpdir = {tmp}
character-set-server = utf8mb4
collation-server = utf8mb4_unicode_ci
skip-character-set-client-handshake
skip-name-resolve
skip-log-bin
innodb_buffer_pool_size = {buffer}
innodb_log_file_size = 256M
innodb_flush_log_at_trx_commit = 1
max_allowed_packet = 256M
"""
BOOTSTRAP = """\
USE mysql;
DELETE FROM global_priv WHERE User = '' OR (User = 'root' AND Host <> 'localhost');
FLUSH PRIVILEGES;
ALTER USER 'root'@'localhost' IDENTIFIED BY '{password}';
CREATE OR REPLACE USER 'root'@'127.0.0.1' IDENTIFIED BY '{password}';
GRANT ALL PRIVILEGES ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;
DROP DATABASE IF EXISTS test;
"""


class MariaDB:
	def __init__(self, context: Context):
		self.context = context
		self.settings: Settings = context.settings
		self.folder = self.settings.home / "mariadb"
		self.process = Process("mariadb", self.settings.run, self.settings.logs)

	@property
	def socket(self) -> str:
		# A Unix socket's path has 107 bytes at most; in a deep BENCH_DIR the server, whose working directory is its
		# data folder, takes a relative one.
		path = str(self.folder / "db.sock")
		return path if len(path) < 104 else "db.sock"

	@property
	def port(self) -> int:
		return self.context.ports["db"]

	def steps(self) -> list[Step]:
		return [
			Step("MariaDB data folder", self.initialise, self.initialised),
			Step("MariaDB server", self.start, self.running),
		]

	def initialised(self) -> bool:
		return (self.folder / "ready").exists() and (self.folder / "data" / "mysql").is_dir()

	def initialise(self) -> None:
		"""The mark comes last: a data folder without it was broken off half-way and holds nothing yet."""
		shutil.rmtree(self.folder / "data", ignore_errors=True)
		self.folder.mkdir(parents=True, exist_ok=True)
		self._write_configuration()
		(self.folder / "tmp").mkdir(exist_ok=True)
		self.context.shell.run(
			[
				"mariadb-install-db",
				*self._server_options(),
				"--auth-root-authentication-method=normal",
				"--skip-test-db",
			]
		)
		password = secrets.token_urlsafe(24)
		self._bootstrap(BOOTSTRAP.format(password=password))
		self._write_client_file(password)
		(self.folder / "ready").touch()

	def running(self) -> bool:
		return self._configuration_is_current() and bool(self.process.pid()) and self.answers()

	def answers(self) -> bool:
		return self.context.shell.succeeds([*self.client(), "-e", "SELECT 1"], timeout=ANSWER_SECONDS)

	def start(self) -> None:
		self.process.stop()
		self._write_configuration()
		self.process.start(
			[server_binary(), *self._server_options()], self.context.shell.env, cwd=self.folder / "data"
		)
		self.process.wait_ready(self.answers)

	def stop(self) -> bool:
		return self.process.stop()

	def client(self, program: str = "mariadb") -> list[str]:
		server = ["--protocol=tcp", "--host=127.0.0.1", f"--port={self.port}"]
		return [program, f"--defaults-file={self.folder / 'client.cnf'}", *server]

	def query(self, sql: str) -> str:
		"""Statements go in through standard input, so that no password is seen in the process list."""
		result = subprocess.run(
			[*self.client(), "--batch", "--skip-column-names"], input=sql, capture_output=True, text=True
		)
		if result.returncode:
			raise StepFailed(f"MariaDB: {result.stderr.strip()}")
		return result.stdout

	def _server_options(self) -> list[str]:
		options = [f"--defaults-file={self.folder / 'server.cnf'}"]
		return [*options, "--user=root"] if os.geteuid() == 0 else options

	def _configuration(self) -> str:
		return CONFIGURATION.format(
			data=self.folder / "data",
			socket=self.socket,
			port=self.port,
			run=self.folder,
			tmp=self.folder / "tmp",
			buffer=self.settings.db_buffer,
		)

	def _configuration_is_current(self) -> bool:
		path = self.folder / "server.cnf"
		return path.exists() and path.read_text() == self._configuration()

	def _write_configuration(self) -> None:
		(self.folder / "server.cnf").write_text(self._configuration())

	def _write_client_file(self, password: str) -> None:
		path = self.folder / "client.cnf"
		path.touch(mode=0o600)
		path.write_text(f'[client]\nuser = root\npassword = "{password}"\ndefault-character-set = utf8mb4\n')

	def _bootstrap(self, sql: str) -> None:
		result = subprocess.run(
			[server_binary(), *self._server_options(), "--bootstrap"],
			input=sql,
			capture_output=True,
			text=True,
			env=self.context.shell.env,
		)
		if result.returncode:
			raise StepFailed(f"MariaDB's first start failed: {result.stderr.strip()[-600:]}")


def server_binary() -> str:
	for name in ("mariadbd", "/usr/sbin/mariadbd", "mysqld", "/usr/sbin/mysqld"):
		if found := shutil.which(name):
			return found
	raise StepFailed("no MariaDB server program here", "install the package mariadb-server")
