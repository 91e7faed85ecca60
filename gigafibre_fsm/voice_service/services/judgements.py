"""What people said of pairs of addresses that the rules leave open. Remembered by both sides as they are written: once
either is written otherwise, the question is open again.
"""

import hashlib

import frappe
from frappe.utils import now_datetime

from gigafibre_fsm.domain.emergency.findings import Verdict

DOCTYPE = "Address Judgement"
_BETWEEN = "\x1e"


def key(*texts: str) -> str:
	return hashlib.sha256(_BETWEEN.join(texts).encode()).hexdigest()


def remembered() -> dict[str, Verdict]:
	found = frappe.get_all(DOCTYPE, fields=["pair", "verdict"], as_list=True)
	return {pair: Verdict(verdict) for pair, verdict in found}


# Whoever calls it has asked whether they may judge: nobody makes one by hand.
def remember(pair: str, verdict: Verdict, note: str, shown: dict) -> str:
	"""The later judgement of a pair takes the place of the earlier one, which stays in its versions."""
	name = frappe.db.get_value(DOCTYPE, {"pair": pair}, for_update=True)
	judgement = frappe.get_doc(DOCTYPE, name) if name else frappe.new_doc(DOCTYPE, pair=pair)
	judgement.update({**shown, "verdict": str(verdict), "note": note})
	judgement.update({"judged_by": frappe.session.user, "judged_on": now_datetime()})
	return judgement.save(ignore_permissions=True).name
