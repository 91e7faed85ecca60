import frappe
from frappe import _

from gigafibre_fsm.domain.identifiers import is_gpon_serial
from gigafibre_fsm.exceptions import InvalidRequest, SerialInUse
from gigafibre_fsm.gigafibre_fsm import normalise, transitions
from gigafibre_fsm.gigafibre_fsm.numbering import NumberedDocument
from gigafibre_fsm.gigafibre_fsm.unique import refuse
from gigafibre_fsm.subscriber.doctype.service_equipment.status import GONE, MOVES
from gigafibre_fsm.subscriber.services.devices import servers, unknown
from gigafibre_fsm.subscriber.services.installation import late

IDENTITIES = ("serial_number", "mac_address")


class ServiceEquipment(NumberedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from gigafibre_fsm.subscriber.doctype.equipment_sip_line.equipment_sip_line import EquipmentSIPLine

		acs: DF.Literal["", "GenieACS", "Oktopus"]
		activated_on: DF.Datetime | None
		brand: DF.Data | None
		customer: DF.Link | None
		customer_name: DF.Data | None
		cwmp_serial: DF.Data | None
		equipment_type: DF.Literal["ONT", "Routeur", "D\u00e9codeur TV", "T\u00e9l\u00e9phone IP", "Autre"]
		fibre_line_profile: DF.Data | None
		fibre_service_profile: DF.Data | None
		firmware: DF.Data | None
		gpon_serial: DF.Data | None
		ip_address: DF.Data | None
		is_online: DF.Check
		last_seen: DF.Datetime | None
		legacy_device_id: DF.Int
		mac_address: DF.Data | None
		model: DF.Data | None
		olt_frame: DF.Int
		olt_ip: DF.Data | None
		olt_name: DF.Data | None
		olt_port: DF.Int
		olt_slot: DF.Int
		ont_id: DF.Int
		radius_password: DF.Password | None
		radius_user: DF.Data | None
		replaced_by: DF.Link | None
		scanned_code: DF.Data | None
		serial_number: DF.Data | None
		service_location: DF.Link | None
		sip_line: DF.Int
		sip_lines: DF.Table[EquipmentSIPLine]
		sip_password: DF.Password | None
		sip_username: DF.Data | None
		status: DF.Literal["En inventaire", "Actif", "D\u00e9fectueux", "Retourn\u00e9", "Perdu"]
		subscription: DF.Link | None
		wifi_enabled: DF.Check
		wifi_password: DF.Password | None
		wifi_password_5g: DF.Password | None
		wifi_ssid: DF.Data | None
		wifi_ssid_5g: DF.Data | None

	# end: auto-generated types
	def onload(self):
		"""For the live view: who looks after it, where this user may ask."""
		if self.has_permission("write"):
			self.set_onload("device_server", servers.watching(self))

	def validate(self):
		transitions.guard(self, MOVES)
		normalise.serials(self, "serial_number", "gpon_serial", "cwmp_serial")
		normalise.macs(self, "mac_address")
		self.fill_gpon_serial()
		self.refuse_repeated_line()
		self.refuse_taken_identity()
		late.activate(self)

	def on_update(self):
		late.connect(self)
		unknown.recorded(self)

	def fill_gpon_serial(self):
		if self.equipment_type == "ONT" and not self.gpon_serial and is_gpon_serial(self.serial_number):
			self.gpon_serial = self.serial_number

	def refuse_repeated_line(self):
		"""A check and no index: Frappe writes the new child rows before it deletes the old ones."""
		lines = [row.line for row in self.sip_lines]
		if self.sip_username:
			lines.append(self.sip_line)
		repeated = sorted({line for line in lines if lines.count(line) > 1})
		if repeated:
			frappe.throw(
				_("SIP Lines: line {0} is there more than once.").format(repeated[0]), InvalidRequest
			)

	def refuse_taken_identity(self):
		"""The look before the write: a serial or MAC that is in use elsewhere."""
		if self.status in GONE:
			return
		for fieldname in IDENTITIES:
			if self.get(fieldname) and (holder := self.other_holder_of(fieldname)):
				self.refuse_used(fieldname, holder)

	def refuse_duplicate(self, key):
		"""Another device was faster. Its row may be younger than our view of the table: a locking read sees it."""
		fieldname = key.removeprefix("unique_")
		if fieldname in IDENTITIES:
			self.refuse_used(fieldname, self.other_holder_of(fieldname, for_update=True))

	def other_holder_of(self, fieldname, for_update=False):
		return frappe.db.get_value(
			"Service Equipment",
			{fieldname: self.get(fieldname), "status": ("not in", GONE), "name": ("!=", self.name or "")},
			["name", "service_location"],
			as_dict=True,
			for_update=for_update,
		)

	def refuse_used(self, fieldname, holder):
		refuse(
			_("{0} {1} is already in use at {2}.").format(
				_(self.meta.get_label(fieldname)), self.get(fieldname), where(holder)
			),
			SerialInUse,
		)


def where(holder):
	"""The address, without a name: a technician may read this message, and not whose device it is."""
	if not holder:
		return _("another device")
	place = holder.service_location and frappe.db.get_value(
		"Service Location", holder.service_location, ["address_line", "city"], as_dict=True
	)
	return ", ".join(filter(None, (place.address_line, place.city))) if place else holder.name
