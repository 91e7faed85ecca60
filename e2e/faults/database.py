"""A MariaDB server of the tests' own, with a copy of a site: to be killed without disturbing anybody."""

import itertools
import os
import subprocess
import time
from pathlib import Path

from e2e.faults.server import Server, answers, free_port
from tools.workbench.mariadb import server_binary

# As the bench's own server, with two seconds' patience for a lock instead of fifty. It need not wait for the disk: what
# a killed process has written, the kernel has.
CONFIGURATION = """\
[mariadbd]
datadir = {folder}/data
socket = {folder}/db.sock
port = {port}
bind-address = 127.0.0.1
pid-file = {folder}/db.pid
tmpdir = {folder}
character-set-server = utf8mb4
collation-server = utf8mb4_unicode_ci
skip-character-set-client-handshake
skip-name-resolve
skip-log-bin
innodb_buffer_pool_size = 256M
innodb_flush_log_at_trx_commit = 1
innodb_flush_method = nosync
sync_frm = 0
innodb_lock_wait_timeout = 2
max_connections = 300
max_allowed_packet = 64M
general_log_file = {folder}/general.log
"""


class Database:
	def __init__(self, folder: Path, config: dict):
		self.folder = folder
		self.name, self.password = config["db_name"], config["db_password"]
		self.port = free_port()
		(folder / "server.cnf").write_text(CONFIGURATION.format(folder=folder, port=self.port))
		self.server = Server([server_binary(), *self._options()], folder / "db.log", self.answers)

	def _options(self) -> list[str]:
		options = [f"--defaults-file={self.folder / 'server.cnf'}"]
		return [*options, "--user=root"] if os.geteuid() == 0 else options

	def create(self, dump: Path) -> None:
		install = ["mariadb-install-db", *self._options(), "--auth-root-authentication-method=normal"]
		subprocess.run([*install, "--skip-test-db"], check=True, capture_output=True)
		self.server.start()
		self.query(
			f"CREATE DATABASE `{self.name}`;"
			f"CREATE USER '{self.name}'@'127.0.0.1' IDENTIFIED BY '{self.password}';"
			f"GRANT ALL PRIVILEGES ON `{self.name}`.* TO '{self.name}'@'127.0.0.1';"
		)
		with open(dump, "rb") as source:
			subprocess.run([*self.client(), self.name], stdin=source, check=True, capture_output=True)

	def client(self) -> list[str]:
		return ["mariadb", "--no-defaults", "-uroot", f"--socket={self.folder / 'db.sock'}"]

	def query(self, sql: str) -> list[list[str]]:
		command = [*self.client(), "--batch", "--skip-column-names"]
		result = subprocess.run(command, input=sql, capture_output=True, text=True)
		assert result.returncode == 0, result.stderr
		return [line.split("\t") for line in result.stdout.splitlines()]

	def answers(self) -> bool:
		command = [*self.client(), "-e", "SELECT 1"]
		return answers(self.port) and subprocess.run(command, capture_output=True).returncode == 0

	def on_site(self, sql: str) -> list[list[str]]:
		return self.query(f"USE `{self.name}`; {sql}")

	def open_transactions(self) -> int:
		"""The server looks again at most ten times a second: asked more often, it says what it said before."""
		time.sleep(0.15)
		return int(self.query("select count(*) from information_schema.innodb_trx")[0][0])

	def waits_for_lock(self) -> bool:
		time.sleep(0.15)
		query = "select count(*) from information_schema.innodb_trx where trx_state = 'LOCK WAIT'"
		return self.query(query) != [["0"]]

	def status(self, name: str) -> int:
		return int(self.query(f"show global status like '{name}'")[0][1])


class Session:
	"""A connection that stays open between its statements, as that of somebody else's transaction."""

	def __init__(self, database: Database):
		command = [
			*database.client(),
			"--unbuffered",
			"--batch",
			"--skip-column-names",
			"--force",
			database.name,
		]
		pipe = subprocess.PIPE
		self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT, text=True)

	def __enter__(self) -> "Session":
		return self

	def __exit__(self, *error) -> None:
		self.process.stdin.close()
		self.process.wait()

	def run(self, sql: str) -> list[str]:
		"""What it printed; comes back when the statements are done."""
		self.process.stdin.write(f"{sql};\nselect '-- done';\n")
		self.process.stdin.flush()
		lines = iter(self.process.stdout.readline, "")
		return list(itertools.takewhile(lambda line: line.strip() != "-- done", lines))
