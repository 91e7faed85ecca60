"""A port is held by one order. The database decides who was first: a look before the write would let many win."""

import frappe
from frappe import _
from frappe.utils import now

from gigafibre_fsm.domain.availability import AVAILABLE, NO_BOX
from gigafibre_fsm.exceptions import PortTaken


def reserve(drop: str, project: str) -> None:
	"""Until the transaction ends nobody else can; then the port is the project's, or as it was."""
	frappe.db.sql(
		"""update `tabFibre Drop` set reserved_for = %s, modified = %s, modified_by = %s
		where name = %s and state = %s""",
		(project, now(), frappe.session.user, drop, AVAILABLE),
	)
	if frappe.db._cursor.rowcount != 1:
		refuse(frappe.db.get_value("Fibre Drop", drop, "state"))
	frappe.clear_document_cache("Fibre Drop", drop)


def refuse(state: str | None) -> None:
	if state == NO_BOX:
		frappe.throw(_("The fibre box at this address is not installed yet."), PortTaken)
	frappe.throw(
		_("This address has just been taken or is already served: its fibre port is not free."), PortTaken
	)


def release(project: str) -> None:
	"""Every port that the project holds; one that carries an ONT by now stays what it is."""
	drop = frappe.qb.DocType("Fibre Drop")
	held = frappe.qb.from_(drop).where(drop.reserved_for == project).select(drop.name).run(pluck=True)
	for name in held:
		frappe.db.set_value("Fibre Drop", name, "reserved_for", None)
