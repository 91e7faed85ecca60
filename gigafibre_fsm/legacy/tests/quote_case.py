"""Quotes imported for customers and Items that the site has; and the same typed into a Quotation instead."""

import frappe
from frappe.model.document import Document
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.legacy.runner import run_steps
from gigafibre_fsm.legacy.tests.foundation_case import forget_import, remove, stored, undone
from gigafibre_fsm.testing.factories import make_customer, make_item
from gigafibre_fsm.testing.legacy_database import legacy_database
from gigafibre_fsm.testing.legacy_database.generating.php import serialize

WRITTEN = 1_551_722_400  # 4 March 2019, 13:00 in Québec
ZOE, ROY, GONE = 72001, 72002, 72003
TOWER, OLD = 72101, 72102
# What a person gives a Quotation; the rest is ERPNext's.
TYPED = (
	"quotation_to party_name company transaction_date order_type currency selling_price_list ignore_pricing_rule"
	" quote_title customer_po legacy_soumission_id terms taxes_and_charges"
).split()
TYPED_IN_LINES = "item_code item_name description qty rate price_list_rate charge_type".split()


def line(sku, desc, amt="10.00", qte="1", tot=None) -> dict:
	return {"sku": sku, "desc": desc, "amt": amt, "qte": qte, "tot": amt if tot is None else tot}


def array(*lines) -> str:
	return serialize(list(lines), "latin-1").decode("latin-1")


def quote(id: int, *one_time: dict, monthly: tuple = (), **columns) -> dict:
	return {
		"id": id,
		"account_id": ZOE,
		"date": WRITTEN,
		"tax": 1,
		"materiel": array(*one_time) if one_time else "",
		"mensuel": array(*monthly) if monthly else None,
		**columns,
	}


class QuoteCase(FrappeTestCase):
	quotes: list[dict] = []
	templates: list[dict] = []

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.made = []
		cls.addClassCleanup(frappe.db.commit)
		cls.addClassCleanup(cls._forget)
		forget_import()
		cls.made += [*_customers(), *_items()]
		cls.prepare_site()
		rows = {
			"product": [{"id": TOWER, "sku": "TOUR15"}, {"id": OLD, "sku": "VIEUX"}],
			"soumission": cls.quotes,
			"soumission_template": cls.templates,
		}
		cls.legacy = cls.enterClassContext(legacy_database(rows))
		[cls.run_13a] = run_steps(["13a"])

	@classmethod
	def prepare_site(cls) -> None:
		"""What else the site has."""

	@classmethod
	def _forget(cls) -> None:
		forget_import()
		for document in cls.made:
			for doctype in ("Contact", "Address"):
				for name in frappe.get_all(
					"Dynamic Link", {"parenttype": doctype, "link_name": document.name}, pluck="parent"
				):
					remove(doctype, name)
			remove(document.doctype, document.name)

	def imported(self, legacy_id: int) -> Document:
		return frappe.get_doc("Quotation", {"legacy_soumission_id": legacy_id})

	def assert_as_typed(self, document: Document, saved_again: bool = False) -> None:
		ours = flat(stored("Quotation", document.name))
		with undone():
			remove("Quotation", document.name)
			by_hand = typed(document).insert(set_name=document.name)
			if saved_again:
				by_hand.save()
			self.assert_same(ours, flat(stored("Quotation", document.name)))

	def assert_same(self, first: dict, second: dict) -> None:
		names = first.keys() | second.keys()
		one, other = ({name: found.get(name) for name in names} for found in (first, second))
		self.assertEqual(*({n: v for n, v in found.items() if one[n] != other[n]} for found in (one, other)))

	def assert_saves_unchanged(self, document: Document) -> None:
		before = flat(stored("Quotation", document.name))
		with undone():
			document.save()
			self.assert_same(before, flat(stored("Quotation", document.name)))


def typed(document: Document) -> Document:
	values = {name: document.get(name) for name in TYPED}
	lines = [{name: row.get(name) for name in TYPED_IN_LINES} for row in document.items]
	form = frappe.get_doc({"doctype": "Quotation", **values, "items": lines})
	if form.taxes_and_charges:
		form.append_taxes_from_master()
	return form


def flat(found: dict) -> dict:
	"""By place. Nothing is written as an empty text in one way and as none in the other."""
	plain = {
		name: None if value == "" else value for name, value in found.items() if not isinstance(value, list)
	}
	for table, rows in found.items():
		if isinstance(rows, list):
			plain |= {
				f"{table}.{at}.{name}": value
				for at, row in enumerate(rows)
				for name, value in flat(row).items()
			}
	return plain


def _customers() -> list[Document]:
	return [
		make_customer(
			legacy_customer_id=ZOE,
			customer_name="Zoé Lavoie",
			email_id="zoe@exemple.ca",
			mobile_no="450-272-2408",
			address_line1="12, rue de l'Église",
			city="Huntingdon",
		),
		make_customer(legacy_customer_id=ROY, customer_name="Érablière Roy & fils", language="en"),
		make_customer(legacy_customer_id=GONE, customer_name="Ancien Client", disabled=1),
	]


def _items() -> list[Document]:
	"""The site sells product « TOUR15 » under another code."""
	return [
		make_item(
			item_code="TOUR-ACIER",
			item_name="Tour d'acier",
			legacy_product_id=TOWER,
			weight_per_unit=40,
			weight_uom="Kg",
		),
		make_item(item_code="VIEUX", item_name="Antenne d'avant", legacy_product_id=OLD, disabled=1),
	]
