import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.setup import catalogue, memory
from gigafibre_fsm.setup.catalogue import made, prices, site, taxes

# Typed from the specification: price, service type, speeds, line profile.
SOLD = {
	"FTTH25": ("49.95", "Internet", 25, 5, "100"),
	"FTTH80I": ("79.95", "Internet", 80, 80, "101"),
	"FTTH150I": ("99.95", "Internet", 150, 150, "102"),
	"FTTH500I": ("99.95", "Internet", 500, 500, "103"),
	"FTTH1500I": ("109.95", "Internet", 1500, 1000, "104"),
	"TVBSKINNY": ("25.00", "TV", 0, 0, None),
	"TVBSTANDARD": ("30.00", "TV", 0, 0, None),
	"TVBEVO": ("35.00", "TV", 0, 0, None),
	"TELE": ("0.00", "TV", 0, 0, None),
	"TELEPMENS": ("28.95", "Phone", 0, 0, None),
	"SERV911": ("0.69", "Fee", 0, 0, None),
	"ACTTELEP": ("69.95", "Fee", 0, 0, None),
	"RAB2X": ("5.00", "Discount", 0, 0, None),
	"RAB3X": ("10.00", "Discount", 0, 0, None),
	"RAB4X": ("15.00", "Discount", 0, 0, None),
	"RAB24M": ("15.00", "Discount", 0, 0, None),
	"RAB36M": ("15.00", "Discount", 0, 0, None),
	"RAB_X": ("20.00", "Discount", 0, 0, None),
	"INSTFTTH": ("0.00", "Fee", 0, 0, None),
}
MADE = (
	"Account",
	"Device Profile",
	"FSM Settings",
	"Holiday List",
	"Item",
	"Item Group",
	"Item Price",
	"Item Tax Template",
	"Message Template",
	"Price List",
	"Pricing Zone",
	"Project Template",
	"Sales Taxes and Charges Template",
	"Task",
)


def rows_of(doctype: str) -> list:
	return sorted(frappe.get_all(doctype, fields=["name", "modified"], as_list=True))


def snapshot() -> dict:
	lists = [doctype for doctype in MADE if doctype != "FSM Settings"]
	settings = frappe.db.get_singles_dict("FSM Settings")
	return {"FSM Settings": settings, **{doctype: rows_of(doctype) for doctype in lists}}


def price_of(sku: str) -> float:
	return frappe.db.get_value(
		"Item Price", {"item_code": sku, "price_list": prices.PRICE_LIST}, "price_list_rate"
	)


class CatalogueCase(FrappeTestCase):
	def setUp(self):
		self.addCleanup(frappe.clear_cache)
		self.addCleanup(frappe.db.rollback)


class TestContent(CatalogueCase):
	def test_every_item_is_as_the_specification_says(self):
		for sku, (price, service_type, down, up, line_profile) in SOLD.items():
			with self.subTest(sku):
				item = frappe.get_doc("Item", sku)
				facts = (item.service_type, item.speed_down, item.speed_up, item.line_profile)
				self.assertEqual(facts, (service_type, down, up, line_profile))
				self.assertEqual(f"{price_of(sku):.2f}", price)
				self.assertFalse(item.is_stock_item)

	def test_tv_needs_internet_and_an_add_on_needs_tv(self):
		needs = {
			sku: frappe.db.get_value("Item", sku, "requires_service_type") for sku in ("TVBEVO", "TVBFILMS")
		}
		self.assertEqual(needs, {"TVBEVO": "Internet", "TVBFILMS": "TV"})

	def test_the_add_ons_cost_five_to_twenty_five_dollars(self):
		add_ons = frappe.get_all(
			"Item", filters={"service_type": "TV", "requires_service_type": "TV"}, pluck="name"
		)
		self.assertGreater(len(add_ons), 4)
		for sku in add_ons:
			self.assertTrue(5 <= price_of(sku) <= 25, sku)

	def test_one_default_zone_prices_from_the_standard_list(self):
		zones = frappe.get_all("Pricing Zone", filters={"is_default": 1}, fields=["name", "price_list"])
		self.assertEqual(zones, [{"name": "STD", "price_list": "Gigafibre Standard"}])
		price_list = frappe.get_doc("Price List", "Gigafibre Standard")
		self.assertEqual((price_list.currency, price_list.selling), ("CAD", 1))

	def test_the_settings_point_to_what_was_made(self):
		settings = frappe.get_doc("FSM Settings")
		self.assertEqual(settings.special_discount_item, "RAB_X")
		self.assertEqual({row.service_kinds: row.item for row in settings.combo_rules}[4], "RAB4X")
		self.assertEqual(
			{row.months: row.item for row in settings.commitment_rules}, {24: "RAB24M", 36: "RAB36M"}
		)
		self.assertEqual([row.days_overdue for row in settings.reminders], [3, 10, 20])
		for field in ("company", "price_list", "default_zone", "tax_template", "exempt_tax_template"):
			self.assertTrue(settings.get(field), field)

	def test_on_site_tasks_wait_for_all_of_the_preparation(self):
		template = frappe.get_doc("Project Template", "Gigafibre Installation")
		tasks = [frappe.get_doc("Task", row.task) for row in template.tasks]
		preparation = {task.name for task in tasks if task.fsm_team in ("support", "dispatch")}
		self.assertEqual(len(preparation), 5)
		for task in tasks:
			waits_for = {row.task for row in task.depends_on}
			self.assertEqual(waits_for, preparation if task.fsm_team == "tech" else set(), task.subject)

	def test_a_project_made_from_the_template_has_its_tasks_and_their_order(self):
		project = frappe.get_doc(
			{
				"doctype": "Project",
				"project_name": "Installation - Essai du gabarit",
				"company": site.find_company(),
				"project_template": "Gigafibre Installation",
			}
		).insert(ignore_permissions=True)
		tasks = frappe.get_all("Task", filters={"project": project.name}, pluck="name")
		self.assertEqual(len(tasks), 8)
		self.assertEqual(frappe.db.count("Task Depends On", {"parent": ("in", tasks)}), 15)


