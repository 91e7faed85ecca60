from collections.abc import Sequence

import frappe
from frappe import _

from gigafibre_fsm.domain.legacy import staff
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Effect
from gigafibre_fsm.legacy.engine.importer import Importer, Needs
from gigafibre_fsm.setup.catalogue.site import find_company

UNSAID = "Prefer not to say"


class Staff(Importer):
	line = table = "staff"
	columns = ("id", "first_name", "last_name", "email", "tech", "active")
	doctype = "Employee"
	match_field = "legacy_staff_id"

	def prepare(self, source) -> None:
		self._site = {"company": find_company(), "gender": _gender()}

	def needs(self, rows: Sequence[dict]) -> Needs:
		return Needs(employees={row["id"] for row in rows})

	def extra(self, rows: Sequence[dict], known: Known) -> dict:
		"""Behind the last one of the tree, in the order of the rows; locked, as ERPNext does when it adds one."""
		new = [row["id"] for row in rows if row["id"] not in known.employees]
		end = (
			frappe.db.sql("select coalesce(max(`rgt`), 0) from `tabEmployee` for update")[0][0] if new else 0
		)
		places = {staff_id: end + 2 * place + 1 for place, staff_id in enumerate(new)}
		return {**self._site, "places": places}

	def becomes(self, row: dict, known: Known) -> Sequence[Effect]:
		return staff.becomes(row, known)


def _gender() -> str | None:
	"""ERPNext asks for one; the old system never did. Frappe's setup names them in the site's language."""
	for name in (UNSAID, _(UNSAID)):
		if frappe.db.exists("Gender", name):
			return name
	return frappe.db.get_value("Gender", {}, "name", order_by="creation")
