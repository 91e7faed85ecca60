"""The address of a place with phone lines is changed through its controller, which tells 911; nothing goes round it.

An import writes in bulk, and follows its changes itself (`legacy/engine/updating.py`).
"""

import ast
import re

import pytest

ADDRESS = {"civic_number", "civic_suffix", "unit", "street", "city", "province", "postal_code"}
PLACE = "Service Location"
SQL = re.compile(r"\bupdate\s+`?tabService Location\b", re.IGNORECASE)
DIRECT = {"set_value", "db_set", "bulk_update"}


def strings(node: ast.AST) -> set[str]:
	return {
		one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)
	}


def is_direct(call: ast.Call) -> bool:
	"""`frappe.db.set_value("Service Location", …)` and its kin; `db_set` does not say of what."""
	name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
	words = strings(call)
	return name in DIRECT and bool(words & ADDRESS) and (name == "db_set" or PLACE in words)


def is_sql(text: str) -> bool:
	return bool(SQL.search(text)) and any(re.search(rf"\b{field}\b", text) for field in ADDRESS)


def is_built(call: ast.Call, source: str) -> bool:
	"""`qb.update(place).set(place.street, …)`, where the file builds queries on places."""
	if not isinstance(call.func, ast.Attribute) or call.func.attr != "set" or PLACE not in source:
		return False
	first = call.args[0] if call.args else None
	return "qb.update(" in ast.unparse(call) and isinstance(first, ast.Attribute) and first.attr in ADDRESS


def detours(source: str) -> list[int]:
	found = []
	for node in ast.walk(ast.parse(source)):
		if isinstance(node, ast.Call) and (is_direct(node) or is_built(node, source)):
			found.append(node.lineno)
		elif isinstance(node, ast.Constant) and isinstance(node.value, str) and is_sql(node.value):
			found.append(node.lineno)
	return found


@pytest.mark.parametrize(
	"source",
	[
		'frappe.db.set_value("Service Location", name, "civic_number", "7")',
		'frappe.db.set_value("Service Location", name, {"street": "rue Boyer"}, update_modified=False)',
		'location.db_set("postal_code", "J0S 1A1")',
		'frappe.db.sql("update `tabService Location` set city = %s where name = %s", values)',
		'place = DocType("Service Location")\nfrappe.qb.update(place).set(place.street, "rue Boyer").run()',
	],
)
def test_a_detour_is_seen(source):
	assert detours(source)


@pytest.mark.parametrize(
	"source",
	[
		'frappe.db.set_value("Service Location", name, "status", "Closed")',
		'frappe.db.get_value("Service Location", name, "civic_number")',
		'frappe.db.sql("select street, city from `tabService Location`")',
	],
)
def test_what_is_none_is_not(source):
	assert not detours(source)


def test_nothing_goes_round_the_controller(package):
	found = {}
	for path in sorted(package.rglob("*.py")):
		parts = path.relative_to(package).parts
		if not {"tests", "testing"} & set(parts):
			found["/".join(parts)] = detours(path.read_text())
	assert {path: lines for path, lines in found.items() if lines} == {}
