import frappe
from frappe import _

from gigafibre_fsm.fibre_plant.services.capacity import count_by_state


@frappe.whitelist(methods=["GET", "POST"])
def get(chart_name: str | None = None, filters: str | dict | list | None = None, refresh: int | None = None):
	"""A chart source rather than a « Group By » chart: that one would show the stored codes, untranslated."""
	frappe.has_permission("Fibre Drop", throw=True)
	counts = count_by_state()
	labels = [_("Free"), _("Reserved"), _("Connected"), _("No Box")]
	return {"labels": labels, "datasets": [{"name": _("Fibre Drops"), "values": list(counts.values())}]}
