"""The hot lookups use an index, on a table with enough rows for the optimizer to mean it."""

from collections.abc import Iterator

import frappe
from frappe.tests.utils import FrappeTestCase

ROWS = 2000
# what is looked up, and the index that must answer
PLANS = {
	"a serial": ("Service Equipment", "serial_number='S777'", "unique_serial_number"),
	"a serial in service": (
		"Service Equipment",
		"serial_number='S777' and status not in ('Retourné','Perdu')",
		"unique_serial_number",
	),
	"a MAC": ("Service Equipment", "mac_address='000000000777'", "unique_mac_address"),
	"a GPON serial": ("Service Equipment", "gpon_serial='G777'", "gpon_serial"),
	"a device's old id": ("Service Equipment", "legacy_device_id=777", "unique_legacy_device_id"),
	"a location's devices": ("Service Equipment", "service_location='LOC-777'", "service_location"),
	"a location's old id": ("Service Location", "legacy_delivery_id=777", "unique_legacy_delivery_id"),
	"a customer's locations": ("Service Location", "customer='C-777'", "customer"),
	"a drop by its port": (
		"Fibre Drop",
		"olt='10.0.0.7' and frame=0 and slot=7 and port=7 and ont_id=7",
		"unique_olt_frame_slot_port_ont_id",
	),
	"a drop's old id": ("Fibre Drop", "legacy_fibre_id=777", "unique_legacy_fibre_id"),
	"a phone line": ("VoIP Line", "did='4505550777'", "did"),
	"a line by its account": ("VoIP Line", "sip_username='gf777'", "unique_sip_username"),
	"a line's old id": ("VoIP Line", "legacy_pbx_id=777", "lookup_legacy_pbx_id_name"),
	"a line's adapter": ("VoIP Line", "ata_mac='000000000777'", "lookup_ata_mac_name"),
	"a number's 911 requests": (
		"E911 Request",
		"did='4505550777' and status in ('Queued','Sent') and action in ('Register','Deregister')",
		"unique_did",
	),
	"a technician's day": (
		"Dispatch Job",
		"assigned_technician='EMP-7' and scheduled_date='2026-03-07'",
		"lookup_assigned_technician_scheduled_date",
	),
	"a customer's old id": ("Customer", "legacy_customer_id=777", "unique_legacy_customer_id"),
	"messages to send": (
		"Outbox Message",
		"status='Queued' and channel='SMS' and next_attempt_at <= '2026-01-01'",
		"lookup_status_channel_next_attempt_at",
	),
	"messages of a document": (
		"Outbox Message",
		"reference_doctype='Project' and reference_name='PROJ-777'",
		"lookup_reference_doctype_reference_name",
	),
	"an address": ("Civic Address", "street='street7' and civic_number=777", "lookup_street_civic_number"),
	"an address by its postal code": (
		"Civic Address",
		"postal_code='J0S 007' and civic_number=777",
		"lookup_postal_code_civic_number",
	),
	"arrangements to cut off": (
		"Payment Arrangement",
		"status='Open' and cutoff_date < '2026-01-01'",
		"lookup_status_cutoff_date",
	),
}


def row(doctype: str, n: int) -> dict:
	return {
		"Service Equipment": {
			"serial_number": f"S{n}",
			"mac_address": f"{n:012d}",
			"gpon_serial": f"G{n}",
			"legacy_device_id": n,
			"service_location": f"LOC-{n}",
			"status": "Actif",
		},
		"Service Location": {"legacy_delivery_id": n, "customer": f"C-{n}"},
		"Fibre Drop": {
			"olt": f"10.0.0.{n % 30}",
			"slot": n // 30 % 16,
			"port": n % 16,
			"ont_id": n,
			"legacy_fibre_id": n,
		},
		"VoIP Line": {
			"did": f"450555{n:04d}",
			"legacy_pbx_id": n,
			"ata_mac": f"{n:012d}",
			"sip_username": f"gf{n}",
		},
		"E911 Request": {
			"did": f"450555{n:04d}",
			"action": "Register",
			"status": "Sent" if n % 2 else "Confirmed",
		},
		"Dispatch Job": {
			"assigned_technician": f"EMP-{n % 40}",
			"scheduled_date": f"2026-03-{n % 28 + 1:02d}",
		},
		"Customer": {"legacy_customer_id": n},
		"Outbox Message": {
			"status": "Queued" if n % 50 == 0 else "Sent",
			"channel": "SMS",
			"next_attempt_at": f"2025-01-{n % 28 + 1:02d}",
			"reference_doctype": "Project",
			"reference_name": f"PROJ-{n}",
			"dedupe_key": f"plan-{n}",
		},
		"Civic Address": {"street": f"street{n % 40}", "civic_number": n, "postal_code": f"J0S {n % 40:03d}"},
		"Payment Arrangement": {
			"status": "Open" if n % 50 == 0 else "Completed",
			"cutoff_date": "2025-05-05",
		},
	}[doctype]


def rows(doctype: str) -> Iterator[tuple]:
	for n in range(1, ROWS + 1):
		yield (f"plan-{n}", *row(doctype, n).values())


class TestQueryPlans(FrappeTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		for doctype in {doctype for doctype, _, _ in PLANS.values()}:
			frappe.db.bulk_insert(doctype, ["name", *row(doctype, 1)], rows(doctype), ignore_duplicates=True)

	def test_hot_lookups_use_their_index(self):
		for what, (doctype, condition, index) in PLANS.items():
			with self.subTest(what):
				plan = frappe.db.sql(
					f"explain select name from `tab{doctype}` where {condition}", as_dict=True
				)[0]
				self.assertIn(plan.type, ("const", "ref", "range"), f"{what}: {plan}")
				self.assertEqual(plan.key, index, f"{what}: {plan}")
