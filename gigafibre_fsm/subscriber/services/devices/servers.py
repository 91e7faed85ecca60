"""Which device server looks after a device, and the device as that server knows it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import frappe
from frappe import _

from gigafibre_fsm.domain.devices.spellings import spellings
from gigafibre_fsm.exceptions import UpstreamError
from gigafibre_fsm.integrations.acs.adapter import Adapter, DeviceHandle
from gigafibre_fsm.integrations.acs.genieacs import GenieAcsClient
from gigafibre_fsm.integrations.acs.oktopus import OktopusClient
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.errors import ConfigurationError, PermanentError, ProviderError

SERVERS: dict[str, Callable[[Credentials], Adapter]] = {
	GenieAcsClient.name: GenieAcsClient.from_settings,
	OktopusClient.name: OktopusClient.from_settings,
}
# A server knows a device by what it calls itself; the label's serial may be another.
IDENTITIES = ("cwmp_serial", "serial_number", "gpon_serial", "mac_address")


@dataclass(frozen=True)
class Located:
	adapter: Adapter
	handle: DeviceHandle


def name_of(equipment: frappe._dict) -> str:
	return equipment.acs or frappe.get_cached_doc("FSM Settings").acs_default or GenieAcsClient.name


def adapter_of(equipment: frappe._dict) -> Adapter:
	"""Moving a device to another server is a change of this field and nothing else."""
	settings = frappe.get_cached_doc("FSM Settings")
	if not settings.acs_enabled:
		raise ConfigurationError(_("Device servers are switched off in FSM Settings."))
	return SERVERS[name_of(equipment)](Credentials(settings))


def look_up(equipment: frappe._dict) -> tuple[Adapter, DeviceHandle | None]:
	adapter = adapter_of(equipment)
	return adapter, adapter.find(spellings(equipment.get(field) for field in IDENTITIES))


def locate(equipment: frappe._dict) -> Located:
	"""
	:raises PermanentError: where the server does not know it.
	"""
	adapter, handle = look_up(equipment)
	if not handle:
		raise PermanentError(_("{0} does not know this device.").format(adapter.name), status=404)
	return Located(adapter, handle)


def has_identity(equipment: frappe._dict) -> bool:
	return any(equipment.get(field) for field in IDENTITIES)


def watching(equipment) -> str | None:
	"""The server that can be asked about it, if any."""
	is_on = frappe.get_cached_doc("FSM Settings").acs_enabled
	return name_of(equipment) if is_on and has_identity(equipment) else None


@contextmanager
def for_agent() -> Iterator[None]:
	"""An agent can do something about it, or tell somebody who can."""
	try:
		yield
	except ProviderError as error:
		raise UpstreamError(error.message) from error
