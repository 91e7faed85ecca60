"""Keeps every save, whoever makes it, inside a doctype's status table."""

from functools import partial

import frappe
from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.domain.status import IllegalMove, Moves, illegal_move
from gigafibre_fsm.exceptions import InvalidState


def guard(doc: Document, table: Moves, fieldname: str = "status") -> None:
	before = doc.get_doc_before_save()
	if before:
		refuse(doc, illegal_move(table, before.get(fieldname), doc.get(fieldname)), fieldname)


def refuse(doc: Document, move: IllegalMove | None, fieldname: str) -> None:
	if not move:
		return
	# French says « Active » of a line and « Actif » of a place: words of a doctype are looked up under its name.
	say = partial(_, context=doc.doctype)
	legal = ", ".join(map(say, move.legal)) or _("none")
	frappe.throw(
		_("{0} {1}: {2} cannot go from {3} to {4}. Possible from here: {5}.").format(
			_(doc.doctype), doc.name, say(doc.meta.get_label(fieldname)), say(move.old), say(move.new), legal
		),
		InvalidState,
	)