class TestEnsureAgain(CatalogueCase):
	def test_a_second_call_changes_nothing(self):
		before = snapshot()
		self.assertTrue(catalogue.ensure())
		self.assertEqual(snapshot(), before)

	def test_what_an_administrator_changed_stays(self):
		frappe.db.set_value("Item", "FTTH25", {"item_name": "Essentiel", "disabled": 1, "speed_down": 30})
		frappe.db.set_value("Item Price", {"item_code": "FTTH25"}, "price_list_rate", 54.95)
		template = frappe.get_doc(
			"Message Template", {"event": "login_code", "channel": "SMS", "language": "fr"}
		)
		template.db_set({"body": "Code : {{ code }}", "enabled": 0})
		before = snapshot()
		catalogue.ensure()
		self.assertEqual(snapshot(), before)
		self.assertEqual(frappe.db.get_value("Item", "FTTH25", "item_name"), "Essentiel")
		self.assertEqual(price_of("FTTH25"), 54.95)

	def test_what_an_administrator_deleted_is_not_made_again(self):
		frappe.delete_doc("Item Price", frappe.db.get_value("Item Price", {"item_code": "TVBMONDE"}))
		frappe.delete_doc("Item", "TVBMONDE")
		frappe.delete_doc("Message Template", "payment_received-SMS-en")
		catalogue.ensure()
		self.assertFalse(frappe.db.exists("Item", "TVBMONDE"))
		self.assertFalse(frappe.db.exists("Message Template", "payment_received-SMS-en"))

	def test_what_an_earlier_installation_left_works_again(self):
		"""Uninstalling drops our fields and our memory; Items and template tasks stay as the company's data."""
		memory.forget(made.KEY)
		frappe.db.set_value(
			"Item",
			"FTTH80I",
			{"service_type": None, "speed_down": 0, "speed_up": 0, "line_profile": None, "combo_ready": 0},
		)
		frappe.db.set_value("Task", {"is_template": 1}, "fsm_team", None)
		frappe.db.set_value("Item", "FTTH25", "speed_down", 30)
		catalogue.ensure()
		facts = ["service_type", "speed_down", "line_profile", "combo_ready"]
		self.assertEqual(frappe.db.get_value("Item", "FTTH80I", facts), ("Internet", 80, "101", 1))
		self.assertEqual(frappe.db.get_value("Item", "FTTH25", "speed_down"), 30)
		self.assertEqual(frappe.db.count("Task", {"is_template": 1, "fsm_team": ("is", "not set")}), 0)

	def test_a_setting_that_was_emptied_stays_empty(self):
		frappe.db.set_single_value("FSM Settings", "special_discount_item", None)
		catalogue.ensure()
		self.assertFalse(frappe.db.get_single_value("FSM Settings", "special_discount_item"))

	def test_a_row_that_a_new_version_brings_is_made(self):
		frappe.db.delete("Item Price", {"item_code": "TVBVIE"})
		frappe.db.delete("Item", {"name": "TVBVIE"})
		known = [key for key in memory.recall(made.KEY) if "TVBVIE" not in key]
		memory.remember(made.KEY, known)
		catalogue.ensure()
		self.assertEqual(price_of("TVBVIE"), 7)


