"""What can be chosen from outside, and where everything lies."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

APP = "gigafibre_fsm"
CHECKOUT = Path(__file__).resolve().parents[2]

# name, default, what `make help` says about it
VARIABLES = (
	("BENCH_DIR", "~/gigafibre-bench", "the bench folder; an existing bench is used, not replaced"),
	("FRAPPE_URL", "https://github.com/frappe/frappe", "git source of Frappe"),
	("ERPNEXT_URL", "https://github.com/frappe/erpnext", "git source of ERPNext"),
	("FRAPPE_BRANCH", "version-15", "branch of both"),
	("SITE", "gigafibre.localhost", "the demo site"),
	("TEST_SITE", "test.gigafibre.localhost", "the site that tests run on"),
	("ADMIN_PASSWORD", "admin", "Administrator's password on new sites (they listen on 127.0.0.1 only)"),
	("DB_BUFFER", "512M", "InnoDB buffer pool of the bench's own MariaDB"),
	("WEB_PORT", "8480", "web server; the next free port is taken when this one is not"),
	("SOCKETIO_PORT", "9480", "realtime server, same rule"),
	("DB_PORT", "13480", "MariaDB, same rule"),
	("CACHE_PORT", "13490", "Redis cache, same rule"),
	("QUEUE_PORT", "11490", "Redis queue, same rule"),
)
PORT_VARIABLES = {
	"web": "WEB_PORT",
	"socketio": "SOCKETIO_PORT",
	"db": "DB_PORT",
	"cache": "CACHE_PORT",
	"queue": "QUEUE_PORT",
}


@dataclass(frozen=True)
class Settings:
	bench_dir: Path
	frappe_url: str
	erpnext_url: str
	frappe_branch: str
	site: str
	test_site: str
	admin_password: str
	db_buffer: str
	wanted_ports: Mapping[str, int]

	@property
	def home(self) -> Path:
		"""Everything in the bench folder that a bench made by hand would not have."""
		return self.bench_dir / ".workbench"

	@property
	def sites(self) -> Path:
		return self.bench_dir / "sites"

	@property
	def apps(self) -> Path:
		return self.bench_dir / "apps"

	@property
	def env_python(self) -> Path:
		return self.bench_dir / "env" / "bin" / "python"

	@property
	def tool_python(self) -> Path:
		return self.home / "venv" / "bin" / "python"

	@property
	def logs(self) -> Path:
		return self.home / "logs"

	@property
	def run(self) -> Path:
		return self.home / "run"


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
	value = {name: environ.get(name) or default for name, default, _ in VARIABLES}
	return Settings(
		bench_dir=Path(os.path.abspath(Path(value["BENCH_DIR"]).expanduser())),
		frappe_url=value["FRAPPE_URL"],
		erpnext_url=value["ERPNEXT_URL"],
		frappe_branch=value["FRAPPE_BRANCH"],
		site=value["SITE"],
		test_site=value["TEST_SITE"],
		admin_password=value["ADMIN_PASSWORD"],
		db_buffer=value["DB_BUFFER"],
		wanted_ports={port: int(value[variable]) for port, variable in PORT_VARIABLES.items()},
	)
