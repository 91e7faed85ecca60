"""References of a batch, resolved in one query per kind."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

import frappe

from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.legacy.engine import answers
from gigafibre_fsm.legacy.engine.importer import Importer

# By its path, as the importers: modules below `subscriber` import the engine.
GONE = "gigafibre_fsm.subscriber.doctype.service_equipment.status.GONE"
# Kind → doctype, the field that a row refers to, what a row may take over.
FIELDS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
	"customers": ("Customer", "legacy_customer_id", ("name", "customer_name", "language")),
	"locations": ("Service Location", "legacy_delivery_id", ("name", "customer", "customer_name")),
	"subscriptions": ("Service Subscription", "legacy_service_id", ("name", "customer", "service_location")),
	"equipment": ("Service Equipment", "legacy_device_id", ("name", "customer", "service_location")),
	"employees": ("Employee", "legacy_staff_id", ("name", "employee_name", "user_id")),
	"items": ("Item", "legacy_product_id", ("name", "item_name", "description", "stock_uom")),
	"items_by_sku": ("Item", "item_code", ("name", "item_name", "description", "stock_uom", "item_group")),
	"lines_by_did": ("VoIP Line", "did", ("name", "customer", "service_location", "status")),
	"equipment_by_mac": ("Service Equipment", "mac_address", ("name", "status")),
	"equipment_by_serial": ("Service Equipment", "serial_number", ("name", "status")),
	"olts": ("OLT", "ip", ("name", "olt_name")),
}
# What many rows refer to, and no importer of such rows makes. So many are remembered, however large the site.
REMEMBERED = {"customers", "locations", "subscriptions", "employees", "items"}
AT_MOST = 20_000


class Links:
	"""Of one importer; `foreseen` are documents that a dry run would have made."""

	def __init__(self, importer: Importer, now: datetime, foreseen=None):
		self._importer, self._now, self._foreseen = importer, now, foreseen
		self._memory: dict[str, dict] = defaultdict(dict)
		self._catch_all_item = frappe.db.get_single_value("FSM Settings", "catch_all_item")

	def known(self, rows: Sequence[dict]) -> Known:
		found = {kind: self._recall(kind, keys) for kind, keys in self._importer.needs(rows).kinds()}
		known = Known(now=self._now, catch_all_item=self._catch_all_item, **found)
		known.extra.update(self._importer.extra(rows, known))
		return known

	def _recall(self, kind: str, keys: set) -> dict:
		if kind not in REMEMBERED or FIELDS[kind][0] == self._importer.doctype:
			return self._find(kind, keys)
		memory = self._memory[kind]
		if len(memory) > AT_MOST:
			memory.clear()
		if missing := keys - memory.keys():
			memory.update(self._find(kind, missing))
		return {key: memory[key] for key in keys if key in memory}

	def _find(self, kind: str, keys: set) -> dict:
		doctype, key, fields = FIELDS[kind]
		wanted = tuple(dict.fromkeys((key, *fields, *self._importer.more_fields.get(kind, ()))))
		found = self._on_site(doctype, key, wanted, keys)
		if self._foreseen:
			found |= self._foreseen.find(doctype, key, keys - found.keys())
		return found

	def _on_site(self, doctype: str, key: str, wanted: tuple[str, ...], keys: set) -> dict:
		columns = ", ".join(f"`{column}`" for column in wanted)
		rows = answers.rows(
			frappe.db._conn,
			f"select {columns} from `tab{doctype}` where `{key}` in %s {_in_use(doctype, key)}",
			(tuple(keys),),
		)
		return {row[0]: dict(zip(wanted, row, strict=True)) for row in rows}


def _in_use(doctype: str, key: str) -> str:
	"""A serial or MAC may also be that of a device which was sent back; those in use come last and win."""
	if doctype != "Service Equipment" or key == "legacy_device_id":
		return ""
	return "order by `status` not in ('" + "', '".join(frappe.get_attr(GONE)) + "'), `creation`"
