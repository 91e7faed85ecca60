"""The 20 documents of one order as an automation tool makes them today, one after the other: internet, TV, two boxes.

`store` is where they go: over REST, or `Document.insert()` in the server. Customer stays without contact and address,
the tasks without dependencies: what our own order makes beyond these is on its own account.
"""

from dataclasses import dataclass
from typing import Any, Protocol

TASKS = (
	("Préparer équipement", "support"),
	("Assigner technicien", "dispatch"),
	("Activer port OLT {port}", "support"),
	("Configurer WiFi", "support"),
	("Configurer VoIP", "support"),
	("Installation sur site", "tech"),
	("Vérifier signal ONT", "tech"),
	("Confirmer service fonctionnel", "tech"),
)
DEVICES = ("ONT", "Routeur", "Décodeur TV", "Décodeur TV")
SOLD = (("FTTH150I", "Internet", 99.95), ("TVBSTANDARD", "TV", 30), ("RAB2X", "Discount", -5))


class Store(Protocol):
	def read(self, doctype: str, name: str) -> dict: ...

	def insert(self, document: dict) -> str: ...

	def update(self, doctype: str, name: str, values: dict) -> None: ...


@dataclass(frozen=True)
class Wanted:
	"""One order: whose, and on which port."""

	number: int
	drop: str
	legacy_fibre_id: int
	day: str
	setup_intent: str | None = None

	@property
	def key(self) -> str:
		return f"bench-{self.number:06d}"

	@property
	def customer_name(self) -> str:
		return f"Banc Essai {self.number}"

	@property
	def email(self) -> str:
		return f"banc.essai.{self.number}@client.example"

	@property
	def phone(self) -> str:
		return f"450{5550000 + self.number % 9999:07d}"


def place(store: Store, wanted: Wanted) -> str:
	"""Twenty documents, and the port read and updated: 23 calls with the two messages."""
	drop = store.read("Fibre Drop", wanted.drop)
	customer = store.insert(_customer(wanted))
	location = store.insert(_location(wanted, customer, drop))
	project = store.insert(_project(wanted, customer, location))
	subscriptions = [store.insert(_subscription(line, customer, location, project)) for line in SOLD]
	devices = [store.insert(_device(kind, customer, location, subscriptions[0], drop)) for kind in DEVICES]
	for subject, team in TASKS:
		store.insert(_task(subject, team, project, location, drop))
	store.insert(_job(wanted, customer, location, project, devices))
	store.update("Fibre Drop", wanted.drop, {"reserved_for": project})
	for channel, recipient in (("SMS", wanted.phone), ("Email", wanted.email)):
		store.insert(_message(channel, recipient, project))
	return project


def _customer(wanted: Wanted) -> dict:
	return {
		"doctype": "Customer",
		"customer_name": wanted.customer_name,
		"customer_type": "Individual",
		"customer_group": "Résidentiel",
		"territory": "Canada",
		"language": "fr",
	}


def _location(wanted: Wanted, customer: str, drop: dict) -> dict:
	same = ("civic_number", "street", "city", "postal_code", "latitude", "longitude", "ont_id")
	return {
		"doctype": "Service Location",
		"customer": customer,
		"status": "Pending Install",
		"connection_type": "FTTH",
		"address_line": f"{drop['civic_number']} {drop['street']}",
		"province": "QC",
		"contact_name": wanted.customer_name,
		"contact_phone": wanted.phone,
		"fibre_drop": wanted.drop,
		"fibre_id": wanted.legacy_fibre_id,
		**_plug(drop),
		**{field: drop[field] for field in same},
	}


def _plug(drop: dict) -> dict:
	return {
		"olt_ip": drop["olt"],
		"olt_frame": drop["frame"],
		"olt_slot": drop["slot"],
		"olt_port": drop["port"],
	}


def _project(wanted: Wanted, customer: str, location: str) -> dict:
	return {
		"doctype": "Project",
		"project_name": f"Installation - {wanted.customer_name}",
		"company": "Gigafibre inc.",
		"customer": customer,
		"service_location": location,
		"fibre_drop": wanted.drop,
		"fsm_order_key": wanted.key,
		"fsm_source": "agent",
		"order_monthly_total": 124.95,
	}


def _subscription(line: tuple, customer: str, location: str, project: str) -> dict:
	item, kind, rate = line
	return {
		"doctype": "Service Subscription",
		"customer": customer,
		"service_location": location,
		"item": item,
		"description": item,
		"service_type": kind,
		"status": "Pending",
		"qty": 1,
		"rate": rate,
		"billing_interval": "Monthly",
		"project": project,
	}


def _device(kind: str, customer: str, location: str, subscription: str, drop: dict) -> dict:
	wifi = {"wifi_ssid": "Gigafibre-Essai", "wifi_password": "ErableBanc24"} if kind == "Routeur" else {}
	return {
		"doctype": "Service Equipment",
		"customer": customer,
		"service_location": location,
		"subscription": subscription,
		"equipment_type": kind,
		"status": "En inventaire",
		**(_plug(drop) if kind == "ONT" else {}),
		**wifi,
	}


def _task(subject: str, team: str, project: str, location: str, drop: dict) -> dict:
	port = f"{drop['frame']}/{drop['slot']}/{drop['port']}"
	return {
		"doctype": "Task",
		"subject": subject.format(port=port),
		"project": project,
		"company": "Gigafibre inc.",
		"fsm_team": team,
		"service_location": location,
	}


def _job(wanted: Wanted, customer: str, location: str, project: str, devices: list[str]) -> dict:
	pairs = zip(DEVICES, devices, strict=True)
	return {
		"doctype": "Dispatch Job",
		"customer": customer,
		"service_location": location,
		"project": project,
		"job_type": "Installation",
		"status": "Scheduled",
		"scheduled_date": wanted.day,
		"equipment_list": [{"equipment": name, "equipment_type": kind} for kind, name in pairs],
		"notes": "FTTH150I\nTVBSTANDARD",
	}


def _message(channel: str, recipient: str, project: str) -> dict:
	payload: dict[str, Any] = {"language": "fr", "variables": {"order": project}}
	return {
		"doctype": "Outbox Message",
		"channel": channel,
		"event": "order_confirmed",
		"recipient": recipient,
		"reference_doctype": "Project",
		"reference_name": project,
		"dedupe_key": f"bench:{project}:{channel}",
		"payload": payload,
		"status": "Queued",
	}
