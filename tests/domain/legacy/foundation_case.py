"""What the foundation's rows refer to, as tests of the pure functions need it."""

from datetime import datetime

from gigafibre_fsm.domain.legacy.known import Known

NOW = datetime(2026, 11, 21, 10, 30)
CUSTOMER = {"name": "C-12", "customer_name": "Marie Roy"}
PLACE = {"name": "LOC-000007", "customer": "C-12", "customer_name": "Marie Roy", "status": "Active"}
SELLING = {"price_list": "Tarifs", "buying": 0, "selling": 1, "currency": "CAD"}


def known(**more) -> Known:
	extra = {
		"users": {},
		"territory": "Canada",
		"company": "Gigafibre inc.",
		"gender": "Other",
		"places": {},
		"item_groups": {"Forfaits Internet", "Rabais", "Frais de service", "Chaînes à la carte"},
		"root_group": "Tous",
		"stock_uom": "Nos",
		"item_defaults": {"Forfaits Internet": [], "Rabais": [], "Frais de service": [], "Tous": []},
		"exempt_tax_template": "Exempté",
		"selling": SELLING,
		"line_profiles": {100: "LIGNE-100"},
		"service_profiles": {1: "SERVICE-1"},
		"prices": {},
		"codes": {},
		"by_code": {},
		"at_place": {},
		"suspended": set(),
		"vlans": {"10.20.1.2": 40},
		"zones": {"std"},
		"zone_price_list": "Tarifs",
		"onts": {},
		**more.pop("extra", {}),
	}
	given = {"customers": {12: CUSTOMER}, "locations": {7: PLACE}, "catch_all_item": "DIVERS", **more}
	return Known(now=NOW, extra=extra, **given)
