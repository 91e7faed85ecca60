"""The legacy database of a site's tests: made, told to the site, and dropped again."""

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from unittest.mock import patch

import frappe
import pymysql
from frappe.installer import update_site_config
from frappe.utils import get_bench_path
from pymysql.connections import Connection

from gigafibre_fsm.legacy.connection import SITE_CONFIG
from gigafibre_fsm.testing.legacy_database.generating import Generated, Manifest, generate
from gigafibre_fsm.testing.legacy_database.server import LegacyDatabase

# Where the bench's own MariaDB keeps its administrator's password; another server's is in common_site_config.json.
ADMINISTRATOR = Path(".workbench", "mariadb", "client.cnf")


@contextmanager
def legacy_database(
	rows: dict[str, Iterable[dict]] | None = None,
	volume: float = 0,
	for_children: bool = False,
	label: str = "legacy",
) -> Iterator[LegacyDatabase]:
	"""With these rows by table, or with a generated database of that volume and its `manifest`.

	`for_children` tells the site's other processes of it as well, through site_config.json.
	"""
	with closing(administrator()) as connection:
		legacy = LegacyDatabase(connection, f"{frappe.conf.db_name}_{label}")
		legacy.create()
		try:
			legacy.load(generate(volume) if volume else Generated(Manifest(), rows or {}))
			with told(legacy.login(), for_children):
				yield legacy
		finally:
			legacy.drop()


@contextmanager
def told(login: dict, for_children: bool = False) -> Iterator[None]:
	"""The site's legacy server is this one."""
	with patch.dict(frappe.local.conf, {SITE_CONFIG: login}):
		if not for_children:
			yield
			return
		update_site_config(SITE_CONFIG, login)
		try:
			yield
		finally:
			update_site_config(SITE_CONFIG, "None")


def administrator() -> Connection:
	conf = frappe.conf
	login = {"user": conf.get("root_login") or "root", "password": conf.get("root_password") or ""}
	if (options := Path(get_bench_path()) / ADMINISTRATOR).exists() and not conf.get("root_password"):
		login = {"read_default_file": str(options)}
	return pymysql.connect(
		host=conf.db_host or "127.0.0.1",
		port=int(conf.db_port or 3306),
		charset="utf8mb4",
		autocommit=True,
		**login,
	)
