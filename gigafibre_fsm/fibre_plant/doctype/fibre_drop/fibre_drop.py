import frappe
from frappe import _

from gigafibre_fsm.fibre_plant.services import linking
from gigafibre_fsm.gigafibre_fsm import normalise
from gigafibre_fsm.gigafibre_fsm.numbering import NumberedDocument
from gigafibre_fsm.gigafibre_fsm.unique import refuse


class FibreDrop(NumberedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		box_installed: DF.Check
		city: DF.Data | None
		civic_address: DF.Link | None
		civic_number: DF.Data | None
		civic_suffix: DF.Data | None
		frame: DF.Int
		latitude: DF.Float
		legacy_fibre_id: DF.Int
		line_profile: DF.Data | None
		longitude: DF.Float
		match_decided_by: DF.Link | None
		match_decided_on: DF.Datetime | None
		match_method: DF.Literal["", "Exact", "Fuzzy", "Nearest", "Manual", "None"]
		match_reason: DF.Literal[
			"",
			"Same address, spelled in another way at most",
			"Misspelled or incomplete, and no other address fits",
			"The building has several units, and the drop names none",
			"Nearest address, and nothing contradicts it",
			"No civic number",
			"No street",
			"Neither city, postal code nor coordinates say where",
			"No such street in the register",
			"The street has no such civic number",
			"The civic number has another suffix",
			"The building has no such unit",
			"Several addresses fit equally well",
			"Such an address exists, but in another place",
			"Such an address exists, but far from the coordinates",
			"No address is alike enough",
			"A person chose this address",
			"A person found that no address fits",
		]
		match_score: DF.Float
		max_speed: DF.Int
		olt: DF.Link | None
		ont_id: DF.Int
		ont_serial: DF.Data | None
		port: DF.Int
		postal_code: DF.Data | None
		pricing_zone: DF.Link | None
		raw_address: DF.Data | None
		reserved_for: DF.Link | None
		reserved_note: DF.SmallText | None
		service_profile: DF.Data | None
		slot: DF.Int
		state: DF.Literal["available", "reserved", "connected", "no_box"]
		street: DF.Data | None
		unit: DF.Data | None
	# end: auto-generated types

	def validate(self):
		normalise.serials(self, "ont_serial")
		normalise.postal_codes(self, "postal_code")
		linking.follow(self)

	def refuse_duplicate(self, key):
		if key == "unique_olt_frame_slot_port_ont_id":
			refuse(
				_("The port {0} of OLT {1}, ONT {2}, already belongs to another drop.").format(
					f"{self.frame}/{self.slot}/{self.port}", self.olt, self.ont_id
				)
			)

	def get_valid_dict(
		self, sanitize=True, convert_dates_to_str=False, ignore_nulls=False, ignore_virtual=False
	):
		"""`state` is computed by MariaDB from the other columns: whoever writes a row must leave it out.

		Frappe asks without virtual fields exactly where it is about to write.
		"""
		values = super().get_valid_dict(sanitize, convert_dates_to_str, ignore_nulls, ignore_virtual)
		if ignore_virtual:
			values.pop("state", None)
		return values

	def db_insert(self, *args, **kwargs):
		super().db_insert(*args, **kwargs)
		self.read_state()

	def db_update(self):
		super().db_update()
		self.read_state()

	def read_state(self):
		self.state = frappe.db.get_value(self.doctype, self.name, "state")
