"""The tool's own virtual environment (bench, pytest, ruff…), yarn 1 and tests' peers, inside the bench folder."""

import json
import shutil
import sys
from pathlib import Path

from .context import Context
from .settings import CHECKOUT
from .steps import Step

REQUIREMENTS = CHECKOUT / "tools" / "requirements"
YARN = "1.22.22"
# Twilio and Slack of somebody else's making: tests hold our clients against it too. Later ones want a newer Node.js.
EMULATE = "0.11.2"


class Toolbox:
	def __init__(self, context: Context):
		self.context = context
		self.settings = context.settings
		self.venv = self.settings.home / "venv"
		self.npm = self.settings.home / "npm"
		self.peers = self.settings.home / "peers"
		self.wanted = (REQUIREMENTS / "tool.txt").read_text()

	def python_step(self) -> Step:
		return Step("Python tools (bench, pytest, ruff)", self.install_python, self.python_installed)

	def yarn_step(self) -> Step:
		return Step(f"yarn {YARN}", self.install_yarn, self.yarn_installed)

	def python_installed(self) -> bool:
		"""The mark is written last, so an interrupted installation has none."""
		mark = self.venv / "installed.txt"
		if not (mark.exists() and mark.read_text() == self.wanted):
			return False
		return self.context.shell.succeeds([self.settings.tool_python, "-c", "import bench, pytest"])

	def install_python(self) -> None:
		shutil.rmtree(self.venv, ignore_errors=True)
		self.context.shell.run([sys.executable, "-m", "venv", self.venv])
		pip = [self.settings.tool_python, "-m", "pip", "install", "--quiet"]
		self.context.shell.run(
			[*pip, "-r", REQUIREMENTS / "tool.txt"],
			why="the Python tools could not be installed",
			remedy="check the network, or PIP_INDEX_URL for a company mirror",
		)
		(self.venv / "installed.txt").write_text(self.wanted)

	def yarn_installed(self) -> bool:
		version = self.context.shell.output([self.npm / "node_modules" / ".bin" / "yarn", "--version"])
		return (version or "").strip() == YARN

	def install_yarn(self) -> None:
		self._npm_install(self.npm, f"yarn@{YARN}")

	def peers_step(self) -> Step:
		return Step(f"emulate {EMULATE} (Twilio, Slack)", self.install_peers, self.peers_installed)

	def peers_installed(self) -> bool:
		package = self.peers / "node_modules" / "emulate" / "package.json"
		return package.exists() and json.loads(package.read_text())["version"] == EMULATE

	def install_peers(self) -> None:
		self._npm_install(self.peers, f"emulate@{EMULATE}")

	def _npm_install(self, folder: Path, package: str) -> None:
		shutil.rmtree(folder, ignore_errors=True)
		folder.mkdir(parents=True)
		self.context.shell.run(
			["npm", "install", "--no-audit", "--no-fund", "--prefix", folder, package],
			cwd=folder,
			remedy="check the network, or npm_config_registry for a company mirror",
		)
