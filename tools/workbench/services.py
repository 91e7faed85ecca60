"""Web server, realtime server, worker and scheduler, on top of MariaDB and Redis."""

import http.client
from collections.abc import Sequence

from . import fingerprint
from .bench import ONSITE, Bench
from .context import Context
from .mariadb import MariaDB
from .ports import answers
from .processes import Process
from .redis import Redis
from .steps import Step, StepFailed


class Services:
	def __init__(self, context: Context, bench: Bench, mariadb: MariaDB, redis: Sequence[Redis]):
		self.context = context
		self.settings = context.settings
		self.bench = bench
		self.mariadb = mariadb
		self.redis = redis
		self.web, self.socketio, self.worker, self.scheduler = (
			Process(name, self.settings.run, self.settings.logs)
			for name in ("web", "socketio", "worker", "scheduler")
		)

	# -- storage: needed before a site can be made

	def storage_steps(self) -> list[Step]:
		return [
			Step("ports", self.claim_ports, self.ports_settled),
			*(redis.step() for redis in self.redis),
			*self.mariadb.steps(),
		]

	def claim_ports(self) -> str:
		claimed = [f"{name} {self.context.ports.claim(name)}" for name in self._unsettled()]
		return ", ".join(claimed)

	def ports_settled(self) -> bool:
		return not self._unsettled()

	def _unsettled(self) -> list[str]:
		"""Before anything starts, because site settings name all of them. Who runs has its port already."""
		users = {"web": self.web, "socketio": self.socketio, "db": self.mariadb.process}
		users.update({redis.kind: redis.process for redis in self.redis})
		settled = self.context.ports.settled
		return [name for name, process in users.items() if not settled(name, bool(process.pid()))]

	# -- the rest: needed to serve one

	def steps(self, site: str, scheduler: bool = True) -> list[Step]:
		"""All restart when the checkout's code is no longer what they were started with."""
		clock = Step(
			"scheduler", lambda: self.start_scheduler(site), lambda: self._runs(self.scheduler, site)
		)
		return [
			Step("web server", lambda: self.start_web(site), lambda: self.web_is_current(site)),
			Step(
				"realtime server", lambda: self.start_socketio(site), lambda: self._runs(self.socketio, site)
			),
			Step("worker", lambda: self.start_worker(site), lambda: self._runs(self.worker, site)),
			*([clock] if scheduler else []),
		]

	def running(self) -> list[str]:
		return [process.name for process in self._all() if process.pid()]

	def ended(self, names: Sequence[str]) -> list[Process]:
		"""Those of the named that no longer run, though nobody stopped them."""
		return [process for process in self._all() if process.name in names and not process.pid()]

	def stop(self, names: Sequence[str] | None = None) -> list[str]:
		"""In the order in which they need each other; names limits it to some."""
		wanted = [process for process in self._all() if names is None or process.name in names]
		return [process.name for process in wanted if process.stop()]

	def _all(self) -> list[Process]:
		front = [self.scheduler, self.worker, self.socketio, self.web]
		return [*front, *(redis.process for redis in self.redis), self.mariadb.process]

	# -- one by one

	def start_web(self, site: str) -> None:
		self.web.stop()
		port = self.context.ports["web"]
		gunicorn = [self.settings.env_python, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"]
		shape = ["--workers", 2, "--threads", 16, "--worker-class", "patient.PatientWorker"]
		times = ["--timeout", 120, "--keep-alive", 75, "--preload"]
		self._start(self.web, [*gunicorn, *shape, *times, "--pythonpath", ONSITE, "wsgi:application"], site)
		self.web.wait_ready(lambda: self.web_answers(site))

	def web_is_current(self, site: str) -> bool:
		return self._runs(self.web, site) and self.web_answers(site)

	def web_answers(self, site: str) -> bool:
		try:
			connection = http.client.HTTPConnection("127.0.0.1", self.context.ports["web"], timeout=30)
			connection.request("GET", "/api/method/ping", headers={"Host": site})
			return connection.getresponse().status < 500  # 404: it serves, this site is yet to be made
		except OSError:
			return False

	def start_socketio(self, site: str) -> None:
		self.socketio.stop()
		script = self.settings.apps / "frappe" / "socketio.js"
		self._start(self.socketio, ["node", "--require", ONSITE / "loopback.cjs", script], site)
		self.socketio.wait_ready(lambda: answers(self.context.ports["socketio"]))

	def start_worker(self, site: str) -> None:
		self.worker.stop()
		worker = self.bench.frappe_command(None, "worker", "--queue", "short,default,long")
		self._start(self.worker, [self.settings.env_python, ONSITE / "kept.py", *worker], site)
		self.worker.wait_ready(lambda: self.redis[1].ask("SCARD rq:workers") not in (b":0", b""))

	def start_scheduler(self, site: str) -> None:
		self.scheduler.stop()
		self._start(self.scheduler, [self.settings.env_python, ONSITE / "scheduler.py", site], site)

	def _start(self, process: Process, command: Sequence[object], site: str) -> None:
		process.start(command, self._environment(site), self.settings.sites, self._stamp(site))

	def _runs(self, process: Process, site: str) -> bool:
		return process.record().get("stamp") == self._stamp(site)

	def _stamp(self, site: str) -> str:
		ports = self.context.ports.current()
		return f"{fingerprint.code()} {site} {sorted(ports.items())}"

	def _environment(self, site: str) -> dict[str, str]:
		ports = self.context.ports.current()
		return {
			**self.context.shell.env,
			"FRAPPE_SITE": site,
			"FRAPPE_REDIS_CACHE": f"redis://127.0.0.1:{ports['cache']}",
			"FRAPPE_REDIS_QUEUE": f"redis://127.0.0.1:{ports['queue']}",
			"FRAPPE_SOCKETIO_PORT": str(ports["socketio"]),
			# As `bench start` does: without nginx in front, the browser must go to the realtime server's own port.
			"DEV_SERVER": "1",
		}

	def url(self, site: str) -> str:
		return f"http://{site}:{self.context.ports['web']}"

	def require_site(self, site: str) -> None:
		if not (self.settings.sites / site / "site_config.json").exists():
			raise StepFailed(f"there is no site {site} yet", "run `make demo` first")
