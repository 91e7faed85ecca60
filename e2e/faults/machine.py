"""A whole machine of the tests' own: MariaDB, two Redis, a copy of the site, web server and worker."""

import json
import os
import shutil
import subprocess
from contextlib import ExitStack
from pathlib import Path

import requests

from e2e.faults.database import Database
from e2e.faults.server import Server, answers, free_port, without_redis_settings

CHECKOUT = Path(__file__).parents[2]
ONSITE = Path(__file__).parent / "onsite"
WSGI = CHECKOUT / "tools" / "onsite"
LEFT_BEHIND = shutil.ignore_patterns("backups", "logs", "locks")


class Machine:
	def __init__(self, folder: Path, bench: Path, site: str):
		self.folder, self.bench, self.site = folder, bench, site
		self.sites = folder / "sites"
		self.python = bench / "env" / "bin" / "python"
		self.stack = ExitStack()
		original = json.loads((bench / "sites" / site / "site_config.json").read_text())
		self.database = Database(folder, original)
		self.redis = {kind: self._redis(kind) for kind in ("cache", "queue")}
		self._make_sites(original)

	def __enter__(self) -> "Machine":
		self.stack.callback(self.database.server.kill)
		self.database.create(self._dump())
		for server in self.redis.values():
			self.stack.enter_context(server)
		return self

	def __exit__(self, *error) -> None:
		self.stack.close()

	# -- the parts

	def _redis(self, kind: str) -> Server:
		port = free_port()
		command = ["redis-server", "--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
		ready = lambda: answers(port, b"PING\r\n", b"+PONG")  # noqa: E731
		server = Server(command, self.folder / f"redis-{kind}.log", ready, cwd=self.folder)
		server.port = port
		return server

	def _make_sites(self, original: dict) -> None:
		here = self.bench / "sites"
		self.sites.mkdir()
		(self.folder / "logs").mkdir()
		for name in ("apps.txt", "apps.json"):
			if (here / name).exists():
				shutil.copy(here / name, self.sites / name)
		(self.sites / "assets").symlink_to(here / "assets")
		shutil.copytree(here / self.site, self.sites / self.site, ignore=LEFT_BEHIND)
		for part in ("logs", "locks"):
			(self.sites / self.site / part).mkdir()
		(self.sites / self.site / "site_config.json").write_text(
			json.dumps({**original, **self._addresses()})
		)
		(self.sites / "common_site_config.json").write_text(
			json.dumps({**self._addresses(), "server_script_enabled": 1})
		)

	def _addresses(self) -> dict:
		cache, queue = (f"redis://127.0.0.1:{self.redis[kind].port}" for kind in ("cache", "queue"))
		return {
			"db_host": "127.0.0.1",
			"db_port": self.database.port,
			"redis_cache": cache,
			"redis_queue": queue,
			"redis_socketio": cache,
		}

	def _dump(self) -> Path:
		"""Of the site as it stands on the bench; what its passwords are stays in its site_config.json."""
		config = json.loads((self.bench / "sites" / self.site / "site_config.json").read_text())
		path = self.folder / "site.sql"
		address = [
			f"--host={config['db_host']}",
			f"--port={config['db_port']}",
			f"--user={config['db_name']}",
		]
		options = ["--single-transaction", "--skip-comments", "--no-tablespaces", f"--result-file={path}"]
		command = ["mariadb-dump", "--no-defaults", "--protocol=tcp", *address, *options, config["db_name"]]
		environment = {**os.environ, "MYSQL_PWD": config["db_password"]}
		subprocess.run(command, env=environment, check=True, capture_output=True)
		return path

	# -- what runs on it

	def environment(self) -> dict[str, str]:
		return {
			**without_redis_settings(),
			"FRAPPE_SITE": self.site,
			"GIGAFIBRE_SITE": self.site,
			"PYTHONPATH": os.pathsep.join((str(ONSITE), str(WSGI), str(CHECKOUT))),
		}

	def program(self, name: str, *command: object, ready=lambda: True) -> Server:
		return Server(
			command,
			self.folder / f"{name}.log",
			ready,
			cwd=self.sites,
			env=self.environment(),
			stdin=subprocess.DEVNULL,
		)

	def web(self, application: str = "wsgi", workers: int = 4) -> Server:
		"""gunicorn as the bench runs it; `application` names a module of onsite/ that serves the site changed."""
		port = free_port()
		shape = [
			"--workers",
			workers,
			"--threads",
			4,
			"--worker-class",
			"gthread",
			"--timeout",
			120,
			"--preload",
		]
		bind = ["--bind", f"127.0.0.1:{port}", f"{application}:application"]
		server = self.program(
			f"web-{application}",
			self.python,
			"-m",
			"gunicorn",
			*shape,
			*bind,
			ready=lambda: self._serves(port),
		)
		server.url = f"http://127.0.0.1:{port}"
		return server

	def _serves(self, port: int) -> bool:
		try:
			return requests.get(f"http://127.0.0.1:{port}/api/method/ping", timeout=30).ok
		except requests.ConnectionError:
			return False

	def worker(self) -> Server:
		"""Takes what is queued, as `bench worker` does."""
		command = [
			self.python,
			"-m",
			"frappe.utils.bench_helper",
			"frappe",
			"worker",
			"--queue",
			"short,default,long",
		]
		return self.program("worker", *command)

	def queue(self, *command: str) -> str:
		result = subprocess.run(
			["redis-cli", "-p", str(self.redis["queue"].port), *command], capture_output=True, text=True
		)
		return result.stdout.strip()
