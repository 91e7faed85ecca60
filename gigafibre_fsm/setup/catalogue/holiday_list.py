"""Québec's statutory holidays of this year and the next, from ERPNext's own « local holidays »."""

from contextlib import contextmanager
from datetime import date

import frappe
from frappe.utils import getdate

from gigafibre_fsm.setup.catalogue.made import Made
from gigafibre_fsm.setup.catalogue.site import Site

NAME = "Jours fériés du Québec"
COUNTRY, SUBDIVISION, LANGUAGE = "CA", "QC", "fr"


def ensure(site: Site, made: Made) -> None:
	this_year = getdate().year
	name = made.once(
		"Holiday List",
		NAME,
		find=lambda: frappe.db.exists("Holiday List", NAME),
		make=lambda: _make(this_year),
	)
	if name:
		_extend(name, this_year + 1)
		_give_to_company(name, site.company, made)


def _give_to_company(name: str, company: str, made: Made) -> None:
	"""ERPNext plans a Project's tasks around the company's holidays, and makes none without a list."""
	made.once(
		"Company",
		f"holidays:{company}",
		find=lambda: frappe.db.get_value("Company", company, "default_holiday_list"),
		make=lambda: frappe.db.set_value("Company", company, "default_holiday_list", name) or name,
	)


def renew() -> None:
	"""Monthly job: a site that is not migrated for a year still knows the next one."""
	if frappe.db.exists("Holiday List", NAME):
		_extend(NAME, getdate().year + 1)


def _make(year: int) -> str:
	holidays = frappe.get_doc(
		{
			"doctype": "Holiday List",
			"holiday_list_name": NAME,
			"from_date": date(year, 1, 1),
			"to_date": date(year, 12, 31),
			"country": COUNTRY,
			"subdivision": SUBDIVISION,
			"holidays": statutory_holidays(year, year),
		}
	)
	return holidays.insert(ignore_permissions=True).name


def _extend(name: str, last_year: int) -> None:
	"""Adds the years that are missing at the end. The years it has are an administrator's to change."""
	first_missing = frappe.db.get_value("Holiday List", name, "to_date").year + 1
	if first_missing > last_year:
		return
	holidays = frappe.get_doc("Holiday List", name)
	holidays.to_date = date(last_year, 12, 31)
	holidays.extend("holidays", statutory_holidays(first_missing, last_year))
	holidays.save(ignore_permissions=True)


def statutory_holidays(first_year: int, last_year: int) -> list[dict]:
	scratch = frappe.new_doc("Holiday List")
	scratch.update({"from_date": date(first_year, 1, 1), "to_date": date(last_year, 12, 31)})
	scratch.update({"country": COUNTRY, "subdivision": SUBDIVISION})
	with _language(LANGUAGE):
		scratch.get_local_holidays()
	scratch.sort_holidays()
	return [{"holiday_date": row.holiday_date, "description": row.description} for row in scratch.holidays]


@contextmanager
def _language(language: str):
	"""ERPNext names the days in the session's language; the list is shown to customers here."""
	before, frappe.local.lang = frappe.local.lang, language
	try:
		yield
	finally:
		frappe.local.lang = before
