"""The pool of phone numbers, once lines have come that nobody ordered here: a number that they use is not free."""

import frappe
from frappe.utils import now

from gigafibre_fsm.voice_service.doctype.phone_number.status import Status


def withdraw(legacy_id: str, status: str) -> None:
	frappe.db.sql(
		f"""update `tabPhone Number` number join `tabVoIP Line` line on line.`did` = number.`name`
		set number.`status` = %s, number.`voip_line` = line.`name`, number.`modified` = %s
		where number.`status` = %s and line.`{legacy_id}` <> 0
			and (line.`status` = 'Cancelled') = %s""",
		(status, now(), Status.FREE, status == Status.QUARANTINED),
	)
