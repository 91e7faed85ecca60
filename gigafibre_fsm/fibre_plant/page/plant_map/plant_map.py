import frappe

from gigafibre_fsm.fibre_plant.services import capacity, plant_map


@frappe.whitelist(methods=["GET", "POST"])
def get_drops() -> dict:
	frappe.has_permission("Fibre Drop", throw=True)
	return plant_map.drops()


@frappe.whitelist(methods=["GET", "POST"])
def get_details(names: str | list) -> list[dict]:
	frappe.has_permission("Fibre Drop", throw=True)
	return plant_map.details(frappe.parse_json(names))


@frappe.whitelist(methods=["GET", "POST"])
def get_capacity(olt: str | None = None) -> list[dict]:
	"""Per OLT, or per port of one."""
	frappe.has_permission("Fibre Drop", throw=True)
	return capacity.capacity_by_port(olt) if olt else capacity.capacity_by_olt()
