"""Another connection to the site's database, for what must not wait for this transaction or take part in it."""

import frappe
from frappe.database import get_db


def another_database():
	"""Connects when it is first used; the caller closes it."""
	settings = frappe.conf
	return get_db(
		socket=settings.db_socket,
		host=settings.db_host,
		port=settings.db_port,
		user=settings.db_name,
		password=settings.db_password,
		cur_db_name=settings.db_name,
	)
