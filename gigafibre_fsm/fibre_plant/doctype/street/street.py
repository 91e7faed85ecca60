from frappe import _

from gigafibre_fsm.domain.addresses.street_name import search_key
from gigafibre_fsm.domain.identifiers import street_key
from gigafibre_fsm.fibre_plant.services import address_index
from gigafibre_fsm.gigafibre_fsm.unique import UniqueKeysDocument, refuse


class Street(UniqueKeysDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		address_count: DF.Int
		municipality: DF.Data
		normalized: DF.Data | None
		street: DF.Data

	# end: auto-generated types
	def autoname(self):
		self.name = street_key(self.street, self.municipality)

	def validate(self):
		self.normalized = search_key(self.street)

	def on_update(self):
		address_index.changed()

	def on_trash(self):
		address_index.changed()

	def refuse_duplicate(self, key):
		if key == "unique_street_municipality":
			refuse(_("{0} in {1} exists already.").format(self.street, self.municipality))
