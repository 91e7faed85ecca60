"""`accord_paiement`: what was agreed with a customer who owes."""

from datetime import date

from gigafibre_fsm.domain.legacy import ids, text, times
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Reason, Record, Rejected
from gigafibre_fsm.domain.legacy.references import staff

STATUSES = {-1: "Pending", 0: "Open", 1: "Completed"}
METHODS = {0: "Unset", 1: "Portal", 2: "Cheque", 3: "Phone", 4: "PPA"}


def becomes(row: dict, known: Known) -> list[Record]:
	customer = known.customer(row["account_id"])
	agreed_at = times.moment(row["date_accord"], known.now)
	status = _status(row["status"])
	due_date, cutoff_date, warnings = _dates(row, agreed_at and agreed_at.date(), status, known)
	employee, agreed_by = staff(row["staff_id"], known)
	values = {
		"legacy_accord_id": ids.fits(row["id"]),
		"customer": customer["name"],
		"customer_name": customer["customer_name"],
		"status": status,
		"amount": _amount(row["montant"]),
		"method": METHODS.get(row["method"], "Unset"),
		"agreed_on": agreed_at.date() if agreed_at else None,
		"due_date": due_date,
		"cutoff_date": cutoff_date,
		"agreed_by": agreed_by,
		"agreed_by_employee": employee["name"] if employee else None,
		"agreed_by_user": employee["user_id"] if employee else None,
		"note": text.plain(row["note"]),
		"change_reason": text.plain(row["raison_changement"]),
	}
	if agreed_at:
		values["creation"] = agreed_at
	if row["method"] not in METHODS:
		warnings += (f"unknown method: {row['method']}",)
	return [Record("Payment Arrangement", values, warnings)]


def _status(number: int | None) -> str:
	if number not in STATUSES:
		raise Rejected(Reason.UNKNOWN_STATUS, f"status {number}")
	return STATUSES[number]


def _amount(amount):
	if amount and amount < 0:
		raise Rejected(Reason.NEGATIVE_AMOUNT, f"montant {amount}")
	return amount or 0


def _dates(
	row: dict, agreed_on: date | None, status: str, known: Known
) -> tuple[date, date, tuple[str, ...]]:
	"""Both are mandatory. A day that nobody agreed on is made up for none that is still to be kept."""
	due = times.day(row["date_echeance"], known.now)
	cutoff = times.day(row["date_coupure"], known.now)
	if due and cutoff and due <= cutoff:
		return due, cutoff, ()
	if due:
		return due, due, ("cutoff before the due date" if cutoff else "no cutoff date",)
	if cutoff:
		return cutoff, cutoff, ("no due date",)
	if agreed_on and status == "Completed":
		return agreed_on, agreed_on, ("no due date", "no cutoff date")
	raise Rejected(Reason.NO_DATE, "date_echeance, date_coupure")
