"""What holds for every catalogue, request and day."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gigafibre_fsm.domain.pricing.catalogue import Catalogue, Price, by_list_and_sku
from gigafibre_fsm.domain.pricing.invoice import days_left, share
from gigafibre_fsm.domain.pricing.quote import Quote, quote
from gigafibre_fsm.domain.pricing.request import Request, Service
from tests.domain.pricing_case import SHIPPED

CENT = Decimal("0.01")


def skus_of(kind: str) -> list[str]:
	items = SHIPPED.items.values()
	return sorted(item.sku for item in items if item.service_type == kind and not item.is_addon)


ADDONS = sorted(item.sku for item in SHIPPED.items.values() if item.is_addon)
money = st.integers(0, 50_000).map(lambda number: CENT * number)
days = st.dates(date(2026, 1, 1), date(2032, 12, 31))


@st.composite
def catalogues(draw) -> Catalogue:
	"""The shipped items at any price, any of them exempt, any fee or discount switched off."""
	prices = [Price(sku, SHIPPED.default_price_list, draw(money)) for sku in SHIPPED.items]
	items = {
		sku: replace(
			item,
			exempt=draw(st.booleans()),
			enabled=item.service_type not in ("Fee", "Discount") or draw(st.booleans()),
		)
		for sku, item in SHIPPED.items.items()
	}
	return replace(SHIPPED, items=items, prices=by_list_and_sku(prices))


@st.composite
def baskets(draw) -> tuple[Service, ...]:
	"""Any order that can be placed."""
	internet = draw(st.lists(st.sampled_from(skus_of("Internet")), max_size=1))
	tv = draw(st.lists(st.sampled_from(skus_of("TV")), max_size=2)) if internet else []
	addons = draw(st.lists(st.sampled_from(ADDONS), max_size=4)) if tv else []
	phones = draw(st.lists(st.integers(1, 4), min_size=not internet, max_size=2))
	return (
		*(Service(sku) for sku in (*internet, *tv, *addons)),
		*(Service("TELEPMENS", qty) for qty in phones),
	)


@st.composite
def requests(draw, catalogue: Catalogue = SHIPPED) -> Request:
	"""Discounts only where the catalogue has them on."""
	offered = [months for months, sku in catalogue.rules.commitment.items() if catalogue.items[sku].enabled]
	special = catalogue.items[catalogue.rules.special_discount].enabled and draw(st.booleans())
	return Request(
		services=draw(baskets()),
		tv_boxes=draw(st.integers(0, 3)),
		commitment_months=draw(st.sampled_from([0, *offered])),
		special_discount_reason="a reason" if special else None,
		by_agent=True,
		has_tv_box=draw(st.booleans()),
	)


@st.composite
def quotes(draw) -> tuple[Catalogue, Quote]:
	catalogue = draw(catalogues())
	return catalogue, quote(catalogue, draw(requests(catalogue)), draw(days))


def half_up(amount: Decimal) -> Decimal:
	"""Written another way than the program's: floor of the cents plus one half, the sign put back after."""
	rounded = (abs(amount) * 100 + Decimal("0.5")).to_integral_value(ROUND_FLOOR) / 100
	return rounded.copy_sign(amount) if rounded else Decimal(0)


@given(quotes())
def test_the_lines_sum_to_the_totals(made):
	_, priced = made
	invoice = priced.first_invoice
	assert sum(line.amount for line in priced.monthly) == priced.monthly_total
	assert sum(line.amount for line in (*priced.one_time, *priced.credits)) == priced.one_time_total
	assert sum(line.amount for line in invoice.lines) == invoice.subtotal
	assert invoice.subtotal + sum(invoice.taxes.values()) == invoice.total
	assert all(line.amount == line.qty * line.rate for line in (*priced.monthly, *invoice.lines))


@given(quotes())
def test_taxes_are_those_of_the_sum(made):
	catalogue, priced = made
	for lines, taxes in (
		(priced.monthly, priced.monthly_taxes),
		(priced.first_invoice.lines, priced.first_invoice.taxes),
	):
		base = sum((line.amount for line in lines if not catalogue.items[line.sku].exempt), Decimal(0))
		expected = {tax.code: half_up(base * tax.percent / 100) for tax in catalogue.taxes}
		assert taxes == expected


