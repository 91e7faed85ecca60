"""An account of the old system is a Customer, with a Contact where there is a way to reach them.

A prospect is a Customer too: its quotes need one.
"""

from datetime import datetime

from gigafibre_fsm.domain.legacy import ids, reach, text, times
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Record
from gigafibre_fsm.domain.legacy.reach import Read

CLOSED = 2
RESIDENTIAL, COMMERCIAL = "Résidentiel", "Commercial"
LANGUAGES = ("fr", "en")
USUAL_LANGUAGE = "fr"
NAME_LENGTH = 140


def customer_name(account_id: int) -> str:
	return f"C-{account_id}"


def becomes(row: dict, known: Known) -> list[Record]:
	account_id = ids.fits(row["id"])
	name = customer_name(account_id)
	created = times.moment(row["date_orig"], known.now) or known.now
	reached = {
		"email": reach.emails(row["email"]),
		"tel_home": reach.phones(row["tel_home"]),
		"cell": reach.phones(row["cell"]),
	}
	person = _person(row, name)
	contact = _contact(name, person, reached, created, known)
	customer = {
		"name": name,
		"legacy_customer_id": account_id,
		**_called(row, person),
		**_kind(row),
		**_shown(contact),
		"territory": known.extra.get("territory"),
		"customer_details": _unread(reached),
		"represents_company": "",
		"creation": created,
	}
	warnings = tuple(f"unreadable {field}: {read.unread}" for field, read in reached.items() if read.unread)
	records = [Record("Customer", customer, warnings)]
	return [*records, Record("Contact", contact)] if contact else records


def _person(row: dict, name: str) -> dict:
	"""As the Contact tells it; somebody without any name is called as the customer is."""
	first, last = text.plain(row["first_name"]), text.plain(row["last_name"])
	company = text.plain(row["company"])
	if not (first or last or company):
		first = name
	full = " ".join(part for part in (first, last) if part)
	return {"first_name": first, "last_name": last, "company_name": company, "full_name": full or company}


def _called(row: dict, person: dict) -> dict:
	company = person["company_name"]
	return {
		"customer_name": company or person["full_name"],
		"customer_type": "Company" if company else "Individual",
	}


def _kind(row: dict) -> dict:
	language = (text.clean(row["language"]) or "").lower()
	stripe_id = text.clean(row["stripe_id"]) or ""
	return {
		"customer_group": COMMERCIAL if row["commercial"] else RESIDENTIAL,
		"is_commercial": int(bool(row["commercial"])),
		"is_vip": int(bool(row["vip"])),
		"language": language if language in LANGUAGES else USUAL_LANGUAGE,
		"stripe_id": stripe_id if stripe_id.startswith("cus_") else None,
		"disabled": int(row["status"] == CLOSED),
	}


def _contact(
	name: str, person: dict, reached: dict[str, Read], created: datetime, known: Known
) -> dict | None:
	addresses, numbers = reached["email"].found, _numbers(reached)
	stands_for_company = person["company_name"] and person["first_name"]
	if not addresses and not numbers and not stands_for_company:
		return None
	return {
		"name": f"{person['full_name'][: NAME_LENGTH - len(name) - 1]}-{name}",
		**person,
		"is_primary_contact": 1,
		"email_id": addresses[0] if addresses else "",
		"user": known.extra.get("users", {}).get(addresses[0]) if addresses else None,
		"image": "" if addresses else None,
		"phone": _primary(numbers, "is_primary_phone"),
		"mobile_no": _primary(numbers, "is_primary_mobile_no"),
		"email_ids": [{"email_id": one, "is_primary": int(not place)} for place, one in enumerate(addresses)],
		"phone_nos": numbers,
		"links": [
			{
				"link_doctype": "Customer",
				"link_name": name,
				"link_title": person["company_name"] or person["full_name"],
			}
		],
		"creation": created,
	}


def _numbers(reached: dict[str, Read]) -> list[dict]:
	home, cell = reached["tel_home"].found, reached["cell"].found
	return [
		{
			"phone": number,
			"is_primary_phone": int(number in home[:1]),
			"is_primary_mobile_no": int(number in cell[:1]),
		}
		for number in dict.fromkeys((*home, *cell))
	]


def _primary(numbers: list[dict], kind: str) -> str:
	return next((one["phone"] for one in numbers if one[kind]), "")


def _shown(contact: dict | None) -> dict:
	"""Of its primary contact the Customer shows this."""
	if not contact:
		return {}
	shown = {field: contact[field] for field in ("email_id", "mobile_no", "first_name", "last_name")}
	return {"customer_primary_contact": contact["name"], **shown}


def _unread(reached: dict[str, Read]) -> str | None:
	"""What nobody could dial or write to, under the name that its field had."""
	lines = [f"{field}: {read.unread}" for field, read in reached.items() if read.unread]
	return "\n".join(lines) or None
