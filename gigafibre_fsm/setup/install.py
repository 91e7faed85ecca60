"""Install and migrate. Everything here is idempotent and in the order in which one thing needs the other."""

import frappe

from gigafibre_fsm.setup import (
	adopt,
	catalogue,
	custom_fields,
	database,
	desk,
	masters,
	options,
	permissions,
	preflight,
	roles,
)


def before_install() -> None:
	"""Everything that can stop the installation stops it here, before anything is changed."""
	preflight.check()
	adopt.remember()
	adopt.before_sync()
	preflight.clear_leftovers()
	# Frappe would make a role that a DocType names, with desk access, whoever it is for.
	roles.ensure()
	frappe.db.commit()  # Frappe's import, next, commits after each file; the roles must be there before


def after_install() -> None:
	ensure()


def after_migrate() -> None:
	ensure()


def after_setup_wizard(args: dict | None = None) -> None:
	"""On a new site the app may be installed before ERPNext has a company, and root groups."""
	masters.ensure()
	catalogue.ensure()


def ensure() -> None:
	adopt.after_sync()
	roles.ensure()
	custom_fields.ensure()
	options.ensure()
	database.ensure()
	permissions.ensure()
	masters.ensure()
	desk.ensure()
	catalogue.ensure()
