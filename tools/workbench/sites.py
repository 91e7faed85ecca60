"""Sites: restored in seconds from a snapshot of a finished ERPNext site."""

import hashlib
import secrets
import shutil
import subprocess
from pathlib import Path

from . import fingerprint
from .bench import ONSITE, Bench, read_json, write_json
from .context import Context
from .mariadb import MariaDB
from .settings import APP
from .steps import Step, StepFailed

BASE_SITE = "base.throwaway.localhost"
# Our own entry in site_config.json: which sites this tool made, and whether it got to the end.
MARK = "workbench"


class Sites:
	def __init__(self, context: Context, bench: Bench, mariadb: MariaDB):
		self.context = context
		self.settings = context.settings
		self.bench = bench
		self.mariadb = mariadb
		self.snapshots = self.settings.home / "snapshots"

	# -- the snapshot

	def snapshot_step(self) -> Step:
		return Step("ERPNext base site (snapshot)", self.make_snapshot, self.has_snapshot)

	def snapshot_key(self) -> str:
		parts = [
			self.bench.commit("frappe"),
			self.bench.commit("erpnext"),
			(ONSITE / "make_base_site.py").read_text(),
		]
		return hashlib.sha1("\n".join(parts).encode()).hexdigest()[:16]

	def snapshot(self) -> Path:
		return self.snapshots / self.snapshot_key()

	def has_snapshot(self) -> bool:
		return (self.snapshot() / "database.sql").exists()

	def make_snapshot(self) -> None:
		self.drop(BASE_SITE)
		config = self._new_database(BASE_SITE)
		self.bench.script("make_base_site", BASE_SITE, env=self._secrets(config))
		draft = self.snapshots / "new"
		shutil.rmtree(draft, ignore_errors=True)
		draft.mkdir(parents=True)
		self._dump(config["db_name"], draft / "database.sql")
		for part in ("public", "private"):
			shutil.copytree(
				self.folder(BASE_SITE) / part, draft / part, ignore=shutil.ignore_patterns("backups")
			)
		self._forget_old_snapshots()
		draft.rename(self.snapshot())
		self.drop(BASE_SITE)

	def _dump(self, database: str, path: Path) -> None:
		options = ["--single-transaction", "--skip-comments", "--no-tablespaces", f"--result-file={path}"]
		self.context.shell.run([*self.mariadb.client("mariadb-dump"), *options, database])

	def _forget_old_snapshots(self) -> None:
		for path in self.snapshots.iterdir():
			if path.name != "new":
				shutil.rmtree(path)

	# -- one site

	def folder(self, site: str) -> Path:
		return self.settings.sites / site

	def config(self, site: str) -> dict:
		return read_json(self.folder(site) / "site_config.json")

	def fact(self, site: str, name: str):
		return self.config(site).get(MARK, {}).get(name)

	def is_whole(self, site: str) -> bool:
		return bool(self.fact(site, "whole")) and self._database_exists(site)

	def is_migrated(self, site: str) -> bool:
		return self.is_whole(site) and self.fact(site, "schema") == fingerprint.schema()

	def is_current(self, site: str) -> bool:
		"""Made from today's snapshot and from the schema that the checkout has now."""
		return self.is_migrated(site) and self.fact(site, "snapshot") == self.snapshot_key()

	def create(self, site: str, with_app: bool = True, settings: dict | None = None) -> None:
		"""A fresh site, whatever was there under this name before (if it was ours)."""
		self.drop(site)
		schema = fingerprint.schema()
		config = self._new_database(site, settings)
		self._restore(site, config)
		self.bench.script("prepare_site", site, env=self._secrets(config))
		if with_app:
			self.bench.frappe(site, "install-app", APP)
		self.mark(site, snapshot=self.snapshot_key(), schema=schema if with_app else "", whole=True)

	def migrate(self, site: str) -> None:
		schema = fingerprint.schema()
		self.bench.frappe(site, "migrate", "--skip-search-index")
		self.mark(site, schema=schema)

	def drop(self, site: str) -> None:
		folder = self.folder(site)
		config = self.config(site)
		if folder.exists() and config and MARK not in config:
			raise StepFailed(
				f"{folder} is a site that this tool did not make", "choose another SITE or TEST_SITE"
			)
		name = self.database_name(site)
		self.mariadb.query(f"DROP DATABASE IF EXISTS `{name}`; DROP USER IF EXISTS '{name}'@'127.0.0.1';")
		shutil.rmtree(folder, ignore_errors=True)

	def ours(self) -> list[str]:
		configs = sorted(self.settings.sites.glob("*/site_config.json"))
		return [path.parent.name for path in configs if MARK in read_json(path)]

	def points_to_services(self) -> bool:
		"""Ports may have moved since a site was made."""
		configs = [self.config(site) for site in self.ours()]
		return all(config == {**config, **self._services()} for config in configs)

	def point_to_services(self) -> None:
		for site in self.ours():
			write_json(self.folder(site) / "site_config.json", {**self.config(site), **self._services()})

	def database_name(self, site: str) -> str:
		return "gf_" + hashlib.sha1(str(self.folder(site)).encode()).hexdigest()[:13]

	def _database_exists(self, site: str) -> bool:
		return bool(self.mariadb.query(f"SHOW DATABASES LIKE '{self.database_name(site)}';").strip())

	def _new_database(self, site: str, settings: dict | None = None) -> dict:
		"""Database, user and site_config.json; the config carries our mark from the first moment on."""
		name, password = self.database_name(site), secrets.token_urlsafe(18)
		self.mariadb.query(
			f"CREATE OR REPLACE DATABASE `{name}` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;"
			f"CREATE OR REPLACE USER '{name}'@'127.0.0.1' IDENTIFIED BY '{password}';"
			f"GRANT ALL PRIVILEGES ON `{name}`.* TO '{name}'@'127.0.0.1';"
		)
		config = {"db_name": name, "db_password": password, "db_type": "mariadb", MARK: {"whole": False}}
		config.update(self._services(), **(settings or {}))
		for part in ("public/files", "private/files", "private/backups", "locks", "logs"):
			(self.folder(site) / part).mkdir(parents=True, exist_ok=True)
		write_json(self.folder(site) / "site_config.json", config)
		return config

	def _services(self) -> dict:
		ports = self.context.ports.current()
		return {
			"db_host": "127.0.0.1",
			"db_port": ports["db"],
			"redis_cache": f"redis://127.0.0.1:{ports['cache']}",
			"redis_queue": f"redis://127.0.0.1:{ports['queue']}",
			"socketio_port": ports["socketio"],
			"webserver_port": ports["web"],
		}

	def _restore(self, site: str, config: dict) -> None:
		with open(self.snapshot() / "database.sql", "rb") as dump:
			result = subprocess.run(
				[*self.mariadb.client(), config["db_name"]], stdin=dump, capture_output=True, text=True
			)
		if result.returncode:
			raise StepFailed(f"the snapshot could not be restored: {result.stderr.strip()[-400:]}")
		for part in ("public", "private"):
			shutil.copytree(self.snapshot() / part, self.folder(site) / part, dirs_exist_ok=True)

	def mark(self, site: str, **facts) -> None:
		config = self.config(site)
		config[MARK] = {**config.get(MARK, {}), **facts}
		write_json(self.folder(site) / "site_config.json", config)

	def _secrets(self, config: dict) -> dict[str, str]:
		return {
			"WORKBENCH_DB_NAME": config["db_name"],
			"WORKBENCH_DB_PASSWORD": config["db_password"],
			"WORKBENCH_DB_PORT": str(config["db_port"]),
			"WORKBENCH_ADMIN_PASSWORD": self.settings.admin_password,
		}
