"""What cannot be sold: a code and the facts; the sentence is made where the caller's language is known."""

from enum import Enum


class Code(str, Enum):
	NOTHING_ASKED = "nothing_asked"
	BAD_QUANTITY = "bad_quantity"  # sku, qty, most
	UNKNOWN_SKU = "unknown_sku"  # sku
	ADDED_BY_RULES = "added_by_rules"  # sku
	NOT_PRICED = "not_priced"  # sku, zone
	TOO_FAST = "too_fast"  # sku, speed, max_speed
	NEEDS = "needs"  # sku, service_type
	ONE_ONLY = "one_only"  # service_type, skus
	UNKNOWN_ZONE = "unknown_zone"  # zone
	COMMITMENT_NOT_OFFERED = "commitment_not_offered"  # months, offered
	BAD_BOXES = "bad_boxes"  # boxes, most
	SPECIAL_BY_AGENT_ONLY = "special_by_agent_only"
	SPECIAL_WITHOUT_REASON = "special_without_reason"
	SPECIAL_NOT_OFFERED = "special_not_offered"


class Refused(Exception):
	def __init__(self, code: Code, **facts):
		super().__init__(code.value, facts)
		self.code = code
		self.facts = facts
