"""The ACS's user, and devices at places in service, made over HTTP."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import requests

from e2e.browser.api import Api

METHODS = "/api/method/gigafibre_fsm.api.devices"
USER = "acs.e2e@gigafibre.example"


@dataclass(frozen=True)
class Place:
	customer: str
	location: str
	equipment: str
	ssid: str
	password: str


class Acs:
	def __init__(self, api: Api, url: str, site: str, token: str):
		self.api, self.url, self.site, self.token = api, url, site, token

	@property
	def environment(self) -> dict[str, str]:
		"""Of GenieACS. Node asks the system for names, and few know *.localhost: the address, and the site beside it."""
		port = urlsplit(self.url).port
		return {"ERP_URL": f"http://127.0.0.1:{port}", "ERP_TOKEN": self.token, "ERP_SITE": self.site}

	def call(self, verb: str, method: str, token: str | None = None, **values) -> requests.Response:
		headers = {"Host": self.site, "Accept-Language": "en"}
		if token != "":
			headers["Authorization"] = f"token {token or self.token}"
		fields = {"params": values} if verb == "GET" else {"json": values}
		return requests.request(verb, f"{self.url}{METHODS}.{method}", headers=headers, timeout=60, **fields)

	def place(self, serial: str, **values) -> Place:
		"""An XX230v at a place in service, with its WiFi."""
		customer = self.api.make("Customer", customer_name=f"Appareil {serial}")["name"]
		location = self.api.make(
			"Service Location",
			customer=customer,
			address_line=f"{serial} rang Nord",
			city="Saint-Aubin",
			status="Active",
		)["name"]
		network = {"wifi_ssid": f"Gigafibre-{serial[-4:]}", "wifi_password": f"secret-{serial}"}
		owner = {"customer": customer, "service_location": location}
		device = {"equipment_type": "ONT", "status": "En inventaire", "serial_number": serial}
		made = self.api.make("Service Equipment", **owner, **device, **network, **values)["name"]
		return Place(customer, location, made, network["wifi_ssid"], network["wifi_password"])


def acs_of(api: Api, url: str, site: str) -> Acs:
	return Acs(api, url, site, token_of(api, USER, "FSM ACS"))


def token_of(api: Api, user: str, *roles: str) -> str:
	"""A user with these roles and a key of their own."""
	if not api.list("User", name=user):
		api.make(
			"User",
			email=user,
			first_name="Machine",
			send_welcome_email=0,
			roles=[{"role": role} for role in roles],
		)
	secret = api.method("frappe.core.doctype.user.user.generate_keys", user=user)["api_secret"]
	return f"{api.get('User', user)['api_key']}:{secret}"
