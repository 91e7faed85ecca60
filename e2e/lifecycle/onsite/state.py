"""Everything on a site that installing, migrating or uninstalling an app may change."""

import json

import frappe

TABLES = (
	"""select table_name, table_type, engine from information_schema.tables where table_schema=database()"""
)
COLUMNS = """select table_name, column_name, column_type, is_nullable, column_default, generation_expression, extra,
	column_comment from information_schema.columns where table_schema=database()"""
INDEXES = """select table_name, index_name, non_unique, group_concat(column_name order by seq_in_index)
	from information_schema.statistics where table_schema=database() group by 1, 2, 3"""
# Rows of configuration. `modified` and the like say nothing about what is there.
ROWS = (
	"Custom Field",
	"Custom DocPerm",
	"Property Setter",
	"Role",
	"Has Role",
	"Customer Group",
	"Issue Type",
	"Module Def",
	"DocType",
	"DocField",
	"DocPerm",
	"DocType Link",
	"Report",
	"Workspace",
	"Number Card",
	"Dashboard Chart",
	"Module Onboarding",
	"Onboarding Step",
	"Scheduled Job Type",
	"DefaultValue",
	"Item",
	"Item Group",
	"Item Price",
	"Price List",
	"Holiday List",
	"Holiday",
	"Project Template",
	"Task",
	"Account",
	"Sales Taxes and Charges Template",
	"Item Tax Template",
	"Pricing Zone",
	"Message Template",
)
NOISE = {
	"modified",
	"modified_by",
	"creation",
	"owner",
	"migration_hash",
	"_user_tags",
	"_comments",
	"_liked_by",
}
# Named at random when made.
UNNAMED = {"Custom DocPerm", "Has Role", "DefaultValue", "DocField", "DocPerm", "DocType Link", "Holiday"}


def state() -> dict:
	found = {
		"tables": frappe.db.sql(TABLES),
		"columns": frappe.db.sql(COLUMNS),
		"indexes": frappe.db.sql(INDEXES),
		"singles": frappe.db.sql(
			"select doctype, field, value from tabSingles where field not in ('modified')"
		),
		"secrets": frappe.db.sql("select doctype, name, fieldname from __Auth"),
		"next numbers": next_numbers(),
	}
	for doctype in ROWS:
		if frappe.db.table_exists(doctype, cached=False):
			found[doctype] = rows(doctype)
	return {key: sorted(json.dumps(row, default=str) for row in value) for key, value in found.items()}


def next_numbers() -> list:
	names = frappe.db.sql(
		"select table_name from information_schema.tables where table_schema=database() and table_type='SEQUENCE'",
		pluck=True,
	)
	return [(name, frappe.db.sql(f"select next_not_cached_value from `{name}`")[0][0]) for name in names]


def rows(doctype: str) -> list[dict]:
	noise = NOISE | ({"name"} if doctype in UNNAMED else set())
	found = frappe.db.sql(f"select * from `tab{doctype}`", as_dict=True)
	return [{key: value for key, value in row.items() if key not in noise} for row in found]
