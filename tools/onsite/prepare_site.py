"""Runs in the bench's environment: what a site restored from the snapshot still needs."""

import os
import sys

import frappe
from frappe.utils.password import update_password


def main(site: str) -> None:
	frappe.init(site=site)
	frappe.connect()
	frappe.clear_cache()
	update_password("Administrator", os.environ["WORKBENCH_ADMIN_PASSWORD"])
	# developer_mode and the scheduler are per-site settings of site_config.json
	frappe.db.set_single_value("System Settings", "enable_scheduler", 1)
	frappe.db.commit()
	frappe.destroy()


if __name__ == "__main__":
	main(sys.argv[1])
