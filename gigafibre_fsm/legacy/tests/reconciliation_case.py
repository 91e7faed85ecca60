"""A small legacy database with something of every table, and all of it on the site."""

from calendar import timegm

import frappe

from gigafibre_fsm.legacy import reconciliation
from gigafibre_fsm.legacy.reconciliation.check import Check
from gigafibre_fsm.legacy.steps import of_the_legacy_database
from gigafibre_fsm.legacy.tests.foundation_case import FoundationCase
from gigafibre_fsm.testing.legacy_database.generating.php import serialize

JUNE, JULY = timegm((2024, 6, 3, 14, 0, 0)), timegm((2024, 7, 3, 14, 0, 0))
COMMERCIAL, CLOSED, HOME = 910_001, 910_002, 910_003
STAFF, PRODUCT, TV, PLACE, SECOND_PLACE = 910_011, 910_021, 910_022, 910_031, 910_032
ONU, DECO, SERVICE, DROP = 910_041, 910_042, 910_051, 910_061

DID, ORPHAN = "4505550910", "4505550911"


def php(*lines: dict) -> str:
	return serialize(list(lines)).decode()


ROWS: dict[str, list[dict]] = {
	"account": [
		{
			"id": COMMERCIAL,
			"company": "Fromagerie du Rang",
			"commercial": 1,
			"stripe_id": "cus_Recon1",
			"stripe_ppa": 1,
			"date_orig": JUNE,
		},
		{"id": CLOSED, "first_name": "Ovila", "last_name": "Côté", "status": 2, "date_orig": JUNE},
		{
			"id": HOME,
			"first_name": "Rose",
			"last_name": "Tessier",
			"email": "rose@example.com",
			"vip": 1,
			"ppa": 1,
			"ppa_name": "Caisse du Lac",
			"ppa_code": "815",
			"ppa_branch": "30012",
			"ppa_account": "1234567",
			"ppa_amount": "150.00",
			"date_orig": JUNE,
		},
	],
	"staff": [{"id": STAFF, "first_name": "Guy", "last_name": "Roy", "tech": 1}],
	"product": [
		{"id": PRODUCT, "sku": "RECON-100", "name": "Fibre 100", "category": "Internet", "price": "69.95"},
		{"id": TV, "sku": "RECON-TV", "name": "Boîte TV", "category": "TV", "price": "10.00"},
	],
	"delivery": [
		{
			"id": PLACE,
			"account_id": HOME,
			"address1": "12, rue Principale",
			"city": "Saint-Anicet",
			"zip": "J0S 1M0",
			"date_orig": JUNE,
		},
		{
			"id": SECOND_PLACE,
			"account_id": COMMERCIAL,
			"address1": "40, rang Double",
			"city": "Huntingdon",
			"zip": "J0S 1H0",
			"date_orig": JUNE,
		},
	],
	"device": [
		{
			"id": ONU,
			"delivery_id": PLACE,
			"category": "onu",
			"sn": "RCMG91A0B2C3",
			"mac": "A8:40:41:91:00:01",
		},
		{
			"id": DECO,
			"delivery_id": PLACE,
			"category": "router",
			"sn": "DECO910042",
			"mac": "a8-40-41-91-00-02",
		},
	],
	"service": [
		{
			"id": SERVICE,
			"delivery_id": PLACE,
			"device_id": ONU,
			"product_id": PRODUCT,
			"price": "64.95",
			"radius_user": "rose@targo",
			"radius_pwd": "p4sse",
			"date_orig": JUNE,
		},
		{"id": SERVICE + 1, "delivery_id": PLACE, "product_id": TV, "qte": 2, "status": 2, "date_orig": JUNE},
		{"id": SERVICE + 2, "delivery_id": 4, "product_id": TV, "price": "1000.00", "date_orig": JUNE},
	],
	"fibre": [
		{
			"id": DROP,
			"service_id": SERVICE,
			"terrain": "12",
			"rue": "rue Principale",
			"ville": "Saint-Anicet",
			"info_connect": "10.91.0.1",
			"frame": 0,
			"slot": 1,
			"port": 2,
			"ontid": 3,
			"sn": "RCMG91A0B2C3",
		},
		{
			"id": DROP + 1,
			"terrain": "14",
			"rue": "rue Principale",
			"info_connect": "10.91.0.1",
			"frame": 0,
			"slot": 1,
			"port": 2,
			"ontid": 4,
			"sn": "RESERVED-Lemay",
		},
	],
	"accord_paiement": [
		{
			"id": 1,
			"account_id": HOME,
			"staff_id": STAFF,
			"date_accord": JUNE,
			"date_echeance": JULY,
			"date_coupure": JULY,
			"montant": "120.50",
			"status": 0,
		},
		{
			"id": 2,
			"account_id": HOME,
			"date_accord": JUNE,
			"date_echeance": JULY,
			"date_coupure": JULY,
			"montant": "80.00",
			"method": 1,
			"status": 1,
		},
		{"id": 3, "account_id": 7, "date_echeance": JULY, "montant": "33.00", "status": 0},
	],
	"bon_travail": [
		{
			"id": 1,
			"account_id": HOME,
			"date": JUNE,
			"tech1": STAFF,
			"heure_arrive_t1": "08:30",
			"heure_depart_t1": "10h00",
			"tech2": 77,
			"heure_arrive_t2": "23:00",
			"heure_depart_t2": "01:15",
			"subtotal": "100.00",
			"tps": "5.00",
			"tvq": "9.98",
			"total": "114.98",
		}
	],
	"bon_travail_item": [
		{"id": 1, "bon_id": 1, "product_id": PRODUCT, "qte": "2.00", "price": "30.00", "desc": "Câble"},
		{"id": 2, "bon_id": 1, "product_id": 5, "qte": "1.00", "price": "40.00", "desc": "Prise"},
	],
	"account_profile": [
		{"id": 1, "account_id": HOME, "profile_id": "prof-1", "card_id": "card-1", "token": "tok_paysafe"}
	],
	"account_suspension": [
		{"id": 1, "account_id": CLOSED, "date_start": JUNE, "note": "Impayé"},
		{"id": 2, "account_id": HOME, "date_start": JUNE, "date_end": JULY, "note": "Réglé"},
	],
	"ip_history": [
		{
			"id": 1,
			"account_id": HOME,
			"delivery_id": PLACE,
			"service_id": SERVICE,
			"ip": "10.1.2.3",
			"date": JUNE,
		},
		{"id": 2, "account_id": HOME, "delivery_id": PLACE, "ip": "10.1.2.4", "date": JULY},
		{"id": 3, "account_id": HOME, "delivery_id": 4, "ip": "10.1.2.5", "date": JULY},
	],
	"delivery_history": [
		{
			"id": 1,
			"account_id": HOME,
			"delivery_id": PLACE,
			"date_orig": JUNE,
			"address1": "3, rue du Quai",
			"city": "Saint-Anicet",
			"zip": "J0S 1M0",
		}
	],
	"soumission": [
		{
			"id": 1,
			"account_id": HOME,
			"name": "Réseau",
			"date": JUNE,
			"materiel": php({"sku": "RECON-TV", "desc": "Boîte", "amt": "10.00", "qte": "3", "tot": "30.00"}),
			"mensuel": php({"sku": "RECON-100", "desc": "Fibre", "amt": "69.95", "qte": "1", "tot": "69.95"}),
		},
		{"id": 2, "account_id": HOME, "materiel": "a:1:{i:0;a:5:{s:3:"},
	],
	"soumission_template": [{"id": 1, "name": "Recon gabarit", "text": "Valide 30 jours"}],
	"pbx": [
		{
			"id": 1,
			"account_id": HOME,
			"delivery_id": PLACE,
			"phone": "(450) 555-0910",
			"password": "s1p",
			"vm_password": "4321",
			"has_vm": 1,
			"date_origin": JUNE,
			"date_update": JULY,
		},
		{"id": 2, "account_id": HOME, "phone": DID, "date_update": JUNE},
	],
	"phone_provisioning": [
		{"id": 1, "account_id": HOME, "phone": DID, "mac": "A8:40:41:91:00:09", "password": "ata-1"}
	],
	"phone_addr": [
		{
			"id": 1,
			"account_id": HOME,
			"phone": DID,
			"street_number": "12",
			"street_name": "rue Principale",
			"city": "Saint-Anicet",
			"zip": "J0S 1M0",
		},
		{
			"id": 2,
			"account_id": HOME,
			"phone": ORPHAN,
			"street_number": "9",
			"street_name": "rue du Quai",
			"city": "Saint-Anicet",
			"zip": "J0S 1M0",
		},
	],
	"wifi": [
		{
			"id": 1,
			"serial": "A8-40-41-91-00-02",
			"instance": 1,
			"ssid": "Tessier",
			"password": "wifi-24",
			"updated": JULY,
		},
		{
			"id": 2,
			"serial": "A84041910002",
			"instance": 5,
			"ssid": "Tessier-5",
			"password": "wifi-5",
			"updated": JULY,
		},
	],
	"voip": [
		{
			"id": 1,
			"serial": "rcmg91a0b2c3",
			"instance": 1,
			"username": "910a",
			"password": "voip-1",
			"updated": JULY,
		},
		{
			"id": 2,
			"serial": "RCMG91A0B2C3",
			"instance": 2,
			"username": "910b",
			"password": "voip-2",
			"updated": JULY,
		},
	],
}


class ReconciliationCase(FoundationCase):
	rows = ROWS
	steps = tuple(of_the_legacy_database())

	def checks(self) -> dict[tuple[str, str], Check]:
		return {(check.line, check.label): check for check in reconciliation.checks(self.steps)}

	def different(self) -> dict[tuple[str, str], list[str]]:
		"""What is told of each difference, but for the document's name."""
		return {key: check.examples for key, check in self.checks().items() if check.differences}

	def target(self, line: str, legacy_id: int) -> str:
		return frappe.db.get_value("Legacy Import Row", f"{line}/{legacy_id}", "target")
