"""System packages, installed only when what they bring is missing."""

import os
import re
import shutil
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

from .context import Context
from .steps import Step, StepFailed

BROKERS = ("mosquitto", "/usr/sbin/mosquitto")
KAMAILIO = ("kamailio", "/usr/sbin/kamailio")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# any of these programs, else these packages
NEEDED = (
	(("git",), ("git",)),
	(("cc", "gcc"), ("build-essential",)),
	(("pkg-config", "pkgconf"), ("pkg-config",)),
	(("mariadbd", "/usr/sbin/mariadbd"), ("mariadb-server",)),
	(("mariadb-install-db",), ("mariadb-server",)),
	(("mariadb",), ("mariadb-client",)),
	(("redis-server",), ("redis-server",)),
	(("node",), ("nodejs",)),
	(("npm",), ("npm",)),
)
OLDEST_NODE = 18


class Packages:
	def __init__(self, context: Context):
		self.context = context

	def steps(self) -> list[Step]:
		return [
			Step("system packages", self.install, lambda: not missing_packages()),
			Step("Node.js version", self.refuse_old_node, self.node_is_recent),
		]

	def browser_step(self) -> Step:
		return Step("browser for tests", self.install_browser, lambda: bool(browser()))

	def broker_step(self) -> Step:
		return Step("MQTT broker for tests", self.install_broker, lambda: bool(found(BROKERS)))

	def php_step(self) -> Step:
		return Step("PHP for tests", self.install_php, lambda: bool(found(("php",))))

	def telephone_step(self) -> Step:
		return Step(
			"SIP server and telephone for tests", self.install_telephone, lambda: not missing_telephone()
		)

	def install(self) -> str:
		return self._install(missing_packages())

	def install_browser(self) -> str:
		"""No reason to stop: all the rest can be tested without one, and the browser tests fail and say why."""
		try:
			return self._install(["chromium-browser" if is_ubuntu() else "chromium"])
		except StepFailed:
			return "none can be had by apt-get: browser tests will fail until CHROMIUM names one"

	def install_broker(self) -> str:
		"""As with the browser: its own tests fail and say why."""
		try:
			return self._install(["mosquitto"])
		except StepFailed:
			return "none can be had by apt-get: tests of the device server's events will fail"

	def install_php(self) -> str:
		"""It writes what the legacy programs wrote, for the tests that read it."""
		try:
			return self._install(["php-cli"])
		except StepFailed:
			return "none can be had by apt-get: tests that read what PHP wrote will fail"

	def install_telephone(self) -> str:
		"""A real registrar, for the tests that register."""
		try:
			return self._install(missing_telephone())
		except StepFailed:
			return "none can be had by apt-get: tests that register a telephone will fail"

	def _install(self, packages: list[str]) -> str:
		if not shutil.which("apt-get"):
			missing = " ".join(packages)
			raise StepFailed(f"missing: {missing}; there is no apt-get here", "install them by hand")
		remedy = f"run: {' '.join([*as_root(), 'apt-get', 'install', *packages])}"
		apt = [*as_root(), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
		self.context.shell.run([*apt, "update", "-qq"], remedy=remedy)
		self.context.shell.run([*apt, "install", "-y", *packages], remedy=remedy)
		return " ".join(packages)

	def node_is_recent(self) -> bool:
		version = re.match(r"v(\d+)", self.context.shell.output(["node", "--version"]) or "")
		return bool(version) and int(version[1]) >= OLDEST_NODE

	def refuse_old_node(self) -> None:
		raise StepFailed(
			f"node on PATH is older than {OLDEST_NODE}, which Frappe 15 needs",
			"install a newer Node.js (nodesource.com or nvm) and put it first on PATH",
		)


def missing_packages() -> list[str]:
	missing = [package for programs, packages in NEEDED if not found(programs) for package in packages]
	if distribution_python_without_headers():
		missing.append("python3-dev")
	return list(dict.fromkeys(missing))


def missing_telephone() -> list[str]:
	has_database = any(Path("/usr/lib").glob("*/kamailio/modules/db_mysql.so"))
	there = {
		"kamailio": found(KAMAILIO),
		"kamailio-mysql-modules": has_database,
		"sip-tester": found(("sipp",)),
	}
	return [package for package, is_there in there.items() if not is_there]


def found(programs: Sequence[str]) -> str | None:
	return next((path for program in programs if (path := shutil.which(program))), None)


def browser() -> str | None:
	return os.environ.get("CHROMIUM") or found(BROWSERS)


def as_root() -> list[str]:
	if os.geteuid() == 0:
		return []
	if not shutil.which("sudo"):
		raise StepFailed(
			"packages are missing and there is no sudo", "run as root, or install the packages first"
		)
	return ["sudo"]


def distribution_python_without_headers() -> bool:
	if not os.path.realpath(sys.executable).startswith("/usr/bin/"):
		return False
	return not Path(sysconfig.get_path("include"), "Python.h").exists()


def is_ubuntu() -> bool:
	"""Ubuntu has Chromium under another name (a package that installs the snap)."""
	try:
		return "\nID=ubuntu" in "\n" + Path("/etc/os-release").read_text()
	except OSError:
		return False
