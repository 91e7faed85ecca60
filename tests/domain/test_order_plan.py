"""Names, devices and tasks that follow from what was sold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigafibre_fsm.domain.orders import names, phone_tasks
from gigafibre_fsm.domain.orders.devices import ATA, ONT, ROUTER, TV_BOX, Needs, carries_phone, devices
from gigafibre_fsm.domain.orders.request import GivenPhone
from gigafibre_fsm.domain.orders.tasks import TemplateTask, Work, tasks


@pytest.mark.parametrize(
	("name", "ssid"),
	[
		("Marie-Ève Côté", "Gigafibre-Cote"),
		("Jean St-Pierre", "Gigafibre-St-Pierre"),
		("O'Neil", "Gigafibre-ONeil"),
		("Fromagerie du Village inc.", "Gigafibre-inc"),
		("李 明", "Gigafibre"),
	],
)
def test_the_network_is_named_after_the_customer(name, ssid):
	assert names.ssid(name) == ssid


@given(st.text())
def test_a_network_name_is_always_one_that_devices_take(name):
	made = names.ssid(name)
	assert made.isascii() and 1 <= len(made) <= names.SSID_BYTES


def test_secrets_are_long_and_readable():
	password = names.wifi_password()
	assert len(password) == 12 and not set(password) & set("0O1lI")
	assert len(names.sip_password()) == 20
	assert len({names.sip_username() for _ in range(200)}) == 200


def test_a_namesake_gets_the_next_number():
	taken = ["Installation - Jean Roy", "installation - jean roy (2)", "Installation - Jean Royer"]
	assert names.project_name("Jean Roy", taken) == "Installation - Jean Roy (3)"
	assert names.project_name("Jean Roye", taken) == "Installation - Jean Roye"


@pytest.mark.parametrize(
	("needs", "kinds", "carrier"),
	[
		(Needs(internet=True), (ONT, ROUTER), None),
		(Needs(internet=True, tv_boxes=2), (ONT, ROUTER, TV_BOX, TV_BOX), None),
		(Needs(internet=True, lines=1), (ONT, ROUTER), ONT),
		(Needs(internet=True, lines=1, phone_on_ont=False), (ONT, ROUTER, ATA), ATA),
		(Needs(lines=2), (ATA,), ATA),
		(Needs(lines=1, ont_is_there=True), (), ONT),
		(Needs(lines=1, ont_is_there=True, phone_on_ont=False), (ATA,), ATA),
		(Needs(tv_boxes=1), (TV_BOX,), None),
	],
)
def test_devices_follow_from_what_is_sold(needs, kinds, carrier):
	assert devices(needs) == kinds
	assert carries_phone(needs) == carrier


TEMPLATE = (
	TemplateTask("T1", "Préparer équipement", "support"),
	TemplateTask("T2", "Activer port OLT {frame/slot/port}", "support"),
	TemplateTask("T3", "Configurer WiFi", "support"),
	TemplateTask("T4", "Configurer VoIP", "support"),
	TemplateTask("T5", "Installation sur site", "tech", ("T1", "T2", "T3", "T4")),
	TemplateTask("T6", "Vérifier signal ONT", "tech", ("T1", "T2", "T3", "T4")),
)


def test_an_internet_order_has_no_task_about_a_phone():
	found = tasks(TEMPLATE, Work(port="0/3/2", internet=True))
	assert [task.template for task in found] == ["T1", "T2", "T3", "T5", "T6"]
	assert found[1].subject == "Activer port OLT 0/3/2"
	assert found[-1].depends_on == ("T1", "T2", "T3")


def test_phone_alone_has_no_task_about_fibre():
	found = tasks(TEMPLATE, Work(phone=True))
	assert [task.template for task in found] == ["T1", "T4", "T5"]


def test_a_line_without_number_is_somebodys_task():
	assert [task.subject for task in phone_tasks.of_missing((None, "4505550100"))] == ["Attribuer un numéro"]


def test_a_number_that_is_brought_along_is_somebodys_task():
	given_phone = GivenPhone(port_number="4505550100", current_carrier="Cogeco", account_number="A-1")
	(task,) = phone_tasks.of_ported(given_phone)
	assert task.subject == "Transférer le numéro 4505550100"
	assert "Cogeco" in task.description and "A-1" in task.description
	assert phone_tasks.of_ported(GivenPhone()) == []
