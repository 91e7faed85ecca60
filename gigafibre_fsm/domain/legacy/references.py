"""What several tables refer to in the same way."""

from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Reason, Rejected


def staff(staff_id: int | None, known: Known) -> tuple[dict | None, str | None]:
	"""The employee, where there still is one, and how a text names them."""
	if not staff_id:
		return None, None
	employee = known.employee(staff_id)
	return employee, employee["employee_name"] if employee else f"staff #{staff_id}"


def needed_location(row: dict, known: Known) -> dict:
	"""Of a row that becomes a part of its location. An account is not needed for that, but a wrong one is a wrong row."""
	if row["account_id"]:
		known.customer(row["account_id"])
	location = known.location(row["delivery_id"])
	if not location:
		raise Rejected(Reason.UNKNOWN_DELIVERY, f"delivery {row['delivery_id']}")
	return location
