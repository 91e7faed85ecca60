from collections.abc import Sequence

from gigafibre_fsm.domain.legacy import products, services
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Effect
from gigafibre_fsm.legacy.engine.importer import Importer, Needs
from gigafibre_fsm.legacy.importers.chosen import chosen
from gigafibre_fsm.legacy.importers.deliveries import suspended


class Services(Importer):
	line = table = "service"
	columns = (
		"id",
		"delivery_id",
		"device_id",
		"product_id",
		"comment",
		"qte",
		"price",
		"payment_recurrence",
		"status",
		"radius_user",
		"radius_pwd",
		"date_orig",
		"date_next_invoice",
		"date_end_contract",
	)
	doctype = "Service Subscription"
	match_field = "legacy_service_id"
	secrets = frozenset(("radius_pwd",))
	more_fields = {
		"equipment": ("equipment_type",),
		"items": ("service_type",),
		"items_by_sku": ("service_type",),
		"locations": ("status",),
		"subscriptions": ("status",),
	}

	def prepare(self, source) -> None:
		"""A service without a price of its own costs what its product costs."""
		chosen("catch_all_item", disabled=1)
		columns = "id, sku, price, category, download_mbps"
		rows = source.rows(f"select {columns} from {source.table(self, 'product')}")
		self._prices = {row["id"]: services.price_of_product(row) for row in rows}
		self._codes = {row["id"]: products.item_code(row) for row in rows}
		self._same = {product_id: products.same(code) for product_id, code in self._codes.items()}
		self._suspended = suspended(self, source)

	def needs(self, rows: Sequence[dict]) -> Needs:
		return Needs(
			locations={row["delivery_id"] for row in rows},
			subscriptions={row["id"] for row in rows},
			equipment={row["device_id"] for row in rows},
			items={row["product_id"] for row in rows},
			items_by_sku={self._codes.get(row["product_id"]) for row in rows},
		)

	def extra(self, rows: Sequence[dict], known: Known) -> dict:
		by_code = {products.same(code): item for code, item in known.items_by_sku.items()}
		return {
			"prices": self._prices,
			"codes": self._same,
			"by_code": by_code,
			"suspended": self._suspended,
		}

	def becomes(self, row: dict, known: Known) -> Sequence[Effect]:
		return services.becomes(row, known)
