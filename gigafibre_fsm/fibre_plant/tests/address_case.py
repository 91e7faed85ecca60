"""A few committed addresses: the index is read over connections of its own, which see nothing else."""

from collections.abc import Iterable

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.fibre_plant.services import address_index
from gigafibre_fsm.testing import factories

TOWN = "Saint-Index-d'Essai"


class AddressCase(FrappeTestCase):
	"""`cls.streets` and `cls.addresses` hold names; what a test adds it gives to `forget`."""

	STREETS: Iterable[str] = (
		"Rue Principale",
		"Chemin de la Rivière-aux-Outardes",
		"4e Rang",
		"Rue Sainte-Anne",
	)

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.made: list[tuple[str, str]] = []
		cls.addClassCleanup(cls.take_away)
		cls.streets = {
			name: cls.keep(factories.make_street(street=name, municipality=TOWN)) for name in cls.STREETS
		}
		cls.addresses = {}
		for name, street in cls.streets.items():
			for number in (10, 12, 14):
				cls.addresses[name, number] = cls.address(street, number)
		for unit in ("1", "2", "10"):
			cls.addresses["Rue Principale", 20, unit] = cls.address(
				cls.streets["Rue Principale"], 20, unit=unit
			)
		frappe.db.commit()  # see the module's first line
		# Now, so that the job which the commit queued finds nothing left to do.
		address_index.build()

	@classmethod
	def address(cls, street: str, number: int, **values) -> str:
		return cls.keep(
			factories.make_civic_address(street=street, civic_number=number, postal_code="J0S 8X8", **values)
		)

	@classmethod
	def keep(cls, doc) -> str:
		cls.made.append((doc.doctype, doc.name))
		return doc.name

	@classmethod
	def take_away(cls):
		frappe.set_user("Administrator")
		frappe.db.rollback()
		for doctype, name in reversed(cls.made):
			frappe.delete_doc(doctype, name, force=True, ignore_missing=True, delete_permanently=True)
		frappe.db.commit()  # as above
		address_index.build()
