from frappe.model.document import Document

from gigafibre_fsm.fibre_plant.services import address_index
from gigafibre_fsm.gigafibre_fsm import normalise


class CivicAddress(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		civic_number: DF.Int
		civic_suffix: DF.Data | None
		latitude: DF.Float
		longitude: DF.Float
		postal_code: DF.Data | None
		register_hash: DF.Int
		register_id: DF.Data | None
		street: DF.Link
		unit: DF.Data | None
		vanished_on: DF.Date | None
	# end: auto-generated types

	def validate(self):
		normalise.postal_codes(self, "postal_code")

	def on_update(self):
		address_index.changed()

	def on_trash(self):
		address_index.changed()
