from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from gigafibre_fsm.domain.pricing.answer import of_plans, of_quote
from gigafibre_fsm.domain.pricing.catalogue import Item, Price
from gigafibre_fsm.domain.pricing.plans import plans
from gigafibre_fsm.domain.pricing.quote import DISCOUNTS_LIMITED, FIRST_BOX_FREE
from gigafibre_fsm.domain.pricing.refusal import Code, Refused
from gigafibre_fsm.domain.pricing.request import Request, Service
from tests.domain.pricing_case import (
	DAY,
	SHIPPED,
	amounts,
	ask,
	price,
	services,
	with_item,
	with_prices,
	without_price,
)

TRIO = ("FTTH80I", "TVBSTANDARD", "TELEPMENS")


def refusal(request: Request, catalogue=SHIPPED) -> Refused:
	with pytest.raises(Refused) as refused:
		price(request, catalogue)
	return refused.value


@pytest.mark.parametrize(
	("request_", "code", "facts"),
	[
		(Request(()), Code.NOTHING_ASKED, {}),
		(ask("FTTH9"), Code.UNKNOWN_SKU, {"sku": "FTTH9"}),
		(ask("FTTH80I", "RAB_X"), Code.ADDED_BY_RULES, {"sku": "RAB_X"}),
		(ask("FTTH80I", "STB"), Code.ADDED_BY_RULES, {"sku": "STB"}),
		(ask("DIVERS"), Code.NOT_PRICED, {"sku": "DIVERS", "zone": "STD"}),
		(
			ask("FTTH500I", max_speed=150),
			Code.TOO_FAST,
			{"sku": "FTTH500I", "speed": 500, "max_speed": 150},
		),
		(ask("TVBEVO"), Code.NEEDS, {"sku": "TVBEVO", "service_type": "Internet"}),
		(ask("FTTH80I", "TVBSPORT"), Code.NEEDS, {"sku": "TVBSPORT", "service_type": "TV"}),
		(
			ask("FTTH80I", "FTTH25"),
			Code.ONE_ONLY,
			{"service_type": "Internet", "skus": ["FTTH25", "FTTH80I"]},
		),
		(ask("FTTH80I", "FTTH80I"), Code.ONE_ONLY, {"service_type": "Internet", "skus": ["FTTH80I"]}),
		(ask("FTTH80I", zone="NORD"), Code.UNKNOWN_ZONE, {"zone": "NORD"}),
		(
			ask("FTTH80I", commitment_months=12),
			Code.COMMITMENT_NOT_OFFERED,
			{"months": 12, "offered": [24, 36]},
		),
		(ask("FTTH80I", tv_boxes=-1), Code.BAD_BOXES, {"boxes": -1, "most": 99}),
		(ask("FTTH80I", special_discount_reason="old friend"), Code.SPECIAL_BY_AGENT_ONLY, {}),
		(
			ask("FTTH80I", special_discount_reason=" ", by_agent=True),
			Code.SPECIAL_WITHOUT_REASON,
			{},
		),
	],
)
def test_what_cannot_be_sold_is_refused_with_the_facts(request_, code, facts):
	refused = refusal(request_)
	assert (refused.code, refused.facts) == (code, facts)


@pytest.mark.parametrize("qty", [0, -1, 100])
def test_a_quantity_is_from_1_to_99(qty):
	refused = refusal(Request((Service("TELEPMENS", qty),)))
	assert (refused.code, refused.facts) == (
		Code.BAD_QUANTITY,
		{"sku": "TELEPMENS", "qty": qty, "most": 99},
	)


def test_a_negative_quantity_hides_behind_no_other():
	assert refusal(Request((Service("TELEPMENS", 3), Service("TELEPMENS", -1)))).code is Code.BAD_QUANTITY


def test_a_disabled_item_is_not_sold():
	assert refusal(ask("FTTH80I"), with_item("FTTH80I", enabled=False)).code is Code.UNKNOWN_SKU


