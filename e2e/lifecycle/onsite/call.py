"""Calls a function of this folder on a site, in the bench's environment, and prints what it returns as JSON.

python call.py SITE module.function '{"argument": …}'
"""

import contextlib
import importlib
import json
import sys
from pathlib import Path

import frappe

sys.path.insert(0, str(Path(__file__).parent))


def main(site: str, path: str, arguments: str = "{}") -> None:
	module, name = path.split(".")
	frappe.init(site)
	frappe.connect()
	try:
		with contextlib.redirect_stdout(sys.stderr):
			result = getattr(importlib.import_module(module), name)(**json.loads(arguments))
		frappe.db.commit()
	finally:
		frappe.destroy()
	json.dump(result, sys.stdout, default=str)


if __name__ == "__main__":
	main(*sys.argv[1:])