@given(quotes())
def test_no_total_and_no_tax_is_ever_negative(made):
	_, priced = made
	invoice = priced.first_invoice
	sums = (priced.monthly_total, priced.one_time_total, invoice.subtotal, invoice.total)
	assert min(*sums, *priced.monthly_taxes.values(), *invoice.taxes.values()) >= 0
	assert not any(amount.is_signed() for amount in sums), "minus zero"


@given(quotes())
def test_every_amount_is_to_the_cent(made):
	_, priced = made
	lines = (*priced.monthly, *priced.one_time, *priced.credits, *priced.first_invoice.lines)
	assert all(line.amount == line.amount.quantize(CENT) == line.amount for line in lines)
	assert all(line.rate == line.rate.quantize(CENT) for line in lines)


@given(st.data())
def test_no_order_of_services_changes_a_price(data):
	request, day = data.draw(requests()), data.draw(days)
	shuffled = replace(request, services=tuple(data.draw(st.permutations(request.services))))
	assert quote(SHIPPED, shuffled, day) == quote(SHIPPED, request, day)


@given(st.data())
def test_one_by_one_costs_as_much_as_by_quantity(data):
	request, day = data.draw(requests()), data.draw(days)
	single = tuple(Service(service.sku) for service in request.services for _ in range(service.qty))
	assert quote(SHIPPED, replace(request, services=single), day) == quote(SHIPPED, request, day)


@given(st.data())
def test_a_service_more_never_costs_less_than_its_discount(data):
	"""Adding a phone line may win a combo, never more than that combo's step."""
	request, day = data.draw(requests()), data.draw(days)
	more = replace(request, services=(*request.services, Service("TELEPMENS")))
	difference = quote(SHIPPED, more, day).monthly_total - quote(SHIPPED, request, day).monthly_total
	assert difference >= 0


@given(money, days)
def test_the_days_of_a_month_sum_to_the_month(amount, day):
	days_in_month = monthrange(day.year, day.month)[1]
	shares = [share(amount, left, days_in_month) for left in range(days_in_month + 1)]
	daily = [later - earlier for earlier, later in pairwise(shares)]
	assert (shares[0], sum(daily)) == (0, amount)
	assert max(daily) - min(daily) <= CENT
	assert min(daily) >= 0


@given(money, days)
def test_shares_rounded_each_for_itself_are_off_by_half_a_cent_a_day_at_most(amount, day):
	"""Why the page does not add them up."""
	days_in_month = monthrange(day.year, day.month)[1]
	naive = share(amount, 1, days_in_month) * days_in_month
	assert abs(naive - amount) <= CENT / 2 * days_in_month


@given(quotes())
def test_every_monthly_line_is_its_share_and_once_is_not_shared(made):
	_, priced = made
	invoice = priced.first_invoice
	charges = [line for line in priced.monthly if line.rate >= 0]
	expected = [half_up(line.amount * invoice.days / invoice.days_in_month) for line in charges]
	assert [line.amount for line in invoice.lines[: len(charges)]] == expected
	once = (*priced.one_time, *priced.credits)
	assert invoice.lines[len(invoice.lines) - len(once) :] == once


@given(st.data())
def test_the_charges_of_an_order_sum_to_its_month_over_the_days(data):
	"""What one more day of service adds to the first invoice, over all days of a month."""
	request, first = data.draw(requests()), data.draw(days).replace(day=1)
	starts = [first.replace(day=day) for day in range(monthrange(first.year, first.month)[1], 0, -1)]
	invoices = [quote(SHIPPED, request, first, start) for start in starts]
	charges = [line for line in invoices[-1].monthly if line.rate >= 0]
	for place, line in enumerate(charges):
		shares = [made.first_invoice.lines[place].amount for made in invoices]
		added = [shares[0], *(later - earlier for earlier, later in pairwise(shares))]
		assert sum(added) == line.amount
		assert min(added) >= 0


@given(days)
def test_days_left_count_the_activation_day(day):
	left, in_month = days_left(day)
	following = day + timedelta(days=left)
	assert following.day == 1
	assert 1 <= left <= in_month
	assert (left == in_month) == (day.day == 1)


@given(st.data())
def test_from_the_first_of_a_month_the_invoice_is_the_month_and_what_is_once(data):
	request, day = data.draw(requests()), data.draw(days)
	priced = quote(SHIPPED, request, day, day.replace(day=1))
	assert priced.first_invoice.lines == (*priced.monthly, *priced.one_time, *priced.credits)
	assert priced.first_invoice.subtotal == priced.monthly_total + priced.one_time_total
