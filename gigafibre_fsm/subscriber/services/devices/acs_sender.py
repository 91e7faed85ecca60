"""The outbox's way to a device: what is kept of its WiFi is set by its server, and read back.

A server that has it for later says so; the row waits, and looks whether it was done before it tells it again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import frappe
from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.domain.devices import wifi_change
from gigafibre_fsm.domain.devices.configuration import Configuration, Wifi
from gigafibre_fsm.domain.devices.parameters import parameters
from gigafibre_fsm.domain.devices.profiles import Profile, choose
from gigafibre_fsm.gigafibre_fsm.delivery.message import Message
from gigafibre_fsm.integrations.acs.adapter import Value
from gigafibre_fsm.integrations.errors import ConfigurationError, PermanentError, RetryableError
from gigafibre_fsm.subscriber.services.devices import allowance, device_profiles, finding, servers

# Seconds until it is looked at again: a device behind a router can't be called, and reports every few minutes.
FIRST_LOOK, LONGEST_PAUSE = 300, 6 * 3600
READ_BACK_PAUSE = 60


@dataclass(frozen=True)
class _Push:
	to: servers.Located
	values: Sequence[Value]

	def is_waiting(self) -> bool:
		return self.to.adapter.is_waiting(self.to.handle, self.values)

	def is_shown(self) -> bool:
		read_back = self.to.adapter.values(self.to.handle, [path for path, _value, _kind in self.values])
		if lacking := wifi_change.missing(self.values, read_back):
			sentence = _("The device has no parameter {0}: look at its Device Profile.")
			raise PermanentError(sentence.format(lacking))
		return wifi_change.is_shown(self.values, read_back)


class DeviceChanges:
	def send(self, message: Message) -> str:
		push = _push(message)
		accepted = push.to.adapter.set_values(push.to.handle, push.values)
		if not accepted.is_done:
			raise _later(message, push)
		if not push.is_shown():
			raise RetryableError(_("The device does not show the change."), after=READ_BACK_PAUSE)
		return push.to.handle.id

	def find(self, message: Message) -> str | None:
		"""Where the server took it for later and has it no more, the device was told."""
		push = _push(message)
		if push.is_waiting():
			raise _later(message, push)
		return push.to.handle.id if message.provider_id and push.is_shown() else None


def sender() -> DeviceChanges:
	if not frappe.get_cached_doc("FSM Settings").acs_enabled:
		raise ConfigurationError(_("Device servers are switched off in FSM Settings."))
	return DeviceChanges()


def _later(message: Message, push: _Push) -> RetryableError:
	sentence = _("{0} has it, and tells the device when it next reports.").format(push.to.adapter.name)
	after = min(FIRST_LOOK * 2 ** (message.attempts - 1), LONGEST_PAUSE)
	return RetryableError(sentence, after=after, accepted_as=push.to.handle.id, maybe_done=True)


def _push(message: Message) -> _Push:
	equipment = frappe.get_doc("Service Equipment", message.reference_name)
	_refuse_out_of_service(message, equipment)
	values = _values(_profile(equipment), _wifi(equipment))
	return _Push(servers.locate(equipment), values)


def _refuse_out_of_service(message: Message, equipment: Document) -> None:
	"""It may have left the customer since: broken, given back, at somebody else's."""
	if allowance.of(equipment).network and equipment.wifi_ssid:
		return
	if message.in_doubt and not finding.successor(equipment):
		_withdraw(equipment)
	raise PermanentError(_("The device is not in service any more: it is told nothing."))


def _withdraw(equipment: Document) -> None:
	"""What its server has for later would reach whoever has the device next."""
	adapter, handle = servers.look_up(equipment)
	if handle:
		adapter.withdraw(handle)


def _wifi(equipment: Document) -> Wifi:
	password = equipment.get_password("wifi_password", raise_exception=False)
	return Wifi(
		enabled=bool(equipment.wifi_enabled),
		ssid=equipment.wifi_ssid,
		password=password,
		ssid_5g=equipment.wifi_ssid_5g or equipment.wifi_ssid,
		password_5g=equipment.get_password("wifi_password_5g", raise_exception=False) or password,
	)


def _values(profile: Profile, wifi: Wifi) -> list[Value]:
	"""The network's own, and none of the fixed ones that a whole configuration brings along."""
	rows = parameters(replace(profile, extras=()), Configuration(wifi=wifi))
	return [(path, value, kind) for path, value, kind in rows]


def _profile(equipment: Document) -> Profile:
	(stamp,) = frappe.db.sql(f"select {device_profiles.STAMP}", pluck=True)
	serials = (equipment.serial_number, equipment.gpon_serial, equipment.cwmp_serial, equipment.mac_address)
	profile = choose(device_profiles.enabled(stamp), equipment.brand, equipment.model, serials)
	if not profile or not (profile.band_24 or profile.band_5):
		sentence = _("No Device Profile says where this device keeps its WiFi: {0}.")
		raise PermanentError(
			sentence.format(equipment.model or equipment.serial_number or equipment.mac_address)
		)
	return profile
