"""Whatever stands in a row, it becomes something or is rejected by name."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigafibre_fsm.domain.legacy import accounts, deliveries, devices, drops, products, services, staff
from gigafibre_fsm.domain.legacy.outcome import Record, Rejected
from tests.domain.legacy.foundation_case import known
from tests.domain.legacy.test_accounts import row as account
from tests.domain.legacy.test_deliveries_and_devices import delivery, device
from tests.domain.legacy.test_products_and_staff import product
from tests.domain.legacy.test_services_and_drops import ITEMS, OLTS, fibre, service

MEMBER = {"id": 3, "first_name": "Luc", "last_name": "Roy", "email": "luc@exemple.ca", "tech": 1, "active": 1}
# Columns that the legacy schema says are never NULL.
NEVER_NULL = {"id", "account_id", "product_id", "qte", "sku", "status", "payment_recurrence", "date_orig"}
SPELLED = st.sampled_from(
	[
		"",
		"  ",
		"QuÃ©bec",
		"<b>",
		"4242 4242 4242 4242",
		"12-34",
		"1/2",
		"app. 2",
		"#",
		"RESERVED-",
		"450-555-2408 x",
		"é@x",
	]
)


def dirty(row: dict) -> st.SearchStrategy:
	return st.fixed_dictionaries({column: _like(column, value) for column, value in row.items()})


def _like(column: str, value) -> st.SearchStrategy:
	if isinstance(value, int):
		found = st.sampled_from([value, 0, 1, 3, 255, 2**31, 2**32 - 1])
	elif isinstance(value, Decimal) or column in ("latitude", "longitude"):
		found = st.decimals(-(10**7), 10**7, places=2)
	else:
		found = SPELLED | st.text(max_size=30) | st.just(value or "")
	return found if column in NEVER_NULL else found | st.none()


SITE = known(items=ITEMS, olts=OLTS)


@pytest.mark.parametrize(
	("becomes", "row"),
	[
		(accounts.becomes, account()),
		(staff.becomes, MEMBER),
		(products.becomes, product()),
		(deliveries.becomes, delivery()),
		(devices.becomes, device()),
		(services.becomes, service()),
		(drops.becomes, fibre()),
	],
)
@given(data=st.data())
def test_a_row_becomes_something_or_is_rejected_by_name(becomes, row, data):
	values = data.draw(dirty(row))
	try:
		[own, *_others] = becomes(values, SITE)
	except Rejected as refusal:
		assert refusal.reason
	else:
		assert isinstance(own, Record)
		assert "4242 4242" not in repr(own)
