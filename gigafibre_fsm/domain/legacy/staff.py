"""A member of the old system's staff is an Employee, found again by their number in the work they did."""

from datetime import date

from gigafibre_fsm.domain.legacy import ids, reach, text
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Record

# ERPNext asks for these dates; the old system never knew them. Nobody takes this one for a real one.
UNKNOWN_DAY = date(1900, 1, 1)
# What the installation of an order asks of whoever goes there.
TECHNICIAN_TAGS = "Fibre, Installation"


def becomes(row: dict, known: Known) -> list[Record]:
	staff_id = ids.fits(row["id"])
	name = f"E-{staff_id}"
	email = reach.emails(row["email"])
	values = {
		"name": name,
		"employee": name,
		"legacy_staff_id": staff_id,
		**_called(row, name),
		"company": known.extra["company"],
		"gender": known.extra["gender"],
		"status": "Active" if row["active"] else "Inactive",
		"date_of_birth": UNKNOWN_DAY,
		"date_of_joining": UNKNOWN_DAY,
		"company_email": email.found[0] if email.found else None,
		"technician_tags": TECHNICIAN_TAGS if row["tech"] else None,
		**_place_in_tree(staff_id, known),
		"creation": known.now,
	}
	return [Record("Employee", values, (f"unreadable email: {email.unread}",) if email.unread else ())]


def _called(row: dict, name: str) -> dict:
	first, last = text.plain(row["first_name"]), text.plain(row["last_name"])
	if not first:
		first, last = last or name, None
	return {
		"first_name": first,
		"last_name": last,
		"employee_name": f"{first} {last}" if last else first,
	}


def _place_in_tree(staff_id: int, known: Known) -> dict:
	"""Nobody reports to anybody. Who is on the site already stays where they are."""
	left = known.extra["places"].get(staff_id)
	return {"lft": left, "rgt": left + 1, "old_parent": ""} if left else {}
