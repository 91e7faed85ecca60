"""The register's file: where it is, and what tells two of them apart."""

import hashlib
import os
from pathlib import Path

import frappe
from frappe import _

from gigafibre_fsm.domain.addresses import street_name, text, words
from gigafibre_fsm.exceptions import InvalidRequest

BLOCK = 1 << 20


def find(path: str | None) -> Path:
	"""Relative to where the command was typed; `bench` itself works in the folder of the sites."""
	wanted = path or frappe.db.get_single_value("FSM Settings", "rqa_file")
	if not wanted:
		frappe.throw(
			_("path: say which file holds the address register, here or in FSM Settings."), InvalidRequest
		)
	found = Path(os.path.expanduser(wanted))
	if not found.is_file():
		frappe.throw(_("path: there is no file {0} on this server.").format(found), InvalidRequest)
	if not os.access(found, os.R_OK):
		frappe.throw(_("path: the file {0} cannot be read; check its rights.").format(found), InvalidRequest)
	return found.resolve()


def digest(path: Path) -> str:
	found = hashlib.blake2b(digest_size=16)
	with path.open("rb") as file:
		while block := file.read(BLOCK):
			found.update(block)
	return found.hexdigest()


def rules() -> str:
	"""Of what makes a street's search key: after an upgrade that changes it, the same file is loaded anew."""
	found = hashlib.blake2b(digest_size=8)
	for module in (text, words, street_name):
		found.update(Path(module.__file__).read_bytes())
	return found.hexdigest()
