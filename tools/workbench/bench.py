"""The bench: Frappe and ERPNext with their Python and Node packages, and their assets."""

import json
import os
import shutil
import sys
from pathlib import Path

from .context import Context
from .memory import Memory
from .settings import CHECKOUT
from .steps import Step, StepFailed

ONSITE = CHECKOUT / "tools" / "onsite"
REQUIREMENTS = CHECKOUT / "tools" / "requirements" / "bench.txt"
REMEDY = "set FRAPPE_URL and ERPNEXT_URL (and FRAPPE_BRANCH) to git sources that this machine can reach"


class Bench:
	def __init__(self, context: Context):
		self.context = context
		self.settings = context.settings
		self.memory = Memory(self.settings.home / "state")

	def steps(self) -> list[Step]:
		return [
			Step("bench with Frappe", self.make, lambda: self.whole("frappe")),
			self.settings_step(),
			Step("ERPNext", self.add_erpnext, lambda: self.whole("erpnext")),
			Step("test packages in the bench", self.add_test_packages, self.has_test_packages),
			Step("desk assets", self.build_assets, self.assets_built),
		]

	def settings_step(self) -> Step:
		return Step("bench settings", self.configure, self.configured)

	# -- is it there?

	def exists(self) -> bool:
		return self.whole("frappe") and self.whole("erpnext")

	def is_ours(self) -> bool:
		return self.memory.knows("made-this-bench")

	def whole(self, app: str) -> bool:
		"""An app that we began must carry our closing mark; one that was there before is judged by what it has."""
		if self.memory.knows(f"{app}.begun") and not self.memory.knows(f"{app}.complete"):
			return False
		folder = self.settings.apps / app
		parts = (
			folder / app / "hooks.py",
			folder / "node_modules" / ".yarn-integrity",
			self.settings.env_python,
		)
		if not all(part.exists() for part in parts) or app not in self.listed_apps():
			return False
		return self.context.shell.succeeds([self.settings.env_python, "-c", f"import {app}.hooks"])

	def listed_apps(self) -> list[str]:
		try:
			return (self.settings.sites / "apps.txt").read_text().split()
		except OSError:
			return []

	def commit(self, app: str) -> str:
		return (
			self.context.shell.output(["git", "rev-parse", "HEAD"], cwd=self.settings.apps / app) or ""
		).strip()

	def unreachable_source(self) -> str | None:
		if not shutil.which("git"):
			return None  # a bare machine: git is among the packages that come first
		for url in (self.settings.frappe_url, self.settings.erpnext_url):
			branch = f"refs/heads/{self.settings.frappe_branch}"
			command = ["env", "GIT_TERMINAL_PROMPT=0", "git", "ls-remote", "--exit-code", url, branch]
			if not self.context.shell.succeeds(command, timeout=30):
				return url
		return None

	# -- making it

	def make(self) -> None:
		if (self.settings.apps / "frappe").exists() and not self.memory.knows("frappe.begun"):
			raise StepFailed(
				f"{self.settings.bench_dir} holds a bench that this tool did not make and that does not work",
				"mend it, or choose another BENCH_DIR",
			)
		self._begin("frappe")
		self.memory.note("made-this-bench")
		shutil.rmtree(self.settings.bench_dir / "env", ignore_errors=True)
		self._bench_api("init", self.settings.frappe_url)
		self._complete("frappe")

	def add_erpnext(self) -> None:
		if (self.settings.apps / "erpnext").exists() and not self.memory.knows("erpnext.begun"):
			raise StepFailed(
				"apps/erpnext is there but does not work in this bench",
				"mend it, or choose another BENCH_DIR",
			)
		self._begin("erpnext")
		self._bench_api("get-app", self.settings.erpnext_url)
		self.install_together(["frappe", "erpnext"])
		self._complete("erpnext")

	def _bench_api(self, action: str, url: str) -> None:
		python = os.path.realpath(sys.executable)
		arguments = [action, self.settings.bench_dir, url, self.settings.frappe_branch, python]
		command = [self.settings.tool_python, ONSITE / "bench_api.py", *arguments]
		self.context.shell.run(command, cwd=self.settings.bench_dir, remedy=REMEDY)

	def install_together(self, apps: list[str]) -> None:
		"""bench resolves each app alone, and so ERPNext's holidays pulls in a dateutil that Frappe excludes."""
		editable = [part for app in apps for part in ("-e", self.settings.apps / app)]
		self.uv("install", "--quiet", *editable)
		self.uv("check", why="the bench's Python packages do not fit together")

	def uv(self, action: str, *arguments: object, **options) -> None:
		where = ["--python", self.settings.env_python]
		self.context.shell.run(
			[self.settings.tool_python, "-m", "uv", "pip", action, *where, *arguments], **options
		)

	def _begin(self, app: str) -> None:
		self.memory.forget(f"{app}.complete")
		self.memory.note(f"{app}.begun")
		shutil.rmtree(self.settings.apps / app, ignore_errors=True)

	def _complete(self, app: str) -> None:
		# bench writes apps.txt without a last newline, and whoever appends to it would glue two names together
		write_lines(self.settings.sites / "apps.txt", self.listed_apps())
		self.memory.note(f"{app}.complete")

	# -- settings shared by all sites: only in a bench of our own

	def configured(self) -> bool:
		return not self.is_ours() or self._common_settings() == {**self._common_settings(), **self._wanted()}

	def configure(self) -> None:
		path = self.settings.sites / "common_site_config.json"
		write_json(path, {**self._common_settings(), **self._wanted()})

	def _common_settings(self) -> dict:
		return read_json(self.settings.sites / "common_site_config.json")

	def _wanted(self) -> dict:
		ports = self.context.ports.current()
		cache, queue = (f"redis://127.0.0.1:{ports[kind]}" for kind in ("cache", "queue"))
		return {
			"redis_cache": cache,
			"redis_queue": queue,
			"redis_socketio": cache,
			"webserver_port": ports["web"],
			"socketio_port": ports["socketio"],
			# Frappe gives workers less of the machine than what else runs: next to suites that use all of it, nothing.
			"background_process_niceness": 0,
		}

	# -- test packages and assets

	def has_test_packages(self) -> bool:
		return self.memory.says("test-packages", REQUIREMENTS.read_text())

	def add_test_packages(self) -> None:
		self.uv("install", "--quiet", "-r", REQUIREMENTS)
		self.memory.note("test-packages", REQUIREMENTS.read_text())

	def assets_built(self) -> bool:
		if not self.is_ours() and not self.memory.knows("assets"):
			return (self.settings.sites / "assets" / "assets.json").exists()
		return self.memory.says("assets", self._assets_key())

	def build_assets(self) -> None:
		for app in ("frappe", "erpnext"):
			self.frappe(None, "build", "--app", app)
		self.memory.note("assets", self._assets_key())

	def _assets_key(self) -> str:
		return f"{self.commit('frappe')} {self.commit('erpnext')}"

	# -- commands

	def frappe_command(self, site: str | None, *arguments: object) -> list[object]:
		"""What `bench` itself would run; the `bench` program refuses root."""
		where = ["--site", site] if site else []
		return [self.settings.env_python, "-m", "frappe.utils.bench_helper", "frappe", *where, *arguments]

	def frappe(self, site: str | None, *arguments: object, **options) -> None:
		self.context.shell.run(self.frappe_command(site, *arguments), cwd=self.settings.sites, **options)

	def script(self, name: str, *arguments: object, **options) -> None:
		"""Runs tools/onsite/<name>.py with the bench's Python, where Frappe expects to be."""
		command = [self.settings.env_python, ONSITE / f"{name}.py", *arguments]
		self.context.shell.run(command, cwd=self.settings.sites, **options)


def read_json(path: Path) -> dict:
	try:
		return json.loads(path.read_text())
	except (OSError, ValueError):
		return {}


def write_json(path: Path, content: dict) -> None:
	"""In one go: a reader sees the old file or the new one, never half."""
	draft = path.with_name(path.name + ".new")
	draft.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n")
	draft.replace(path)


def write_lines(path: Path, lines: list[str]) -> None:
	path.write_text("".join(f"{line}\n" for line in lines))
