"""Password values into `__Auth`, encrypted, in one statement; the columns keep asterisks."""

from collections.abc import Iterable

import frappe
from frappe.model.document import Document
from frappe.utils.password import encrypt

from gigafibre_fsm.gigafibre_fsm.writing.plan import Plan
from gigafibre_fsm.gigafibre_fsm.writing.refusal import NotPlain


def take(plan: Plan, document: Document) -> Iterable[tuple[str, str, str, str]]:
	"""A name that has just been given has nothing in `__Auth` to take away, as Frappe does for an empty one."""
	for fieldname in plan.passwords:
		value = document.__dict__.get(fieldname)
		if not value:
			continue
		if not isinstance(value, str):
			raise NotPlain
		if set(value) != {"*"}:
			document.__dict__[fieldname] = "*" * len(value)
			yield plan.doctype, document.name, fieldname, encrypt(value)


def store(secrets: list[tuple[str, str, str, str]]) -> None:
	if not secrets:
		return
	rows = ", ".join(["(%s, %s, %s, %s, 1)"] * len(secrets))
	frappe.db.sql(
		f"""insert into `__Auth` (`doctype`, `name`, `fieldname`, `password`, `encrypted`) values {rows}
		on duplicate key update `password` = values(`password`), `encrypted` = 1""",
		[value for secret in secrets for value in secret],
	)
