"""Lines in the timelines of what an order touches, for whoever opens the customer or the Project later."""

import frappe
from frappe import _
from frappe.utils import escape_html, get_link_to_form

from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.gigafibre_fsm import wording
from gigafibre_fsm.subscriber.services.ordering import documents
from gigafibre_fsm.subscriber.services.ordering.documents import Draft


def comments(draft: Draft) -> list[dict]:
	language = languages.of_office()
	order = draft.order
	sold = ", ".join(map(documents.called, documents.services(order)))
	said = _("Order {0} at {1}: {2}; {3} a month.", lang=language).format(
		get_link_to_form("Project", draft.names.project),
		escape_html(order.spot.place.address_line),
		escape_html(sold),
		wording.money(order.quote.monthly_total, language),
	)
	return [
		comment("Customer", draft.customer, said),
		comment("Project", draft.names.project, _placed(draft, language)),
	]


def _placed(draft: Draft, language: str) -> str:
	order = draft.order
	by_agent = _("Order taken by an agent.", lang=language)
	lines = [by_agent if order.caller.is_agent else _("Order placed on the website.", lang=language)]
	if order.request.special_discount_reason:
		reason = escape_html(order.request.special_discount_reason)
		lines.append(_("Special discount: {0}", lang=language).format(reason))
	if order.request.notes:
		lines.append(escape_html(order.request.notes).replace("\n", "<br>"))
	return "<br>".join(lines)


def comment(doctype: str, name: str, content: str) -> dict:
	return {
		"doctype": "Comment",
		"comment_type": "Info",
		"reference_doctype": doctype,
		"reference_name": name,
		"content": content,
		"comment_email": frappe.session.user,
		"comment_by": frappe.utils.get_fullname(frappe.session.user),
	}
