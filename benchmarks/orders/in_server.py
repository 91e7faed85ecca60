"""Runs inside the benchmark's own server: the two hand-made ways to place an order, and a switch. Not part of the app."""

import json
import traceback
from collections.abc import Sequence

import frappe

from benchmarks.orders.bound import Replay
from benchmarks.orders.documents import Wanted, place
from gigafibre_fsm.gigafibre_fsm import writing
from gigafibre_fsm.subscriber.services.ordering import submit
from gigafibre_fsm.subscriber.services.ordering.order import Caller

_insert = writing.insert
_submit = submit.submit


def _insert_as_asked(documents: Sequence[dict], ordinary: bool = False, **more) -> None:
	_insert(documents, ordinary or bool(frappe.flags.bench_ordinary), **more)


def _submit_loudly(*arguments) -> dict:
	"""A caller gets one sentence; the benchmark's log gets the whole story."""
	try:
		return _submit(*arguments)
	except Exception:
		traceback.print_exc()
		raise


writing.insert = _insert_as_asked
submit.submit = _submit_loudly


class Documents:
	def read(self, doctype: str, name: str) -> dict:
		return frappe.get_doc(doctype, name).as_dict()

	def insert(self, document: dict) -> str:
		values = {
			key: json.dumps(value) if isinstance(value, dict) else value for key, value in document.items()
		}
		return frappe.get_doc(values).insert().name

	def update(self, doctype: str, name: str, values: dict) -> None:
		frappe.get_doc(doctype, name).update(values).save()


@frappe.whitelist(methods=["POST"])
def plain(wanted: dict) -> str:
	"""The same documents by `insert()`, in one request and one transaction."""
	return place(Documents(), Wanted(**wanted))


@frappe.whitelist(methods=["POST"])
def bound(wanted: dict, rows: str) -> str:
	"""The rows of an order that was placed before, under new names, nothing through a controller."""
	return Replay.of(rows).place(wanted["number"], wanted["drop"])


@frappe.whitelist(methods=["POST"])
def ordinary(order: dict) -> dict:
	"""Our order, all its documents by `insert()`."""
	frappe.flags.bench_ordinary = True
	return submit.submit(order, Caller(is_agent=True))
