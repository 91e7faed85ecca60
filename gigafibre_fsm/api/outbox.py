"""The buttons of Outbox Message, on its form and in its list. Its rights are those of the document: see its JSON."""

import frappe
from frappe import _

from gigafibre_fsm.api.endpoint import endpoint, needed
from gigafibre_fsm.exceptions import InvalidRequest, NotFound
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
	"""A form can send a list only as text."""
	names = frappe.parse_json(given) if isinstance(given, str) and given[:1] == "[" else given
	if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
		frappe.throw(_("{0} must be {1}.").format("names", _("a list")), InvalidRequest)
	if not 1 <= len(names) <= by_hand.MOST_AT_ONCE:
		sentence = _("{0}: from 1 to {1} at a time.").format("names", by_hand.MOST_AT_ONCE)
		frappe.throw(sentence, InvalidRequest)
	return [_known(name) for name in names]


def _known(name: str) -> str:
	if not frappe.db.exists(by_hand.DOCTYPE, name):
		frappe.throw(_("There is no message {0}.").format(name), NotFound)
	return name
