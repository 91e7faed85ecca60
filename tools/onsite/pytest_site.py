"""pytest plugin: connects to the site named in GIGAFIBRE_SITE before the first test module is imported.

Each FrappeTestCase class rolls its own changes back, as with `bench run-tests`.
"""

import os

import frappe
import pytest


def pytest_configure(config):
	connect()


def pytest_unconfigure(config):
	frappe.destroy()


def connect() -> None:
	frappe.init(site=os.environ["GIGAFIBRE_SITE"], sites_path=os.environ["GIGAFIBRE_SITES_PATH"])
	frappe.connect()
	frappe.flags.in_test = True
	frappe.flags.print_messages = False
	frappe.clear_cache()


@pytest.fixture(autouse=True)
def as_administrator():
	"""A test that failed while playing a technician must not decide who plays the next one."""
	if frappe.session.user != "Administrator":
		frappe.set_user("Administrator")
	yield
