"""The documents of one order written twice, together and one by one, and everything that this left behind."""

import json
from collections.abc import Iterable
from datetime import date

import frappe
from frappe.tests.utils import FrappeTestCase
from frappe.utils.background_jobs import get_redis_connection_without_auth
from frappe.utils.password import get_decrypted_password

from gigafibre_fsm.domain.orders.party import Person, Place
from gigafibre_fsm.gigafibre_fsm import writing
from gigafibre_fsm.setup.catalogue.site import find_company
from gigafibre_fsm.subscriber.services.ordering import customers, projects, template
from gigafibre_fsm.subscriber.services.ordering.projects import TaskRow
from gigafibre_fsm.testing import factories

COUNTS = {
	"Service Location": 1,
	"Service Subscription": 5,
	"Service Equipment": 4,
	"VoIP Line": 1,
	"Payment Method": 1,
	"Dispatch Job": 1,
	"Outbox Message": 6,
	"Project": 1,
	"Task": 8,
}
KINDS = ("ONT", "Routeur", "Décodeur TV", "Téléphone IP")
PLACE = Place(
	"12 rue du Lac", "12", None, None, "rue du Lac", "Sainte-Épreuve", "QC", "j0s1r0", "Canada", 45.1, -73.8
)
START = date(2026, 12, 1)
# Different each time: when, and where in the tree.
MOMENTS = {"creation", "modified", "next_attempt_at", "lft", "rgt"}


