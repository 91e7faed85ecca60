"""TPS and TVQ: their accounts, the template that adds them, and the one that exempts an item."""

from decimal import Decimal

import frappe

from gigafibre_fsm.setup.catalogue.made import Made
from gigafibre_fsm.setup.catalogue.site import Site, document

TEMPLATE = "TPS + TVQ"
EXEMPT = "Exonéré TPS/TVQ"
PERCENTS = document("pricing.json")["taxes"]
TAXES = (
	("TPS", Decimal(PERCENTS["tps"]), "TPS 5 %"),
	("TVQ", Decimal(PERCENTS["tvq"]), "TVQ 9,975 %"),
)
# How the French chart of accounts for Canada names them, and how people do.
ACCOUNT_NAMES = {
	"TPS": ("TPS", "TPS à payer", "TPS perçue"),
	"TVQ": ("TVQ", "TVQ à payer", "TVP/TVQ à payer", "TVQ perçue"),
}
SALES = "Sales Taxes and Charges Template"


def ensure(site: Site, made: Made) -> None:
	accounts = {tax: _ensure_account(tax, site, made) for tax, _rate, _label in TAXES}
	if not all(accounts.values()):
		return
	_ensure_titled(SALES, TEMPLATE, site, made, lambda: _make_template(site, accounts))
	_ensure_titled("Item Tax Template", EXEMPT, site, made, lambda: _make_exemption(site, accounts))


def _ensure_titled(doctype: str, title: str, site: Site, made: Made, make) -> None:
	filters = {"title": title, "company": site.company}
	made.once(doctype, f"{title}:{site.company}", find=lambda: frappe.db.exists(doctype, filters), make=make)


def _ensure_account(tax: str, site: Site, made: Made) -> str | None:
	return made.once(
		"Account",
		f"{tax}:{site.company}",
		find=lambda: _find_account(tax, site),
		make=lambda: _make_account(tax, site),
	)


def _find_account(tax: str, site: Site) -> str | None:
	filters = {"company": site.company, "root_type": "Liability", "is_group": 0, "disabled": 0}
	for name in ACCOUNT_NAMES[tax]:
		if account := frappe.db.get_value("Account", {**filters, "account_name": name}):
			return account
	return None


def _make_account(tax: str, site: Site) -> str:
	account = frappe.get_doc(
		{
			"doctype": "Account",
			"account_name": tax,
			"company": site.company,
			"parent_account": _tax_group(site),
			"account_type": "Tax",
			"is_group": 0,
		}
	)
	return account.insert(ignore_permissions=True).name


def _tax_group(site: Site) -> str:
	"""« Duties and Taxes » by what it is: its name is in the language ERPNext was set up in."""
	filters = {"company": site.company, "root_type": "Liability", "is_group": 1}
	return frappe.db.get_value(
		"Account", {**filters, "account_type": "Tax"}, order_by="lft"
	) or frappe.db.get_value("Account", {**filters, "parent_account": ("is", "not set")}, order_by="lft")


def _make_template(site: Site, accounts: dict) -> str:
	template = frappe.get_doc(
		{
			"doctype": SALES,
			"title": TEMPLATE,
			"company": site.company,
			"is_default": int(_default_is_free(site)),
			"taxes": [_template_row(accounts[tax], rate, label, site) for tax, rate, label in TAXES],
		}
	)
	return template.insert(ignore_permissions=True).name


def _template_row(account: str, rate: Decimal, label: str, site: Site) -> dict:
	return {
		"charge_type": "On Net Total",
		"account_head": account,
		"rate": float(rate),
		"description": label,
		"cost_center": frappe.get_cached_value("Company", site.company, "cost_center"),
	}


def _default_is_free(site: Site) -> bool:
	"""No template is the company's default, or only the one of ERPNext's setup wizard (TPS alone), never used."""
	filters = {"company": site.company, "is_default": 1}
	default = frappe.db.get_value(SALES, filters, ["name", "creation", "modified"], as_dict=True)
	if not default:
		return True
	untouched = default.creation == default.modified and default.name.startswith("Canada GST 5%")
	return untouched and not _is_used(default.name)


def _is_used(template: str) -> bool:
	doctypes = ("Quotation", "Sales Order", "Sales Invoice")
	return any(frappe.db.exists(doctype, {"taxes_and_charges": template}) for doctype in doctypes)


def _make_exemption(site: Site, accounts: dict) -> str:
	exemption = frappe.get_doc(
		{
			"doctype": "Item Tax Template",
			"title": EXEMPT,
			"company": site.company,
			"taxes": [{"tax_type": account, "tax_rate": 0} for account in accounts.values()],
		}
	)
	return exemption.insert(ignore_permissions=True).name
