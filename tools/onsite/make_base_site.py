"""Runs in the bench's environment: a new site with ERPNext whose setup is finished for a Canadian company."""

import datetime
import os
import sys

import frappe
from frappe.installer import _new_site

COMPANY = {
	"language": "English",
	"country": "Canada",
	"timezone": "America/Toronto",
	"currency": "CAD",
	"company_name": "Gigafibre inc.",
	"company_abbr": "GF",
	"chart_of_accounts": "Standard",
	"domains": [],
	"setup_demo": 0,
	"enable_telemetry": 0,
}


def main(site: str) -> None:
	database = os.environ["WORKBENCH_DB_NAME"]
	password = os.environ["WORKBENCH_DB_PASSWORD"]
	port = int(os.environ["WORKBENCH_DB_PORT"])
	frappe.init(site=site, new_site=True)
	_new_site(
		database,
		site,
		admin_password=os.environ["WORKBENCH_ADMIN_PASSWORD"],
		install_apps=["erpnext"],
		force=True,
		db_password=password,
		db_type="mariadb",
		db_host="127.0.0.1",
		db_port=port,
		setup_db=False,  # database and user were made by the caller
	)
	finish_setup(site)


def finish_setup(site: str) -> None:
	from frappe.desk.page.setup_wizard.setup_wizard import setup_complete

	frappe.init(site=site)
	frappe.connect()
	year = datetime.date.today().year
	dates = {"fy_start_date": f"{year}-01-01", "fy_end_date": f"{year}-12-31"}
	setup_complete({**COMPANY, **dates})
	frappe.db.commit()
	if not frappe.is_setup_complete() or not frappe.db.exists("Company", COMPANY["company_name"]):
		sys.exit("ERPNext's setup did not finish")
	frappe.destroy()


if __name__ == "__main__":
	main(sys.argv[1])