def test_a_plan_as_fast_as_the_drop_is_sold_and_an_unknown_speed_refuses_none():
	for max_speed in (1500, 0, None):
		assert price(ask("FTTH1500I", max_speed=max_speed)).monthly_total == Decimal("109.95")


def test_the_speed_of_the_drop_says_nothing_of_the_telephone():
	assert price(ask("TELEPMENS", max_speed=1)).monthly_total == Decimal("29.64")


def test_what_the_customer_has_already_counts_for_what_an_item_needs():
	quote = price(ask("TVBSPORT", held_kinds=frozenset({"Internet", "TV"})))
	assert amounts(quote.monthly) == {"TVBSPORT": Decimal("15.00")}
	assert quote.one_time == ()


def test_the_same_sku_twice_is_a_quantity_of_two():
	assert price(ask("TELEPMENS", "TELEPMENS")) == price(Request((Service("TELEPMENS", 2),)))


def test_every_phone_line_has_its_911_fee_and_its_activation():
	quote = price(Request((Service("TELEPMENS", 3),)))
	assert amounts(quote.monthly)["SERV911"] == Decimal("2.07")
	assert amounts(quote.one_time) == {"ACTTELEP": Decimal("209.85")}


def test_a_disabled_activation_is_not_charged():
	quote = price(ask("TELEPMENS"), with_item("ACTTELEP", enabled=False))
	assert quote.one_time == ()


def test_a_fee_without_a_price_is_not_given_away():
	refused = refusal(ask("TELEPMENS"), without_price("SERV911"))
	assert (refused.code, refused.facts["sku"]) == (Code.NOT_PRICED, "SERV911")


def test_a_price_below_zero_sells_nothing():
	catalogue = with_prices(Price("FTTH80I", "Gigafibre Standard", Decimal("-5")))
	assert refusal(ask("FTTH80I"), catalogue).code is Code.NOT_PRICED


@pytest.mark.parametrize(
	("skus", "combo"),
	[
		(("FTTH80I",), None),
		(("FTTH80I", "TELE"), "RAB2X"),
		(("FTTH80I", "TVBEVO", "TVBSPORT", "TVBFILMS"), "RAB2X"),
		(("FTTH80I", "TELE", "TVBSKINNY"), "RAB2X"),
		(("FTTH80I", "TELEPMENS"), "RAB2X"),
		(("TELEPMENS", "TELEPMENS"), None),
		(TRIO, "RAB3X"),
	],
)
def test_the_combo_counts_kinds_and_not_services(skus, combo):
	discounts = [line.sku for line in price(ask(*skus)).monthly if line.amount < 0]
	assert discounts == ([combo] if combo else [])


def test_a_fourth_kind_makes_a_quartet():
	alarm = Item("ALARM", "Alarme", "Alarm", combo_ready=True)
	catalogue = with_prices(Price("ALARM", "Gigafibre Standard", Decimal("20")))
	catalogue = replace(catalogue, items={**catalogue.items, "ALARM": alarm})
	quote = price(ask(*TRIO, "ALARM"), catalogue)
	assert amounts(quote.monthly)["RAB4X"] == Decimal("-15.00")
	assert quote.monthly_total == Decimal("79.95") + 30 + Decimal("28.95") + 20 + Decimal("0.69") - 15


def test_where_the_highest_combo_is_over_the_next_one_applies():
	quote = price(ask(*TRIO), with_item("RAB3X", enabled=False))
	assert amounts(quote.monthly)["RAB2X"] == Decimal("-5.00")


def test_a_commitment_adds_to_the_combo():
	quote = price(ask("FTTH80I", "TELE", commitment_months=36))
	assert quote.monthly_total == Decimal("79.95") - 5 - 15


def test_a_commitment_without_a_price_is_not_offered():
	refused = refusal(ask("FTTH80I", commitment_months=24), without_price("RAB24M"))
	assert refused.facts == {"months": 24, "offered": [36]}


