"""The same call again: one order, one answer."""

import json

import frappe
from frappe import _

from gigafibre_fsm.domain.orders.request import OrderRequest
from gigafibre_fsm.exceptions import InvalidState

_KNOWN = "select order_quote, fsm_source from tabProject where fsm_order_key = %s"


def answer(request: OrderRequest, source: str) -> dict | None:
	"""What was answered under this key; None where it is new.

	:raises InvalidState: where the key stands for another order.
	"""
	found = frappe.db.sql(_KNOWN, request.idempotency_key)
	if not found:
		return None
	[(quote, known_source)] = found
	stored = json.loads(quote or "{}")
	if stored.get("digest") != request.digest or known_source != source:
		frappe.throw(
			_("idempotency_key was used for another order: give each order a key of its own."), InvalidState
		)
	return {**stored["answer"], "replayed": True}
