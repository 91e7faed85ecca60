"""All parts put together."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from .applink import AppLink
from .bench import Bench
from .context import make_context
from .mariadb import MariaDB
from .packages import Packages
from .redis import Redis
from .services import Services
from .settings import Settings
from .sites import Sites
from .steps import Step
from .toolbox import Toolbox

SOURCES = "set BENCH_DIR to a bench, or FRAPPE_URL, ERPNEXT_URL and FRAPPE_BRANCH to sources in reach"


class Workbench:
	# A scheduled job must not run into the middle of a test.
	TEST_SETTINGS = {"allow_tests": True, "pause_scheduler": 1}

	def __init__(self, settings: Settings, command: str):
		self.settings = settings
		self.context = make_context(settings, command)
		self.packages = Packages(self.context)
		self.toolbox = Toolbox(self.context)
		self.bench = Bench(self.context)
		self.app = AppLink(self.context, self.bench)
		self.mariadb = MariaDB(self.context)
		redis = [Redis(self.context, kind) for kind in ("cache", "queue")]
		self.services = Services(self.context, self.bench, self.mariadb, redis)
		self.sites = Sites(self.context, self.bench, self.mariadb)

	@property
	def run(self):
		return self.context.runner.run

	def setup_steps(self) -> list[Step]:
		return [self.toolbox.python_step(), *self.bench_steps()]

	def bench_steps(self) -> list[Step]:
		return [
			*self.packages.steps(),
			self.toolbox.yarn_step(),
			*self.services.storage_steps(),
			*self.bench.steps(),
			self.sites.snapshot_step(),
			*self.app.steps(),
			self.site_ports_step(),
		]

	def running_steps(self, scheduler: bool = True) -> list[Step]:
		"""All services, for a bench that is there."""
		return [
			*self.services.storage_steps(),
			self.bench.settings_step(),
			self.site_ports_step(),
			*self.services.steps(self.settings.site, scheduler),
		]

	def site_ports_step(self) -> Step:
		return Step("ports in site settings", self.sites.point_to_services, self.sites.points_to_services)

	def out_of_reach(self) -> str:
		"""Why there can be no bench; empty when there is one, or when one can be made."""
		if self.bench.exists():
			return ""
		url = self.bench.unreachable_source()
		where = f"there is no working bench in {self.settings.bench_dir} and {url} cannot be reached"
		return f"{where} ({SOURCES})" if url else ""

	def demo_site_step(self) -> Step:
		return Step(
			f"site {self.settings.site}",
			self.make_or_migrate,
			lambda: self.sites.is_migrated(self.settings.site),
		)

	def make_or_migrate(self) -> str:
		"""A second `make demo` keeps what was typed into the first."""
		if self.sites.is_whole(self.settings.site):
			self.sites.migrate(self.settings.site)
			return "migrated"
		self.sites.create(self.settings.site)
		return "made"

	@property
	def second_test_site(self) -> str:
		"""For tests that run at the same time as those on the first."""
		return f"second.{self.settings.test_site}"

	@property
	def third_test_site(self) -> str:
		return f"third.{self.settings.test_site}"

	def test_site_step(self) -> Step:
		return self.test_sites_step([self.settings.test_site])

	def test_sites_step(self, sites: Sequence[str], anew: bool = False) -> Step:
		"""`anew`: whatever an earlier run has left on them."""
		make = partial(self.make_test_sites, sites, anew)
		return Step(", ".join(sites), make, lambda: not anew and all(map(self.sites.is_current, sites)))

	def make_test_sites(self, sites: Sequence[str], anew: bool) -> None:
		missing = [site for site in sites if anew or not self.sites.is_current(site)]
		with ThreadPoolExecutor(max_workers=len(missing)) as pool:
			list(pool.map(lambda site: self.sites.create(site, True, self.TEST_SETTINGS), missing))
