"""This checkout as an app of the bench: a link in apps/, an editable install, a line in apps.txt, its assets."""

import shutil
from pathlib import Path

from . import fingerprint
from .bench import Bench, write_lines
from .context import Context
from .settings import APP, CHECKOUT
from .steps import Step, StepFailed

HAS_PACKAGES = """
import sys
from importlib.metadata import requires, version
from packaging.requirements import Requirement
for needed in map(Requirement, requires(sys.argv[1])):
	if not needed.specifier.contains(version(needed.name)):
		sys.exit(f"{needed} is not there")
"""


class AppLink:
	def __init__(self, context: Context, bench: Bench):
		self.context = context
		self.settings = context.settings
		self.bench = bench
		self.folder = self.settings.apps / APP

	def steps(self) -> list[Step]:
		return [
			Step("this checkout as an app", self.link, self.linked),
			Step("app assets", self.build_assets, self.assets_built),
		]

	def linked(self) -> bool:
		return (
			self._points_here()
			and APP in self.bench.listed_apps()
			and self._importable()
			and self._same_packages()
			and self._has_packages()
		)

	def link(self) -> None:
		self._point_here()
		self.bench.install_together(["frappe", "erpnext", APP])
		if APP not in self.bench.listed_apps():
			write_lines(self.settings.sites / "apps.txt", [*self.bench.listed_apps(), APP])
		self._link_assets()
		self.bench.memory.note("app-packages", self._packages())

	def unlink(self) -> None:
		self.bench.uv("uninstall", APP)
		self.folder.unlink()
		if self._assets_link().is_symlink():
			self._assets_link().unlink()

	def assets_built(self) -> bool:
		return self.bench.memory.says("app-assets", self._assets_key()) and self._assets_link_is_right()

	def build_assets(self) -> None:
		self._link_assets()
		if any((fingerprint.PACKAGE / "public").glob("**/*.bundle.*")):
			self.bench.frappe(None, "build", "--app", APP)
		self.bench.memory.note("app-assets", self._assets_key())

	# -- the link in apps/

	def _points_here(self) -> bool:
		return self.folder.is_symlink() and self.folder.resolve() == CHECKOUT

	def _point_here(self) -> None:
		if self.folder.exists() and self.folder.resolve() != CHECKOUT and not self.folder.is_symlink():
			raise StepFailed(
				f"{self.folder} is a folder of its own, not this checkout",
				"move it away, or choose another BENCH_DIR",
			)
		if self.folder.resolve() != CHECKOUT:
			replace_link(self.folder, CHECKOUT)

	# -- Python

	def _importable(self) -> bool:
		program = f"import os, {APP}; print(os.path.realpath({APP}.__file__))"
		found = self.context.shell.output([self.settings.env_python, "-c", program], cwd=self.settings.sites)
		return (found or "").strip() == str(CHECKOUT / APP / "__init__.py")

	def _packages(self) -> str:
		return (CHECKOUT / "pyproject.toml").read_text()

	def _same_packages(self) -> bool:
		return self.bench.memory.says("app-packages", self._packages())

	def _has_packages(self) -> bool:
		"""What a bench was given, somebody may have taken away again."""
		program = [self.settings.env_python, "-c", HAS_PACKAGES, APP]
		return self.context.shell.output(program, cwd=self.settings.sites) is not None

	# -- assets

	def _assets_key(self) -> str:
		return f"{CHECKOUT} {fingerprint.bundles()}"

	def _assets_link(self) -> Path:
		return self.settings.sites / "assets" / APP

	def _assets_link_is_right(self) -> bool:
		return self._assets_link().resolve() == (CHECKOUT / APP / "public").resolve()

	def _link_assets(self) -> None:
		link = self._assets_link()
		link.parent.mkdir(exist_ok=True)
		if link.is_dir() and not link.is_symlink():
			shutil.rmtree(link)  # a build with copied instead of linked assets left it
		if not self._assets_link_is_right():
			replace_link(link, CHECKOUT / APP / "public")


def replace_link(link: Path, target: Path) -> None:
	if link.is_symlink():
		link.unlink()
	link.symlink_to(target)