class TestOtherSites(CatalogueCase):
	"""The site as another installation of ERPNext could be. Nothing here is committed."""

	def start_over(self):
		skus = [row["sku"] for row in site.rows("items.csv")]
		groups = [row["item_group"] for row in site.rows("item_groups.csv")]
		frappe.db.delete("Item Price", {"price_list": prices.PRICE_LIST})
		frappe.db.delete("Item", {"name": ("in", skus)})
		frappe.db.delete("Item Group", {"name": ("in", groups)})
		frappe.db.delete("Account", {"account_name": ("in", ("TPS", "TVQ"))})
		self.delete_titled(taxes.SALES, taxes.TEMPLATE, "Sales Taxes and Charges")
		self.delete_titled("Item Tax Template", taxes.EXEMPT, "Item Tax Template Detail")
		memory.forget(made.KEY)
		frappe.clear_cache()

	def delete_titled(self, doctype: str, title: str, rows: str):
		names = frappe.get_all(doctype, {"title": title}, pluck="name")
		frappe.db.delete(rows, {"parent": ("in", names)})
		frappe.db.delete(doctype, {"name": ("in", names)})

	def rename(self, doctype: str, old: str, new: str, parent_field: str):
		table = f"`tab{doctype}`"
		frappe.db.sql(f"update {table} set name=%s where name=%s", (new, old))
		frappe.db.sql(f"update {table} set `{parent_field}`=%s where `{parent_field}`=%s", (new, old))
		frappe.clear_cache()

	def test_erpnext_in_french(self):
		self.start_over()
		self.rename("Item Group", site.root("Item Group"), "Tous les groupes d'articles", "parent_item_group")
		old = frappe.db.get_value("Account", {"account_type": "Tax", "is_group": 1, "root_type": "Liability"})
		self.rename("Account", old, "Taxes et droits - GF", "parent_account")
		frappe.db.set_value("Account", "Taxes et droits - GF", "account_name", "Taxes et droits")
		self.assertTrue(catalogue.ensure())
		parents = frappe.get_all("Account", {"account_name": ("in", ("TPS", "TVQ"))}, pluck="parent_account")
		self.assertEqual(parents, ["Taxes et droits - GF"] * 2)
		self.assertEqual(
			frappe.db.get_value("Item Group", "Gigafibre", "parent_item_group"), "Tous les groupes d'articles"
		)

	def test_accounts_of_the_french_chart_are_used(self):
		self.start_over()
		for name in ("TPS à payer", "TVP/TVQ à payer"):
			frappe.get_doc(
				{
					"doctype": "Account",
					"account_name": name,
					"company": site.find_company(),
					"parent_account": frappe.db.get_value("Account", {"account_type": "Tax", "is_group": 1}),
					"account_type": "Tax",
				}
			).insert(ignore_permissions=True)
		catalogue.ensure()
		template = frappe.get_doc(taxes.SALES, {"title": taxes.TEMPLATE})
		self.assertEqual(
			[frappe.db.get_value("Account", row.account_head, "account_name") for row in template.taxes],
			["TPS à payer", "TVP/TVQ à payer"],
		)

	def test_items_named_by_a_series_keep_their_sku(self):
		self.start_over()
		frappe.db.set_default("item_naming_by", "Naming Series")
		catalogue.ensure()
		self.assertEqual(frappe.db.get_value("Item", "FTTH25", "item_code"), "FTTH25")

	def test_the_taxes_go_to_the_company_of_the_settings(self):
		other = self.make_company()
		frappe.db.set_single_value("FSM Settings", "company", other)
		catalogue.ensure()
		self.assertEqual(frappe.db.count(taxes.SALES, {"title": taxes.TEMPLATE, "company": other}), 1)
		self.assertEqual(frappe.db.count(taxes.SALES, {"title": taxes.TEMPLATE}), 2)

	def make_company(self) -> str:
		company = frappe.get_doc(
			{
				"doctype": "Company",
				"company_name": "Fibre du Nord inc.",
				"abbr": "FDN",
				"country": "Canada",
				"default_currency": "CAD",
			}
		)
		company.insert(ignore_permissions=True)
		return company.name

	def test_before_erpnexts_setup_nothing_is_made(self):
		self.start_over()
		frappe.db.set_single_value("FSM Settings", "company", None)
		frappe.db.set_single_value("Global Defaults", "default_company", None)
		frappe.db.delete("Company")
		before = snapshot()
		self.assertFalse(catalogue.ensure())
		self.assertEqual(snapshot(), before)
		self.assertIsNone(memory.recall(made.KEY))


class TestDefaultTaxTemplate(CatalogueCase):
	def start_over(self, default: str | None):
		frappe.db.delete(taxes.SALES, {"title": taxes.TEMPLATE})
		frappe.db.set_value(taxes.SALES, {"is_default": 1}, "is_default", 0)
		if default:
			frappe.db.sql(
				f"update `tab{taxes.SALES}` set is_default=1, modified=creation where name=%s", default
			)
		memory.remember(made.KEY, [key for key in memory.recall(made.KEY) if not key.startswith(taxes.SALES)])

	def default(self) -> list[str]:
		return frappe.get_all(
			taxes.SALES, filters={"is_default": 1, "company": site.find_company()}, pluck="title"
		)

	def test_it_is_the_default_where_there_is_none(self):
		self.start_over(None)
		catalogue.ensure()
		self.assertEqual(self.default(), [taxes.TEMPLATE])

	def test_it_replaces_the_wizards_default_that_nobody_used(self):
		self.start_over("Canada GST 5% - GF")
		catalogue.ensure()
		self.assertEqual(self.default(), [taxes.TEMPLATE])

	def test_a_default_that_somebody_chose_stays(self):
		self.start_over("Canada HST 15% - GF")
		catalogue.ensure()
		self.assertEqual(self.default(), ["Canada HST 15%"])