class Written:
	"""An order's documents, by doctype, in the order of their writing."""

	def __init__(self, ordinary: bool, person: Person, **more):
		self.names = writing.reserve_names(COUNTS)
		self.person, self.more = person, more
		customer = customers.create(person, PLACE, ordinary=ordinary)
		self.names["Customer"] = [customer]
		writing.insert(list(self.documents(customer)), ordinary=ordinary)
		projects.create(self.project(customer), ordinary=ordinary)
		projects.add_tasks(self.project(customer), self.tasks(), ordinary=ordinary)
		self.names |= self._of_customer(customer)

	def documents(self, customer: str) -> Iterable[dict]:
		[location], [project] = self.names["Service Location"], self.names["Project"]
		service = {"customer": customer, "service_location": location}
		yield {
			"doctype": "Service Location",
			"name": location,
			"customer": customer,
			"status": "Pending Install",
			"address_line": PLACE.address_line,
			"city": PLACE.city,
			"postal_code": "j0s 1r0",
			"latitude": PLACE.latitude,
			"longitude": PLACE.longitude,
			"ip_history": [{"ip": "10.0.0.1", "assigned_on": "2026-01-01 00:00:00"}],
		}
		for name in self.names["Service Subscription"]:
			yield self._subscription(name, service, project)
		for name, kind in zip(self.names["Service Equipment"], KINDS, strict=True):
			yield self._device(name, service, kind)
		yield self._line(service)
		yield self._method(customer)
		yield self._job(service, project)
		for name in self.names["Outbox Message"]:
			yield self._message(name, project)
		for comment_type in ("Info", "Info", "Comment"):
			yield self._comment(comment_type, customer)

	def _subscription(self, name: str, service: dict, project: str) -> dict:
		return {
			"doctype": "Service Subscription",
			"name": name,
			**service,
			"item": "FTTH150I",
			"description": "Internet <b>150</b> & plus",
			"service_type": "Internet",
			"status": "Pending",
			"qty": 1,
			"rate": 99.95,
			"billing_interval": " Monthly ",
			"project": project,
			"radius_password": "radius-secret",
			**self.more.get("Service Subscription", {}),
		}

	def _device(self, name: str, service: dict, kind: str) -> dict:
		return {
			"doctype": "Service Equipment",
			"name": name,
			**service,
			"equipment_type": kind,
			"status": "En inventaire",
			"serial_number": self.more["serial"] if kind == "ONT" else None,
			"wifi_ssid": "Gigafibre-Roy",
			"wifi_password": "Q7mnPbe3xkRt",
			"sip_username": "u1",
			"sip_password": "sip-secret",
			"sip_lines": [{"line": 2, "sip_username": "u2", "sip_password": "sip-secret-2", "enabled": 1}],
		}

	def _line(self, service: dict) -> dict:
		return {
			"doctype": "VoIP Line",
			"name": self.names["VoIP Line"][0],
			**service,
			"status": "Pending",
			"equipment": self.names["Service Equipment"][0],
			"sip_username": f"u{self.more['serial']}",
			"sip_password": "sip-secret",
			"e911_zip": "j0s1r0",
			"e911_synced": 1,
			"e911_status": "Not Registered",
		}

	def _method(self, customer: str) -> dict:
		return {
			"doctype": "Payment Method",
			"name": self.names["Payment Method"][0],
			"customer": customer,
			"provider": "Stripe",
			"status": "Active",
			"is_default": 1,
			"card_brand": "visa",
			"card_last4": "4242",
		}

	def _job(self, service: dict, project: str) -> dict:
		return {
			"doctype": "Dispatch Job",
			"name": self.names["Dispatch Job"][0],
			**service,
			"project": project,
			"job_type": "Installation",
			"status": "Scheduled",
			"scheduled_date": START,
			"notes": "Deux <script>alert(1)</script> étages",
			"preferred_dates": [{"date": START}, {"date": "2026-12-02"}],
			"required_tags": [{"tag": "Fibre"}],
			"equipment_list": [
				{"equipment": name, "equipment_type": kind, "required": 1}
				for name, kind in zip(self.names["Service Equipment"], KINDS, strict=True)
			],
		}

	def _message(self, name: str, project: str) -> dict:
		return {
			"doctype": "Outbox Message",
			"name": name,
			"channel": "SMS",
			"event": "order_confirmed",
			"recipient": "+14502722408",
			"reference_doctype": "Project",
			"reference_name": project,
			"dedupe_key": f"essai:{name}",
			"payload": json.dumps({"a": 1}),
			"status": "Queued",
		}

	def _comment(self, comment_type: str, customer: str) -> dict:
		return {
			"doctype": "Comment",
			"comment_type": comment_type,
			"reference_doctype": "Customer",
			"reference_name": customer,
			"content": "Commande <a href='/app/project' onclick='x()'>ici</a> & merci",
		}

	def project(self, customer: str) -> dict:
		return {
			"doctype": "Project",
			"name": self.names["Project"][0],
			"project_name": f"Installation - {customer}",
			"company": find_company(),
			"customer": customer,
			"project_template": self._project_template(),
			"expected_start_date": START,
			"fsm_order_key": f"essai-{customer}",
			"fsm_source": "website",
			"service_location": self.names["Service Location"][0],
			"dispatch_job": self.names["Dispatch Job"][0],
			"order_monthly_total": 128.9,
			"order_quote": {"quote": {"lines": []}},
		}

	@staticmethod
	def _project_template() -> str:
		return frappe.db.get_single_value("FSM Settings", "project_template")

	def tasks(self) -> list[TaskRow]:
		templates = list(template.read(self._project_template()).rows.values())[:7]
		names = self.names["Task"]
		rows = [
			TaskRow(
				name=name,
				subject=copied["subject"],
				team="tech",
				service_location=self.names["Service Location"][0],
				# Those that come first in the list wait for those at its end.
				depends_on=tuple(names[5:7]) if number < 2 else (),
				template=copied,
			)
			for number, (name, copied) in enumerate(zip(names, templates, strict=False))
		]
		return [*rows, TaskRow(name=names[7], subject="Attribuer un numéro", team="support")]

	def _of_customer(self, customer: str) -> dict[str, list[str]]:
		contact, address = frappe.db.get_value(
			"Customer", customer, ["customer_primary_contact", "customer_primary_address"]
		)
		comments = {"reference_doctype": "Customer", "reference_name": customer}
		return {
			"Contact": [contact] if contact else [],
			"Address": [address],
			"Comment": frappe.get_all("Comment", comments, pluck="name", order_by="creation, name"),
			"Version": frappe.get_all("Version", {"docname": customer}, pluck="name"),
		}

	def pairs(self) -> list[tuple[str, str]]:
		return [(doctype, name) for doctype, names in self.names.items() for name in names]


def rows_of(doctype: str, name: str) -> dict[str, list[dict]]:
	"""Every column of the row and of its children, generated ones included, passwords in clear."""
	found = {doctype: _select(doctype, "name = %s", name)}
	for table in frappe.get_meta(doctype).get_table_fields():
		where = "parent = %s and parenttype = %s and parentfield = %s order by idx"
		found[table.fieldname] = _select(table.options, where, name, doctype, table.fieldname)
	return found


def _select(doctype: str, where: str, *values: str) -> list[dict]:
	rows = frappe.db.sql(f"select * from `tab{doctype}` where {where}", values, as_dict=True)
	secrets = [one.fieldname for one in frappe.get_meta(doctype).fields if one.fieldtype == "Password"]
	for row in rows:
		for fieldname in secrets:
			secret = get_decrypted_password(doctype, row["name"], fieldname, raise_exception=False)
			row[f"{fieldname} in clear"] = secret
	return rows


