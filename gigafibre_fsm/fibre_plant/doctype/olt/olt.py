from frappe.model.document import Document

from gigafibre_fsm.fibre_plant.services.capacity import olt_capacity


class OLT(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		ip: DF.Data
		is_active: DF.Check
		line_profile_vlan: DF.Int
		location: DF.Data | None
		model: DF.Data | None
		olt_name: DF.Data
	# end: auto-generated types

	def onload(self):
		self.set_onload("capacity", olt_capacity(self.name))
