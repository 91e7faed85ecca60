from gigafibre_fsm.gigafibre_fsm import normalise, transitions
from gigafibre_fsm.gigafibre_fsm.numbering import NumberedDocument
from gigafibre_fsm.subscriber.doctype.service_location.status import MOVES
from gigafibre_fsm.subscriber.services import emergency_address


class ServiceLocation(NumberedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from gigafibre_fsm.subscriber.doctype.former_address.former_address import FormerAddress
		from gigafibre_fsm.subscriber.doctype.ip_assignment.ip_assignment import IPAssignment

		address_history: DF.Table[FormerAddress]
		address_line: DF.Data
		city: DF.Data | None
		civic_address: DF.Link | None
		civic_number: DF.Data | None
		civic_suffix: DF.Data | None
		connection_type: DF.Literal["FTTH", "Wireless", "VoIP"]
		contact_name: DF.Data | None
		contact_phone: DF.Data | None
		country: DF.Link | None
		customer: DF.Link
		customer_name: DF.Data | None
		fibre_drop: DF.Link | None
		fibre_id: DF.Int
		ip_history: DF.Table[IPAssignment]
		latitude: DF.Float
		legacy_delivery_id: DF.Int
		location_name: DF.Data | None
		longitude: DF.Float
		olt_frame: DF.Int
		olt_ip: DF.Data | None
		olt_name: DF.Data | None
		olt_port: DF.Int
		olt_slot: DF.Int
		ont_id: DF.Int
		postal_code: DF.Data | None
		province: DF.Data | None
		status: DF.Literal["Pending Install", "Active", "Suspended", "Closed"]
		street: DF.Data | None
		unit: DF.Data | None

	# end: auto-generated types
	def validate(self):
		transitions.guard(self, MOVES)
		normalise.postal_codes(self, "postal_code")

	def on_update(self):
		emergency_address.follow(self)
