"""What a site may have beside this app: another app that listens, and server scripts."""

import json
import os
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import frappe
from frappe.tests.utils import patch_hooks

from gigafibre_fsm.testing import factories

OTHER_APP = """
from erpnext.projects.doctype.task.task import Task

heard = []


def hear(doc, method=None):
	heard.append((doc.doctype, doc.name))


class LoudTask(Task):
	def validate(self):
		super().validate()
		hear(self)
"""


@contextmanager
def scripts_allowed():
	"""Frappe reads this switch from the bench's own file; here from a copy of it."""
	original = frappe.local.sites_path
	with tempfile.TemporaryDirectory() as folder:
		for entry in os.scandir(original):
			if entry.name != "common_site_config.json":
				Path(folder, entry.name).symlink_to(os.path.abspath(entry.path))
		config = json.loads(Path(original, "common_site_config.json").read_text())
		Path(folder, "common_site_config.json").write_text(json.dumps({**config, "server_script_enabled": 1}))
		frappe.local.sites_path = folder
		try:
			yield
		finally:
			frappe.local.sites_path = original


@contextmanager
def another_app():
	"""A module that is none of Frappe's, ERPNext's or ours."""
	name = f"essai_app_{factories.unique_number()}"
	with tempfile.TemporaryDirectory() as folder:
		Path(folder, f"{name}.py").write_text(OTHER_APP)
		sys.path.insert(0, folder)
		_set_installed([*frappe.get_installed_apps(), name])
		try:
			yield frappe.get_module(name)
		finally:
			_set_installed([app for app in frappe.get_installed_apps() if app != name])
			sys.path.remove(folder)
			sys.modules.pop(name, None)


def _set_installed(apps: list[str]) -> None:
	"""For this transaction."""
	frappe.db.set_global("installed_apps", json.dumps(apps))
	frappe.local.request_cache.clear()


@contextmanager
def heard_by(hooks: dict):
	added = {hook: _merged(frappe.get_hooks(hook), more) for hook, more in hooks.items()}
	controllers, frappe.controllers = frappe.controllers, {}
	frappe.local.doc_events_hooks = None
	try:
		with patch_hooks(added):
			yield
	finally:
		frappe.controllers = controllers
		frappe.local.doc_events_hooks = None


def _merged(hooks: dict, more: dict) -> dict:
	merged = {key: dict(value) if isinstance(value, dict) else list(value) for key, value in hooks.items()}
	for key, value in more.items():
		if isinstance(value, dict):
			own = merged.setdefault(key, {})
			for event, paths in value.items():
				own[event] = [*own.get(event, []), *paths]
		else:
			merged[key] = [*merged.get(key, []), *value]
	return merged
