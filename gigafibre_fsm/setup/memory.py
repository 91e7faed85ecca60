"""What this app did on a site, so that uninstall can take back exactly that.

Kept as DefaultValue rows of a parent of their own: they take part in the transaction, they survive a crash, and no
session loads them.
"""

import json

import frappe

OWNER = "gigafibre_fsm"


def remember(key: str, value) -> None:
	text = json.dumps(value, sort_keys=True, default=str)
	if _stored(key) == text:
		return
	forget(key)
	frappe.get_doc(
		{
			"doctype": "DefaultValue",
			"parent": OWNER,
			"parenttype": "__default",
			"parentfield": "system_defaults",
			"defkey": key,
			"defvalue": text,
		}
	).db_insert()


def remember_also(key: str, item: str) -> None:
	remember(key, sorted({*recall(key, []), item}))


def recall(key: str, default=None):
	text = _stored(key)
	return default if text is None else json.loads(text)


def forget(key: str) -> None:
	frappe.db.delete("DefaultValue", {"parent": OWNER, "defkey": key})


def forget_everything() -> None:
	frappe.db.delete("DefaultValue", {"parent": OWNER})


def keys(prefix: str) -> list[str]:
	names = frappe.get_all(
		"DefaultValue",
		filters={"parent": OWNER, "defkey": ("like", f"{prefix}%")},
		pluck="defkey",
		order_by="defkey",
	)
	return [name for name in names if name.startswith(prefix)]


def _stored(key: str) -> str | None:
	# frappe.db.get_value would cache DefaultValue rows of other parents too; one plain read says what is there.
	rows = frappe.db.sql(
		"select defvalue from `tabDefaultValue` where parent=%s and defkey=%s limit 1", (OWNER, key)
	)
	return rows[0][0] if rows else None
