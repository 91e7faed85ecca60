from datetime import date
from decimal import Decimal

import pytest

from gigafibre_fsm.domain.legacy import products, staff
from tests.domain.legacy.foundation_case import known


def product(**changes) -> dict:
	return {
		"id": 5,
		"sku": "FTTH80I",
		"name": "Internet 80/80",
		"category": "Forfaits Internet",
		"price": Decimal("79.95"),
		"combo_ready": 1,
		"download_mbps": 80,
		"upload_mbps": 80,
		"lineprofile_id": 100,
		"serviceprofile_id": 1,
		"taxable": 1,
		"active": 1,
		**changes,
	}


def item(**changes) -> dict:
	return products.becomes(product(**changes), known())[0].values


def test_a_product_is_an_item_under_its_sku():
	values = item()
	assert (values["name"], values["item_code"], values["item_name"]) == (
		"FTTH80I",
		"FTTH80I",
		"Internet 80/80",
	)
	assert (values["item_group"], values["service_type"]) == ("Forfaits Internet", "Internet")
	assert (values["speed_down"], values["speed_up"]) == (80, 80)
	assert (values["line_profile"], values["service_profile"]) == ("LIGNE-100", "SERVICE-1")
	assert values["uoms"] == [{"uom": "Nos", "conversion_factor": 1.0}]


def test_a_product_without_sku_or_name_has_its_number():
	values = item(sku=" ", name=None)
	assert (values["name"], values["item_name"], values["description"]) == ("P-5", "P-5", "P-5")


def test_a_long_name_is_whole_in_the_description():
	values = item(name="Forfait " * 30)
	assert len(values["item_name"]) <= 140
	assert values["description"] == ("Forfait " * 30).strip()


@pytest.mark.parametrize(
	("changes", "kind", "group"),
	[
		({"category": "Chaînes à la carte"}, "TV", "Chaînes à la carte"),
		({"category": "RABAIS"}, "Discount", "Rabais"),
		({"category": "Frais d'activation de la téléphonie"}, "Fee", "Frais de service"),
		({"category": "Services Internet"}, "Internet", "Forfaits Internet"),
		({"category": "TÃ©lÃ©phonie"}, "Phone", "Tous"),
		({"category": None, "price": Decimal(-5)}, "Discount", "Rabais"),
		({"category": "", "download_mbps": 25}, "Internet", "Forfaits Internet"),
		({"category": "Divers", "download_mbps": None}, "Other", "Frais de service"),
	],
)
def test_the_category_says_what_kind_of_service_it_is(changes, kind, group):
	extra = {
		"item_defaults": {
			"Forfaits Internet": [],
			"Rabais": [],
			"Frais de service": [],
			"Tous": [],
			"Chaînes à la carte": [],
		}
	}
	values = products.becomes(product(**changes), known(extra=extra))[0].values
	assert (values["service_type"], values["item_group"]) == (kind, group)


def test_a_price_stands_in_the_sites_price_list():
	[_item, price] = products.becomes(product(), known())
	assert price.doctype == "Item Price"
	assert (price.values["item_code"], price.values["price_list"], price.values["price_list_rate"]) == (
		"FTTH80I",
		"Tarifs",
		79.95,
	)
	assert len(products.becomes(product(price=None), known())) == 1


def test_the_price_of_a_discount_says_how_much_comes_off():
	[_item, price] = products.becomes(product(category="Rabais", price=Decimal("-5.00")), known())
	assert price.values["price_list_rate"] == 5.0


def test_what_is_not_taxed_has_the_template_for_it():
	assert item(taxable=0)["taxes"] == [{"item_tax_template": "Exempté"}]
	assert item()["taxes"] == []


def test_marks_and_speeds():
	assert item(active=0)["disabled"] == 1
	assert item(download_mbps=-1, upload_mbps=None)["speed_down"] == 0
	assert item(lineprofile_id=99, serviceprofile_id=0)["line_profile"] == "99"
	assert item(serviceprofile_id=0)["service_profile"] is None


@pytest.mark.parametrize(("one", "other"), [("Télé", "TELE"), ("tvbevo", "TVBEVO")])
def test_codes_are_the_same_where_the_database_says_so(one, other):
	assert products.same(one) == products.same(other)
	assert products.same("T.V") != products.same("T V")


def employee(**changes) -> dict:
	row = {
		"id": 3,
		"first_name": "Luc",
		"last_name": "Roy",
		"email": "luc@exemple.ca",
		"tech": 1,
		"active": 1,
		**changes,
	}
	return staff.becomes(row, known(extra={"places": {3: 41}}))[0].values


def test_staff_is_an_employee_with_the_tags_of_a_technician():
	values = employee()
	assert (values["name"], values["employee"], values["employee_name"]) == ("E-3", "E-3", "Luc Roy")
	assert (values["status"], values["technician_tags"], values["company_email"]) == (
		"Active",
		"Fibre, Installation",
		"luc@exemple.ca",
	)
	assert (values["lft"], values["rgt"]) == (41, 42)


def test_who_left_is_inactive_and_no_technician_of_ours():
	values = employee(active=0, tech=0)
	assert (values["status"], values["technician_tags"]) == ("Inactive", None)


def test_dates_that_nobody_knows_are_seen_to_be_unknown():
	assert employee()["date_of_birth"] == employee()["date_of_joining"] == date(1900, 1, 1)


@pytest.mark.parametrize(
	("first", "last", "called"),
	[("", "Roy", ("Roy", None)), (None, None, ("E-3", None)), ("Luc", "", ("Luc", None))],
)
def test_somebody_always_has_a_first_name(first, last, called):
	values = employee(first_name=first, last_name=last)
	assert (values["first_name"], values["last_name"]) == called


def test_who_is_on_the_site_stays_where_they_are_in_the_tree():
	row = {"id": 3, "first_name": "Luc", "last_name": "Roy", "email": "?", "tech": 0, "active": 1}
	[record] = staff.becomes(row, known())
	assert "lft" not in record.values
	assert record.warnings == ("unreadable email: ?",)
