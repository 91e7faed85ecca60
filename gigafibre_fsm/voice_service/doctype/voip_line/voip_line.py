from gigafibre_fsm.gigafibre_fsm import normalise, transitions
from gigafibre_fsm.gigafibre_fsm.numbering import NumberedDocument
from gigafibre_fsm.voice_service.doctype.voip_line import call_fields
from gigafibre_fsm.voice_service.doctype.voip_line.status import E911_MOVES, MOVES, E911Status
from gigafibre_fsm.voice_service.services import ending, sip
from gigafibre_fsm.voice_service.services.emergency import edits


class VoIPLine(NumberedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		ata_mac: DF.Data | None
		ata_model: DF.Data | None
		ata_password: DF.Password | None
		call_911: DF.Check
		call_timeout: DF.Int
		caller_id: DF.Data | None
		country_whitelist: DF.SmallText | None
		customer: DF.Link
		customer_name: DF.Data | None
		did: DF.Data | None
		e911_cauca_code: DF.Data | None
		e911_city: DF.Data | None
		e911_civic_number: DF.Data | None
		e911_class: DF.Literal["RES", "BUS"]
		e911_enhanced: DF.Check
		e911_error: DF.SmallText | None
		e911_first_name: DF.Data | None
		e911_info: DF.Data | None
		e911_last_name: DF.Data | None
		e911_reference: DF.Data | None
		e911_state: DF.Data | None
		e911_status: DF.Literal["Not Registered", "Pending", "Synced", "Mismatch", "Failed", "Deregistered"]
		e911_street: DF.Data | None
		e911_suffix: DF.Data | None
		e911_synced: DF.Check
		e911_synced_on: DF.Datetime | None
		e911_unit: DF.Data | None
		e911_zip: DF.Data | None
		equipment: DF.Link | None
		extension: DF.Data | None
		international: DF.Check
		language: DF.Link | None
		legacy_pbx_id: DF.Int
		legacy_phone_addr_id: DF.Int
		max_calls: DF.Int
		moving_to: DF.Link | None
		service_location: DF.Link | None
		sip_domain: DF.Data | None
		sip_password: DF.Password | None
		sip_username: DF.Data | None
		status: DF.Literal["Pending", "Active", "Suspended", "Cancelled"]
		subscription: DF.Link | None
		vm_email: DF.Data | None
		vm_password: DF.Password | None
		voicemail_enabled: DF.Check

	# end: auto-generated types
	def validate(self):
		transitions.guard(self, MOVES)
		transitions.guard(self, E911_MOVES, "e911_status")
		normalise.dids(self, "did")
		normalise.macs(self, "ata_mac")
		normalise.postal_codes(self, "e911_zip")
		edits.before_save(self)
		call_fields.check(self)
		self.e911_synced = int(self.e911_status == E911Status.SYNCED)

	def before_save(self):
		# Here a new password still shows; afterwards it is stored apart.
		self.flags.sip_account_changes = sip.is_changed(self)

	def on_update(self):
		edits.after_save(self)
		ending.follow(self)
		if self.flags.sip_account_changes:
			sip.request(self, "changed")
