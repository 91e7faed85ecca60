import frappe

from gigafibre_fsm.fibre_plant.services import link_review


@frappe.whitelist(methods=["GET", "POST"])
def get_queue(
	olt: str | None = None,
	city: str | None = None,
	reason: str | None = None,
	start: int = 0,
	limit: int = 50,
) -> dict:
	"""A page of the drops to review, and what the filters offer."""
	chosen = {"olt": olt, "city": city, "reason": reason}
	return {
		**link_review.to_review(**chosen, start=start, limit=limit),
		"choices": link_review.filters(**chosen),
	}


@frappe.whitelist(methods=["GET", "POST"])
def get_drop(drop: str) -> dict:
	return link_review.candidates(drop)


@frappe.whitelist(methods=["POST"])
def accept(drop: str, address: str) -> dict:
	return link_review.accept(drop, address)


@frappe.whitelist(methods=["POST"])
def decline(drop: str) -> dict:
	return link_review.none(drop)


@frappe.whitelist(methods=["POST"])
def undo(drop: str) -> dict:
	return link_review.undo(drop)
