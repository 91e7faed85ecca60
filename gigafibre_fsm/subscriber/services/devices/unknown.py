"""The Issue of a device that nobody knows: found while it is open, resolved once somebody has recorded the device."""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html, get_link_to_form

from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.subscriber.services.devices.servers import IDENTITIES

# The subject is what the office looks for, in either language.
SUBJECT = "Unknown device {0}"
STILL_OPEN = ("Open", "Replied", "On Hold")
RESOLVED = "Resolved"


def open_issues(serials: Iterable[str]) -> list[str]:
	"""By the index on the serial. Customers' own Issues may name a device too: the subject tells them apart."""
	serials = list(serials)
	filters = {
		"device_serial": ("in", serials),
		"subject": ("in", [SUBJECT.format(serial) for serial in serials]),
		"status": ("in", STILL_OPEN),
	}
	return frappe.get_all("Issue", filters, pluck="name", order_by="name")


def recorded(device: Document) -> None:
	"""In the transaction that gave the device its serial; one that got no new one asks nothing."""
	before = device.get_doc_before_save()
	serials = [
		device.get(field) for field in IDENTITIES if not before or device.get(field) != before.get(field)
	]
	resolve(serials, device.name)


def resolve(serials: Iterable[str | None], equipment: str) -> None:
	given = sorted({serial for serial in serials if serial})
	for issue in open_issues(given) if given else ():
		_resolve(issue, equipment)


def _resolve(name: str, equipment: str) -> None:
	issue = frappe.get_doc("Issue", name, for_update=True)
	# Somebody was faster.
	if issue.status not in STILL_OPEN:
		return
	issue.status = RESOLVED
	# A field that the office wants filled in must not keep a technician from scanning.
	issue.flags.ignore_mandatory = True
	issue.save(ignore_permissions=True)
	said = _("{0} is known now: it is recorded as {1}.", lang=languages.of_office())
	link = get_link_to_form("Service Equipment", equipment)
	issue.add_comment("Info", said.format(escape_html(issue.device_serial), link))
