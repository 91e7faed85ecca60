from datetime import datetime

import pytest

from gigafibre_fsm.domain.legacy import accounts
from gigafibre_fsm.domain.legacy.outcome import Reason, Rejected
from tests.domain.legacy.foundation_case import NOW, known


def row(**changes) -> dict:
	return {
		"id": 12,
		"first_name": "Marie",
		"last_name": "Roy",
		"company": None,
		"email": "marie@exemple.ca",
		"tel_home": "450-555-2408",
		"cell": "",
		"language": "fr",
		"status": 1,
		"commercial": 0,
		"vip": 0,
		"stripe_id": "cus_1",
		"date_orig": 1_300_000_000,
		**changes,
	}


def customer(**changes) -> dict:
	return accounts.becomes(row(**changes), known())[0].values


def contact(**changes) -> dict | None:
	found = accounts.becomes(row(**changes), known())[1:]
	return found[0].values if found else None


def test_an_account_is_a_customer_under_its_number():
	values = customer()
	assert (values["name"], values["legacy_customer_id"], values["customer_name"]) == (
		"C-12",
		12,
		"Marie Roy",
	)
	assert (values["customer_type"], values["customer_group"]) == ("Individual", "Résidentiel")
	assert values["creation"] == datetime(2011, 3, 13, 3, 6, 40)


@pytest.mark.parametrize(
	("changes", "name", "kind"),
	[
		({"company": "Fromagerie du Rang"}, "Fromagerie du Rang", "Company"),
		({"company": "Roy &amp; <b>fils</b>"}, "Roy & fils", "Company"),
		({"company": "  "}, "Marie Roy", "Individual"),
		({"first_name": None}, "Roy", "Individual"),
		({"first_name": "", "last_name": ""}, "C-12", "Individual"),
		({"first_name": "Ã‰mile", "last_name": "CÃ´tÃ©"}, "Émile Côté", "Individual"),
	],
)
def test_a_customer_is_called_as_the_account_is(changes, name, kind):
	values = customer(**changes)
	assert (values["customer_name"], values["customer_type"]) == (name, kind)


@pytest.mark.parametrize(("status", "disabled"), [(1, 0), (2, 1), (3, 0)])
def test_only_a_closed_account_is_disabled(status, disabled):
	assert customer(status=status)["disabled"] == disabled


def test_the_marks_of_an_account():
	values = customer(commercial=1, vip=1, language="EN")
	assert (values["customer_group"], values["is_commercial"], values["is_vip"]) == ("Commercial", 1, 1)
	assert values["language"] == "en"
	assert customer(language="es")["language"] == "fr"
	assert customer(stripe_id="tok_9")["stripe_id"] is None


def test_the_contact_has_every_way_to_reach_them():
	values = contact(email="a@b.ca; c@d.ca", tel_home="(450) 555-2408", cell="514 555 0199")
	assert values["name"] == "Marie Roy-C-12"
	assert (values["email_id"], values["phone"], values["mobile_no"]) == (
		"a@b.ca",
		"+14505552408",
		"+15145550199",
	)
	assert [(one["email_id"], one["is_primary"]) for one in values["email_ids"]] == [
		("a@b.ca", 1),
		("c@d.ca", 0),
	]
	assert values["links"] == [{"link_doctype": "Customer", "link_name": "C-12", "link_title": "Marie Roy"}]


def test_a_number_that_stands_twice_is_one_row():
	assert contact(tel_home="450-555-2408", cell="4505552408")["phone_nos"] == [
		{"phone": "+14505552408", "is_primary_phone": 1, "is_primary_mobile_no": 1}
	]


def test_there_is_a_contact_where_there_is_somebody_to_reach():
	assert contact(email="", tel_home=None) is None
	assert contact(email="", tel_home=None, company="Roy inc.")["full_name"] == "Marie Roy"
	assert contact(email="", tel_home=None, company="Roy inc.", first_name="", last_name="") is None
	assert contact(company="Roy inc.", first_name="", last_name="")["full_name"] == "Roy inc."


def test_the_customer_shows_what_its_contact_says():
	values = customer(cell="450-555-0199")
	assert values["customer_primary_contact"] == "Marie Roy-C-12"
	assert (values["email_id"], values["mobile_no"], values["first_name"]) == (
		"marie@exemple.ca",
		"+14505550199",
		"Marie",
	)


def test_a_user_with_this_address_is_known_to_the_contact():
	found = accounts.becomes(row(), known(extra={"users": {"marie@exemple.ca": "marie@exemple.ca"}}))
	assert found[1].values["user"] == "marie@exemple.ca"


def test_what_cannot_be_read_is_kept_and_told():
	[record, *_others] = accounts.becomes(row(email="pas de courriel", tel_home="voir note"), known())
	assert record.values["customer_details"] == "email: pas de courriel\ntel_home: voir note"
	assert record.warnings == ("unreadable email: pas de courriel", "unreadable tel_home: voir note")


def test_a_card_number_in_a_telephone_field_is_masked():
	assert "4242 4242" not in repr(accounts.becomes(row(tel_home="4242 4242 4242 4242"), known()))


def test_a_long_name_still_has_a_contact():
	name = contact(first_name="J" * 64, last_name="R" * 64, id=2_000_000_000)["name"]
	assert len(name) == 140
	assert name.endswith("-C-2000000000")


def test_an_account_without_a_date_is_as_old_as_its_import():
	assert customer(date_orig=0)["creation"] == NOW


def test_a_number_that_no_field_holds_is_rejected():
	with pytest.raises(Rejected) as refusal:
		customer(id=3_000_000_000)
	assert refusal.value.reason == Reason.ID_OUT_OF_RANGE