def test_the_special_discount_is_an_agents_with_a_reason():
	quote = price(ask("FTTH80I", special_discount_reason="long outage", by_agent=True))
	assert amounts(quote.monthly)["RAB_X"] == Decimal("-20.00")


def test_a_special_discount_that_is_over_is_refused():
	request = ask("FTTH80I", special_discount_reason="long outage", by_agent=True)
	assert refusal(request, with_item("RAB_X", enabled=False)).code is Code.SPECIAL_NOT_OFFERED


def test_the_first_box_is_free_and_said_to_be():
	quote = price(ask("FTTH80I", "TELE", tv_boxes=3))
	assert amounts(quote.credits) == {"STB": Decimal("-99.95")}
	assert quote.one_time_total == Decimal("199.90")
	assert quote.messages == (FIRST_BOX_FREE,)


def test_whoever_has_a_box_pays_for_the_next():
	quote = price(ask("FTTH80I", "TELE", has_tv_box=True))
	assert (quote.credits, quote.one_time_total, quote.messages) == ((), Decimal("99.95"), ())


@pytest.mark.parametrize(
	"request_",
	[ask("FTTH80I", tv_boxes=2), ask("FTTH80I", "TELE", tv_boxes=0)],
	ids=["no TV", "none asked for"],
)
def test_no_box_no_credit(request_):
	quote = price(request_)
	assert (quote.credits, quote.messages) == ((), ())
	assert "STB" not in amounts(quote.one_time)


def test_installation_comes_with_internet_only():
	assert "INSTFTTH" in amounts(price(ask("FTTH80I")).one_time)
	assert "INSTFTTH" not in amounts(price(ask("TELEPMENS")).one_time)


def test_discounts_stop_where_the_services_end():
	request = ask("TELEPMENS", commitment_months=24, special_discount_reason="x", by_agent=True)
	quote = price(request)
	assert (quote.monthly_total, quote.messages) == (Decimal("0.00"), (DISCOUNTS_LIMITED,))


def test_a_taxable_discount_takes_nothing_from_an_exempt_line():
	"""Else the taxes would be below zero."""
	request = ask("TELEPMENS", commitment_months=24, special_discount_reason="x", by_agent=True)
	quote = price(request, with_item("SERV911", exempt=True))
	assert quote.monthly_total == Decimal("0.69")
	assert set(quote.monthly_taxes.values()) == {Decimal("0.00")}


def test_an_exempt_line_is_not_taxed():
	catalogue = with_item("SERV911", exempt=True)
	quote = price(ask("TELEPMENS"), catalogue)
	assert quote.monthly_taxes == {"tps": Decimal("1.45"), "tvq": Decimal("2.89")}  # of 28.95


def test_limited_discounts_stay_limited_after_the_rounding_of_shares():
	"""A day of 0.14 is worth nothing, twice; a day of 0.28 off would still be a cent."""
	catalogue = with_prices(
		*(Price(sku, "Gigafibre Standard", Decimal("0.14")) for sku in ("TELEPMENS", "SERV911")),
		Price("RAB24M", "Gigafibre Standard", Decimal("0.62")),
	)
	catalogue = with_item("ACTTELEP", catalogue, enabled=False)
	quote = price(ask("TELEPMENS", commitment_months=24), catalogue, on=date(2026, 4, 30))
	assert amounts(quote.monthly)["RAB24M"] == Decimal("-0.28")
	assert set(amounts(quote.first_invoice.lines).values()) == {Decimal("0.00")}


def test_a_new_price_changes_nothing_before_its_day():
	catalogue = with_prices(
		Price("SERV911", "Gigafibre Standard", Decimal("0.69")),
		Price("SERV911", "Gigafibre Standard", Decimal("0.75"), valid_from=date(2027, 1, 1)),
	)
	rates = [
		amounts(price(ask("TELEPMENS"), catalogue, on=day).monthly)["SERV911"]
		for day in (date(2026, 12, 31), date(2027, 1, 1))
	]
	assert rates == [Decimal("0.69"), Decimal("0.75")]


