"""A legacy database that stays, to try an import on: made up, beside the site's own database."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import frappe
from frappe.installer import update_site_config

from gigafibre_fsm.legacy.connection import SITE_CONFIG
from gigafibre_fsm.testing.legacy_database.generating import generate
from gigafibre_fsm.testing.legacy_database.on_site import administrator
from gigafibre_fsm.testing.legacy_database.server import LegacyDatabase


def make(volume: float) -> dict[str, int]:
	"""The rows of each table. From now on the site's legacy server is this one, unless FSM Settings name another."""
	with _database() as legacy:
		legacy.create()
		legacy.load(generate(volume))
		update_site_config(SITE_CONFIG, legacy.login())
	return legacy.manifest.rows


def drop() -> None:
	with _database() as legacy:
		if frappe.get_site_config().get(SITE_CONFIG, {}).get("database") == legacy.names["main"]:
			update_site_config(SITE_CONFIG, "None")
		legacy.drop()


@contextmanager
def _database() -> Iterator[LegacyDatabase]:
	with closing(administrator()) as connection:
		yield LegacyDatabase(connection, f"{frappe.conf.db_name}_legacy_demo")
