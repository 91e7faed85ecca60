"""What the ACS asks about devices and tells of them (docs/devices.md)."""

import frappe
from frappe import _

from gigafibre_fsm.api.endpoint import endpoint, needed, text
from gigafibre_fsm.domain.identifiers import canonical_serial
from gigafibre_fsm.exceptions import InvalidRequest, NotFound
from gigafibre_fsm.subscriber.services.devices import (
	activating,
	bootstrapping,
	informing,
	presence,
	provisioning,
	remote,
)

# Its answer holds secrets in clear: nobody in the office reads them this way.
ACS = ("FSM ACS",)
ACS_AND_OPERATORS = ("FSM ACS", "System Manager")
LONGEST_SERIAL = 64


@frappe.whitelist(methods=["GET", "POST"])
@endpoint()
def provision(serial: str) -> dict:
	frappe.only_for(ACS)
	_keep_no_session()
	return provisioning.provision(_serial(serial))


def _keep_no_session() -> None:
	"""Who calls with a token has none. Frappe would ask Redis six times whether it is to be kept alive."""
	if frappe.session.sid == frappe.session.user:
		frappe.local.session_obj = None


@frappe.whitelist(methods=["POST"])
@endpoint()
def bootstrap(
	serial: str,
	oui: str | None = None,
	product_class: str | None = None,
	ip: str | None = None,
	firmware: str | None = None,
) -> dict:
	frappe.only_for(ACS_AND_OPERATORS)
	boot = bootstrapping.Boot(
		oui=text("oui", oui) or None,
		product_class=text("product_class", product_class) or None,
		ip=text("ip", ip) or None,
		firmware=text("firmware", firmware) or None,
	)
	return bootstrapping.bootstrap(_serial(serial), boot)


@frappe.whitelist(methods=["POST"])
@endpoint()
def inform(serial: str, ip: str | None = None, firmware: str | None = None, online: bool = True) -> dict:
	frappe.only_for(ACS_AND_OPERATORS)
	sign = presence.Sign(online, text("ip", ip) or None, text("firmware", firmware) or None)
	return informing.inform(_serial(serial), sign)


@frappe.whitelist(methods=["POST"])
@endpoint()
def activated(serial: str) -> dict:
	frappe.only_for(ACS_AND_OPERATORS)
	return activating.activated(_serial(serial))


def _serial(typed: str) -> str:
	serial = needed("serial", typed, LONGEST_SERIAL)
	if not canonical_serial(serial):
		frappe.throw(_("{0} is no serial: {1}.").format("serial", serial), InvalidRequest)
	return serial


@frappe.whitelist(methods=["GET", "POST"])
@endpoint()
def status(equipment: str, refresh: bool = False) -> dict:
	"""With `refresh` the device itself is asked, which takes some seconds."""
	return remote.status(_supported(equipment), refresh)


@frappe.whitelist(methods=["POST"])
@endpoint()
def reboot(equipment: str) -> dict:
	return remote.reboot(_supported(equipment))


@frappe.whitelist(methods=["POST"])
@endpoint()
def set_wifi(equipment: str, ssid: str, password: str) -> dict:
	return remote.set_wifi(_supported(equipment), ssid, password)


def _supported(name: str) -> str:
	"""For those who work with devices: a technician reads their own, and changes none from afar."""
	frappe.has_permission("Service Equipment", "write", throw=True)
	name = needed("equipment", name)
	if not frappe.db.exists("Service Equipment", name):
		frappe.throw(_("There is no device {0}.").format(name), NotFound)
	frappe.has_permission("Service Equipment", "write", doc=name, throw=True)
	return name