def test_a_zone_has_its_own_prices_and_the_default_ones_beside():
	catalogue = with_prices(Price("FTTH80I", "Nord", Decimal("84.95")), NORD="Nord")
	quote = price(ask("FTTH80I", "TELE", zone="NORD"), catalogue)
	assert amounts(quote.monthly) == {
		"FTTH80I": Decimal("84.95"),
		"TELE": Decimal("0.00"),
		"RAB2X": Decimal("-5.00"),
	}


def test_the_lines_stand_in_the_order_people_read_them():
	request = ask("TELEPMENS", "TVBSPORT", "TVBEVO", "FTTH80I", commitment_months=24)
	skus = [line.sku for line in price(request).monthly]
	assert skus == ["FTTH80I", "TVBEVO", "TVBSPORT", "TELEPMENS", "SERV911", "RAB3X", "RAB24M"]


def test_plans_are_grouped_cheapest_first_and_filtered_by_speed():
	groups = {group: [plan.item.sku for plan in found] for group, found in plans(SHIPPED, DAY).items()}
	assert groups["internet"] == ["FTTH25", "FTTH80I", "FTTH150I", "FTTH500I", "FTTH1500I"]
	assert groups["tv"] == ["TELE", "TVBSKINNY", "TVBSTANDARD", "TVBEVO"]
	assert groups["phone"] == ["TELEPMENS"]
	assert groups["fees"] == ["INSTFTTH", "SERV911", "ACTTELEP"]
	assert len(groups["tv_addons"]) == 9
	slow = plans(SHIPPED, DAY, max_speed=80)
	assert [plan.item.sku for plan in slow["internet"]] == ["FTTH25", "FTTH80I"]
	assert slow["tv"] == plans(SHIPPED, DAY)["tv"]


def test_plans_of_an_unknown_zone_are_refused():
	with pytest.raises(Refused) as refused:
		plans(SHIPPED, DAY, zone="NORD")
	assert refused.value.code is Code.UNKNOWN_ZONE


def test_a_plan_in_the_shape_of_the_api():
	listed = of_plans(plans(SHIPPED, DAY))
	assert listed["tv"][1] == {
		"sku": "TVBSKINNY",
		"name": "Télé de base",
		"description": "Forfait télé de base",
		"price": 25.0,
		"billing_interval": "Monthly",
		"speed_down": 0,
		"speed_up": 0,
		"requires": "Internet",
	}
	assert {fee["sku"]: fee["billing_interval"] for fee in listed["fees"]} == {
		"INSTFTTH": "One-time",
		"SERV911": "Monthly",
		"ACTTELEP": "One-time",
	}


def test_a_quote_in_the_shape_of_the_api():
	quote = price(Request(services("FTTH80I", "TELE")), on=date(2026, 11, 16))
	answer = of_quote(quote, {FIRST_BOX_FREE: "1er décodeur offert"})
	assert answer["monthly"][0] == {
		"sku": "FTTH80I",
		"label": "Internet 80/80 Mbit/s",
		"qty": 1,
		"rate": 79.95,
		"amount": 79.95,
	}
	assert [line["amount"] for line in answer["credits"]] == [-99.95]
	assert answer["monthly_total"] == 74.95
	assert answer["monthly_taxes"] == {"tps": 3.75, "tvq": 7.48}
	assert answer["one_time_total"] == 0.0
	assert answer["messages"] == ["1er décodeur offert"]
	invoice = answer["first_invoice"]
	assert [line["amount"] for line in invoice["lines"]] == [39.98, 0.0, -2.5, 0.0, 99.95, -99.95]
	assert (invoice["subtotal"], invoice["tps"], invoice["tvq"], invoice["total"]) == (
		37.48,
		1.87,
		3.74,
		43.09,
	)
