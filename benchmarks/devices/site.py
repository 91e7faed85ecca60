"""As many devices as the ISP has, at places in service, and who asks about them."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import frappe

from benchmarks.orders import site as orders_site
from benchmarks.orders.documents import Wanted
from benchmarks.orders.site import connected
from gigafibre_fsm.gigafibre_fsm import writing
from gigafibre_fsm.testing.factories import make_customer, make_olt

NAME = "bench-devices.throwaway.localhost"
PLACES = 3775
CHUNK = 500
OLT = "10.250.0.2"
ACS = "bench.acs@client.example"


@dataclass(frozen=True)
class Ready:
	site: str
	acs: str
	agent: str
	serials: Sequence[str]
	names: Sequence[str]
	take: Callable[[int], Sequence[Wanted]]


@contextmanager
def own_site() -> Iterator[str]:
	kept = os.environ.get("BENCH_DEVICES_SITE")
	if not kept:
		orders_site.tool("site", NAME)
	try:
		yield kept or NAME
	finally:
		if not kept:
			orders_site.tool("drop-site", NAME)


def prepare(name: str, stripe: str) -> Ready:
	agent = orders_site.prepare(name, stripe)["agent"]
	with connected(name):
		_add_devices()
		acs = _acs()
		rows = frappe.get_all(
			"Service Equipment", {"olt_ip": OLT}, ["name", "serial_number", "mac_address"], order_by="name"
		)
	serials = [row.serial_number or row.mac_address for row in rows]
	return Ready(name, acs, agent, serials, [row.name for row in rows], orders_site.taker(name))


def _acs() -> str:
	if not frappe.db.exists("User", ACS):
		user = {"doctype": "User", "email": ACS, "first_name": "ACS", "send_welcome_email": 0}
		frappe.get_doc({**user, "roles": [{"role": "FSM ACS"}]}).insert()
	return orders_site.token(ACS)


def _add_devices() -> None:
	if frappe.db.exists("OLT", OLT):
		return
	make_olt(ip=OLT, olt_name="OLT-TEMPÊTE")
	customer = make_customer().name
	for first in range(0, PLACES, CHUNK):
		writing.insert(_documents(customer, range(first, min(first + CHUNK, PLACES))))
		frappe.db.commit()  # a batch
	frappe.db.sql_ddl("analyze table `tabService Equipment`, `tabVoIP Line`, `tabService Location`")


def _documents(customer: str, numbers: range) -> list[dict]:
	size = len(numbers)
	kinds = {"Service Location": size, "Service Equipment": 2 * size, "VoIP Line": size}
	names = writing.reserve_names(kinds)
	places, devices, lines = (iter(names[kind]) for kind in kinds)
	trios = [(number, next(places), next(devices), next(devices), next(lines)) for number in numbers]
	return [
		*(_place(customer, number, place) for number, place, *_others in trios),
		*(_ont(customer, number, place, ont) for number, place, ont, *_others in trios),
		*(_router(customer, number, place, router) for number, place, _ont, router, _line in trios),
		*(_line(customer, number, place, ont, line) for number, place, ont, _router, line in trios),
	]


def _place(customer: str, number: int, name: str) -> dict:
	plug = {"olt_ip": OLT, "olt_slot": number // 2048, "olt_port": number // 128 % 16, "ont_id": number % 128}
	return {
		"doctype": "Service Location",
		"name": name,
		"customer": customer,
		"status": "Active",
		"address_line": f"{number} rue Principale",
		"city": "Val-des-Bouleaux",
		**plug,
	}


def _device(customer: str, place: str, name: str) -> dict:
	owner = {"customer": customer, "service_location": place}
	return {"doctype": "Service Equipment", "name": name, "status": "Actif", "olt_ip": OLT, **owner}


def _ont(customer: str, number: int, place: str, name: str) -> dict:
	account = {"sip_username": f"u{number}", "sip_password": f"Secret{number}"}
	kind = {"equipment_type": "ONT", "model": "HT803G-W", "serial_number": f"RCMG{0xA0000000 + number:08X}"}
	return {**_device(customer, place, name), **kind, **account}


def _router(customer: str, number: int, place: str, name: str) -> dict:
	network = {"wifi_ssid": f"Gigafibre-{number}", "wifi_password": f"Secret{number}x"}
	kind = {"equipment_type": "Routeur", "mac_address": f"403F8C{0x100000 + number:06X}"}
	return {**_device(customer, place, name), **kind, **network}


def _line(customer: str, number: int, place: str, ont: str, name: str) -> dict:
	account = {"sip_username": f"u{number}", "sip_password": f"Secret{number}"}
	return {
		"doctype": "VoIP Line",
		"name": name,
		"customer": customer,
		"service_location": place,
		"equipment": ont,
		"did": f"418{3000000 + number}",
		"status": "Active",
		**account,
	}
