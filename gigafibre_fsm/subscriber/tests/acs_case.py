"""A device in service, and the server on this machine that looks after it."""

import frappe

from gigafibre_fsm.integrations.tests import systems
from gigafibre_fsm.testing import factories
from gigafibre_fsm.testing.servers.device_trees import DECO
from gigafibre_fsm.testing.servers.genieacs import GenieAcsServer
from gigafibre_fsm.testing.servers.oktopus import OktopusServer

NEW = {"ssid": "Chez les Roy", "password": "nouveau-mot-42"}
LOGIN = ("erp", "genieacs-password-0001")
SSID, SSID_5 = "Device.WiFi.SSID.1.SSID", "Device.WiFi.SSID.5.SSID"
KEY = "Device.WiFi.AccessPoint.1.Security.KeyPassphrase"


class WithServers:
	"""Beside a test case: both servers run, GenieACS is the one that is meant where a device does not say."""

	def start_servers(self) -> None:
		self.genieacs = self.enterContext(GenieAcsServer(LOGIN))
		self.oktopus = self.enterContext(OktopusServer())

	def server_settings(self) -> dict:
		both = {**systems.genieacs(self.genieacs), **systems.oktopus(self.oktopus)}
		return {**both, "acs_enabled": 1, "acs_default": "GenieACS"}

	def make_router(self, **values):
		wifi = {"wifi_ssid": "Gigafibre-Roy", "wifi_password": "ancien-mot-42"}
		given = {
			"equipment_type": "Routeur",
			"brand": "TP-Link",
			"model": "Deco X20",
			"status": "Actif",
			**wifi,
		}
		if "service_location" not in values:
			values["service_location"] = factories.make_service_location(status="Active").name
		self.router = factories.make_service_equipment(
			**{**given, "mac_address": factories.unique_mac(), **values}
		)
		self.device = self.genieacs.add(self.router.mac_address or "", DECO)
		return self.router

	def secret(self, field: str = "wifi_password") -> str:
		return frappe.get_doc("Service Equipment", self.router.name).get_password(
			field, raise_exception=False
		)
