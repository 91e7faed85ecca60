import frappe
from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.domain.devices.parameters import typed
from gigafibre_fsm.domain.devices.profiles import ROOTS, TR_181
from gigafibre_fsm.exceptions import InvalidRequest

PATHS = ("vlan_path", "ppp_path")


class DeviceProfile(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from gigafibre_fsm.subscriber.doctype.device_profile_parameter.device_profile_parameter import (
			DeviceProfileParameter,
		)

		access_point_24: DF.Int
		access_point_5: DF.Int
		data_model: DF.Literal["TR-181", "TR-098"]
		enabled: DF.Check
		models: DF.SmallText | None
		parameters: DF.Table[DeviceProfileParameter]
		passphrase: DF.Literal["PreSharedKey.1.KeyPassphrase", "PreSharedKey.1.PreSharedKey", "KeyPassphrase"]
		ppp_path: DF.Data | None
		profile_name: DF.Data
		serial_prefixes: DF.SmallText | None
		ssid_24: DF.Int
		ssid_5: DF.Int
		vlan_path: DF.Data | None
		voice: DF.Literal["None", "v1", "v2"]
		voice_lines: DF.Int
		voice_profile: DF.Int
		voice_service: DF.Int

	# end: auto-generated types
	def validate(self):
		self.tidy()
		self.refuse_half_a_band()
		self.refuse_foreign_paths()
		self.refuse_mistyped_values()

	def tidy(self):
		for field in ("models", "serial_prefixes"):
			lines = [line.strip() for line in (self.get(field) or "").splitlines()]
			self.set(field, "\n".join(line for line in lines if line))
		self.serial_prefixes = self.serial_prefixes.upper()
		for field in PATHS:
			self.set(field, (self.get(field) or "").strip().rstrip("."))

	def refuse_half_a_band(self):
		"""TR-181 keeps a network's name and its password in two objects."""
		for band in ("24", "5"):
			lacks = self.get(f"ssid_{band}") and not self.get(f"access_point_{band}")
			if self.data_model == TR_181 and lacks:
				label = _(self.meta.get_label(f"access_point_{band}"), context=self.doctype)
				frappe.throw(_("{0}: fill it in, beside the network's.").format(label), InvalidRequest)

	def refuse_foreign_paths(self):
		"""A device refuses all of what it is told where one path is not of its data model."""
		root = f"{ROOTS[self.data_model]}."
		for path in (*(self.get(field) for field in PATHS), *(row.path for row in self.parameters)):
			if path and not path.startswith(root):
				frappe.throw(
					_("{0} does not begin with {1}, as {2} wants it.").format(path, root, self.data_model),
					InvalidRequest,
				)

	def refuse_mistyped_values(self):
		for row in self.parameters:
			try:
				typed(row.value or "", row.type)
			except ValueError:
				frappe.throw(
					_("Row {0}: {1} is not of the type {2}.").format(row.idx, row.value or "«»", row.type),
					InvalidRequest,
				)
