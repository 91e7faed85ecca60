"""What agents see of a customer (docs/phone-lines.md tells of secrets)."""

import frappe

from gigafibre_fsm.api import limits
from gigafibre_fsm.api.callers import AGENTS
from gigafibre_fsm.api.endpoint import endpoint, needed
from gigafibre_fsm.subscriber.services import revealing

# Enough for a day on the telephone; a list of all secrets takes too long.
MOST_SECRETS, MINUTES = 20, 10


@frappe.whitelist(methods=["POST"])
@endpoint()
def reveal(doctype: str, name: str, fieldname: str, reason: str) -> dict:
	frappe.only_for(AGENTS)
	reason = needed("reason", reason)
	limits.count_person("reveal", MOST_SECRETS, MINUTES)
	names = needed("doctype", doctype), needed("name", name), needed("fieldname", fieldname)
	return {"secret": revealing.reveal(*names, reason)}
