"""Brings a document's identifiers to their canonical form, or says which field cannot be one."""

from collections.abc import Callable

import frappe
from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.domain.identifiers import (
	canonical_did,
	canonical_mac,
	canonical_postal_code,
	canonical_serial,
)
from gigafibre_fsm.exceptions import InvalidRequest


def serials(doc: Document, *fieldnames: str) -> None:
	_apply(doc, fieldnames, canonical_serial, "")


def postal_codes(doc: Document, *fieldnames: str) -> None:
	_apply(doc, fieldnames, canonical_postal_code, "")


def macs(doc: Document, *fieldnames: str) -> None:
	_apply(doc, fieldnames, canonical_mac, _("a MAC address has twelve hexadecimal digits"))


def dids(doc: Document, *fieldnames: str) -> None:
	_apply(doc, fieldnames, canonical_did, _("a phone number has ten digits, area code included"))


def _apply(doc: Document, fieldnames: tuple[str, ...], form: Callable, expected: str) -> None:
	for fieldname in fieldnames:
		try:
			doc.set(fieldname, form(doc.get(fieldname)))
		except ValueError:
			label = _(doc.meta.get_label(fieldname), context=doc.doctype)
			frappe.throw(_("{0}: {1}, not {2}.").format(label, expected, doc.get(fieldname)), InvalidRequest)
