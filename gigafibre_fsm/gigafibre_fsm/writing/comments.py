"""Frappe's Comment: lines of a timeline. Those that people write go Frappe's way, which tells whom they mention."""

from collections.abc import Sequence

import frappe
from frappe.model.document import Document

from gigafibre_fsm.gigafibre_fsm.writing.bulk import Recipe
from gigafibre_fsm.gigafibre_fsm.writing.refusal import NotPlain

# Kept in the document's own `_comments`, shown in open forms at once, or sent to somebody.
_TOLD = ("Comment", "Like", "Assigned", "Assignment Completed", "Attachment", "Attachment Removed")
_MARKUP = frozenset("<>&")


def _derive(documents: Sequence[Document]) -> None:
	for comment in documents:
		if comment.comment_type in _TOLD or "data-id" in (comment.content or ""):
			raise NotPlain
		if not comment.content or _MARKUP.isdisjoint(comment.content):
			comment.comment_email = comment.comment_email or frappe.session.user
		else:
			comment.validate()


RECIPE = Recipe(derive=_derive)
