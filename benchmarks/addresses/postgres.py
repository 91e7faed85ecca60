"""A PostgreSQL of its own for one run: in a temporary folder, on a socket, with the register loaded."""

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

BINARIES = Path("/usr/lib/postgresql/15/bin")
SETTINGS = {
	"listen_addresses": "",
	"shared_buffers": "2GB",
	"effective_cache_size": "8GB",
	"maintenance_work_mem": "1GB",
	"work_mem": "64MB",
	"max_wal_size": "8GB",
	"random_page_cost": "1.1",
	"jit": "off",  # slower on queries this short
	"fsync": "off",
	"synchronous_commit": "off",
	"full_page_writes": "off",
	"autovacuum": "off",  # analysed once after the load; nothing changes after
}
TABLE = """
create extension pg_trgm;
create extension unaccent;
create unlogged table register (
	id text, civic int, suffix text, unit text, street text, city text, postal text, lat float8, lng float8
);
"""
# What is compared: lower, no accents, words between spaces. Streets stand once per municipality, as in our index.
PREPARE = """
create function plain(text) returns text language sql immutable parallel safe as
	$$ select trim(regexp_replace(lower(unaccent($1)), '[^a-z0-9]+', ' ', 'g')) $$;
create unlogged table street as
	select row_number() over ()::int as street_id, street, city,
		plain(street) as name, plain(city) as town, plain(street || ' ' || city) as text
	from (select distinct street, city from register) as pairs;
create unlogged table address as
	select id, civic, suffix, unit, replace(postal, ' ', '') as postal, lat, lng, street_id, name, town, text
	from register join street using (street, city);
drop table register;
create index on address (civic);
create index on address (postal, civic);
create index on street using gin (text gin_trgm_ops);
analyze;
"""
WHOLE = """
create unlogged table whole as
	select id, trim(civic || suffix || ' ' || text || ' ' || lower(postal) || ' ' || unit) as text from address;
create index on whole using gin (text gin_trgm_ops);
create index on whole using gist (text gist_trgm_ops);
analyze whole;
"""


class Unavailable(Exception):
	"""PostgreSQL cannot be had here: the sentence says why."""


def driver():
	try:
		import psycopg2
	except ImportError:
		raise Unavailable("psycopg2 is not installed: the comparison with pg_trgm is left out.")
	return psycopg2


def account() -> str | None:
	"""Whom the server runs as: it refuses root."""
	if os.geteuid():
		return None
	for name in ("postgres", "nobody"):
		try:
			return pwd.getpwnam(name).pw_name
		except KeyError:
			continue
	raise Unavailable("PostgreSQL does not run as root, and there is no user postgres.")


class Server:
	def __init__(self, folder: Path):
		self.folder = folder
		self.account = account()
		self.data = folder / "data"

	def run(self, program: str, *arguments) -> None:
		command = [str(BINARIES / program), *map(str, arguments)]
		if self.account:
			command = [
				"setpriv",
				"--reuid",
				self.account,
				"--regid",
				self.account,
				"--clear-groups",
				*command,
			]
		done = subprocess.run(
			command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
		)
		if done.returncode:
			raise Unavailable(f"PostgreSQL does not start: {done.stdout.strip().splitlines()[-1:]}")

	def start(self) -> None:
		if self.account:
			shutil.chown(self.folder, self.account)
		self.run("initdb", "-D", self.data, "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8")
		lines = [f"{name} = '{value}'\n" for name, value in SETTINGS.items()]
		with open(self.data / "postgresql.conf", "a") as file:
			file.writelines([*lines, f"unix_socket_directories = '{self.folder}'\n"])
		self.run("pg_ctl", "-D", self.data, "-l", self.folder / "log", "-w", "start")

	def stop(self) -> None:
		self.run("pg_ctl", "-D", self.data, "-m", "immediate", "stop")

	def connect(self):
		connection = driver().connect(host=str(self.folder), user="bench", dbname="postgres")
		connection.autocommit = True
		return connection


def load(server: Server, register: Path, whole: bool) -> None:
	"""`whole` also makes the indexes on whole addresses, which take most of the time."""
	with server.connect() as connection, connection.cursor() as cursor, open(register, "rb") as file:
		cursor.execute(TABLE)
		cursor.copy_expert(
			"copy register from stdin with (format csv, header, force_not_null (suffix, unit, postal))", file
		)
		cursor.execute(PREPARE)
		if whole:
			cursor.execute(WHOLE)


@contextmanager
def serving(register: Path, whole: bool = True):
	"""A server that holds the register."""
	if not (BINARIES / "postgres").exists():
		raise Unavailable(
			f"There is no PostgreSQL 15 in {BINARIES}: the comparison with pg_trgm is left out."
		)
	driver()
	folder = Path(tempfile.mkdtemp(prefix="pg"))
	server = Server(folder)
	try:
		server.start()
		try:
			load(server, register, whole)
			yield server
		finally:
			server.stop()
	finally:
		shutil.rmtree(folder, ignore_errors=True)
