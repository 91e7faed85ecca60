"""One secret of a line or a device, for an agent who says why. Who saw which one, when and why stays in the timeline."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html, get_fullname

from gigafibre_fsm.exceptions import InvalidRequest, NotFound
from gigafibre_fsm.gigafibre_fsm import language as languages

SECRETS = {
	"VoIP Line": ("sip_password", "vm_password", "ata_password"),
	"Service Equipment": ("wifi_password", "wifi_password_5g", "sip_password", "radius_password"),
	"Equipment SIP Line": ("sip_password",),
	"Service Subscription": ("radius_password",),
}


def reveal(doctype: str, name: str, fieldname: str, reason: str) -> str:
	if fieldname not in SECRETS.get(doctype, ()):
		frappe.throw(_("{0}.{1} is no secret that can be shown.").format(doctype, fieldname), InvalidRequest)
	holder = _holder(doctype, name)
	shown = _shown(holder)
	shown.check_permission("read")
	secret = holder.get_password(fieldname, raise_exception=False)
	label = _label(holder, fieldname)
	if not secret:
		frappe.throw(_("{0}: nothing is stored.").format(label), NotFound)
	_note(shown, holder, fieldname, reason)
	return secret


def _holder(doctype: str, name: str) -> Document:
	if not frappe.db.exists(doctype, name):
		frappe.throw(_("There is no {0} {1}.").format(_(doctype), name), NotFound)
	return frappe.get_doc(doctype, name)


def _shown(holder: Document) -> Document:
	"""Whose form has the timeline: of an account in a child table its device."""
	return frappe.get_doc(holder.parenttype, holder.parent) if holder.meta.istable else holder


def _note(shown: Document, holder: Document, fieldname: str, reason: str) -> None:
	language = languages.of_office()
	label = _label(holder, fieldname, language)
	if holder.meta.istable:
		label = f"{label} ({holder.sip_username or holder.line})"
	said = _("{0} looked at « {1} »: {2}", lang=language).format(
		get_fullname(frappe.session.user), label, reason
	)
	shown.add_comment("Info", escape_html(said))


def _label(holder: Document, fieldname: str, language: str | None = None) -> str:
	return _(holder.meta.get_label(fieldname), lang=language, context=holder.doctype)