def beside(names: Iterable[tuple[str, str]]) -> dict[str, int]:
	"""What is kept elsewhere about these documents."""
	counts = {}
	for doctype, name in names:
		for table, where in (
			("Version", "ref_doctype = %s and docname = %s"),
			("Comment", _ABOUT),
			("ToDo", _TODO),
		):
			query = f"select count(*) from `tab{table}` where {where}"
			counts[doctype, table] = (
				counts.get((doctype, table), 0) + frappe.db.sql(query, (doctype, name))[0][0]
			)
		auth = frappe.db.sql(
			"select count(*) from `__Auth` where doctype = %s and name = %s", (doctype, name)
		)
		counts[doctype, "__Auth"] = counts.get((doctype, "__Auth"), 0) + auth[0][0]
	return counts


_ABOUT = "reference_doctype = %s and reference_name = %s"
_TODO = "reference_type = %s and reference_name = %s"


class WrittenCase(FrappeTestCase):
	maxDiff = None

	def write_twice(self, **more) -> tuple[Written, Written]:
		"""Namesakes, since the rule for names is part of what is compared; the serial alone must differ, and with it the account."""
		person = Person(
			f"Marie-Ève Côté {factories.unique_number()}", "eve@essai.example", "+14502722408", "fr", "cus_1"
		)
		person = more.pop("person", person)
		together = Written(False, person, serial=factories.unique_serial(), **more)
		one_by_one = Written(True, person, serial=factories.unique_serial(), **more)
		return together, one_by_one

	def same_rows(self, together: Written, one_by_one: Written) -> int:
		"""How many values were compared."""
		self.assertEqual(
			{doctype: len(names) for doctype, names in together.names.items()},
			{doctype: len(names) for doctype, names in one_by_one.names.items()},
		)
		translate = self.translation(together, one_by_one)
		compared = 0
		for (doctype, first), (_doctype, second) in zip(together.pairs(), one_by_one.pairs(), strict=True):
			found, expected = rows_of(doctype, first), rows_of(doctype, second)
			for table in expected:
				compared += self._same(f"{doctype}.{table}", found[table], expected[table], translate)
		return compared

	def _same(self, where: str, found: list[dict], expected: list[dict], translate: dict) -> int:
		self.assertEqual(len(found), len(expected), where)
		compared = 0
		for one, other in zip(found, expected, strict=True):
			self.assertEqual(list(one), list(other), where)
			for column, value in one.items():
				if self._is_incidental(where, column):
					continue
				compared += 1
				self.assertEqual(
					_translated(value, translate), _translated(other[column], translate), f"{where}.{column}"
				)
		return compared

	@staticmethod
	def _is_incidental(where: str, column: str) -> bool:
		doctype = where.split(".")[0]
		is_time = doctype == "Project" and column in _times("Project")
		is_child_name = column == "name" and not where.endswith(f".{doctype}")
		return (
			column in MOMENTS
			or is_time
			or is_child_name
			or (doctype in ("Comment", "Version") and column == "name")
		)

	@staticmethod
	def translation(together: Written, one_by_one: Written) -> dict[str, str]:
		"""Both orders' names to one; the longest first, since a customer's name is part of its contact's."""
		same = {}
		for (doctype, first), (_doctype, second) in zip(together.pairs(), one_by_one.pairs(), strict=True):
			same[first] = same[second] = f"<{doctype} of the order>"
		same[together.more["serial"]] = same[one_by_one.more["serial"]] = "<serial>"
		same |= {json.dumps(name)[1:-1]: one for name, one in same.items()}
		return dict(sorted(same.items(), key=lambda pair: -len(pair[0])))


def _times(doctype: str) -> list[str]:
	return [one.fieldname for one in frappe.get_meta(doctype).fields if one.fieldtype == "Time"]


def _translated(value: object, translate: dict[str, str]) -> object:
	if isinstance(value, str):
		for name, same in translate.items():
			value = value.replace(name, same)
	return value


class Listener:
	"""Hears what browsers are told."""

	def __enter__(self):
		self._subscription = get_redis_connection_without_auth().pubsub(ignore_subscribe_messages=True)
		self._subscription.subscribe("events")
		self._subscription.get_message(timeout=1)
		return self

	def __exit__(self, *_exc):
		self._subscription.close()

	def heard(self, event: str) -> list[dict]:
		found = []
		while message := self._subscription.get_message(timeout=2):
			told = json.loads(message["data"])
			if told["event"] == event and told["namespace"] == frappe.local.site:
				found.append(told)
		return found
