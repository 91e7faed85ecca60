"""What a person does with rows chosen in a list: one by one, and those that cannot be are left, with the reason."""

from collections.abc import Callable, Iterable

import frappe
from frappe.model.document import Document

SAVEPOINT = "one_of_the_chosen"


def each(
	names: Iterable[str], take: Callable[[str], Document], act: Callable[[Document], object]
) -> dict[str, list]:
	"""`take` locks a row and gives it; what `act` wrote before it refused is taken back."""
	done, left = [], []
	# Always in the same order: two people must not wait for each other.
	for name in sorted(set(names)):
		try:
			_one(take(name), act)
			done.append(name)
		except frappe.ValidationError as refusal:
			left.append({"name": name, "reason": frappe.utils.strip_html(str(refusal))})
	frappe.clear_messages()
	return {"done": done, "left": left}


def _one(document: Document, act: Callable[[Document], object]) -> None:
	# Not before the lock: one that was waited for may begin the transaction anew.
	frappe.db.savepoint(SAVEPOINT)
	try:
		act(document)
	except frappe.ValidationError:
		frappe.db.rollback(save_point=SAVEPOINT)
		raise
	frappe.db.release_savepoint(SAVEPOINT)
