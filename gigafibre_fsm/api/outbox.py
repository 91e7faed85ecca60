"""The buttons of Outbox Message, on its form and in its list. Its rights are those of the document: see its JSON."""

import frappe
from frappe import _

from gigafibre_fsm.api.endpoint import endpoint, names_in, needed
from gigafibre_fsm.exceptions import NotFound
from gigafibre_fsm.gigafibre_fsm.delivery import by_hand


@frappe.whitelist(methods=["POST"])
@endpoint()
def retry(names: list | str) -> dict:
	return by_hand.retry(_names(names))


@frappe.whitelist(methods=["POST"])
@endpoint()
def cancel(names: list | str) -> dict:
	return by_hand.cancel(_names(names))


@frappe.whitelist(methods=["GET", "POST"])
@endpoint()
def preview(name: str) -> dict:
	[found] = _names([needed("name", name)])
	message = frappe.get_doc(by_hand.DOCTYPE, found)
	message.check_permission("read")
	return by_hand.preview(message)


def _names(given: list | str) -> list[str]:
	return [_known(name) for name in names_in(given, by_hand.MOST_AT_ONCE)]


def _known(name: str) -> str:
	if not frappe.db.exists(by_hand.DOCTYPE, name):
		frappe.throw(_("There is no message {0}.").format(name), NotFound)
	return name
