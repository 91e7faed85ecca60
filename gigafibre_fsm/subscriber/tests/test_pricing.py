"""What cannot be sold is told in the caller's words; what a customer has already changes a price."""

from datetime import date

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.domain.pricing.refusal import Code
from gigafibre_fsm.domain.pricing.request import Request, Service
from gigafibre_fsm.exceptions import InvalidRequest, NotOrderable
from gigafibre_fsm.subscriber.services import pricing
from gigafibre_fsm.testing import factories

TODAY = date(2026, 11, 21)


def ask(*skus: str, **facts) -> Request:
	return Request(tuple(Service(sku) for sku in skus), **facts)


class TestRefusals(FrappeTestCase):
	def tearDown(self):
		frappe.local.lang = "en"
		frappe.db.rollback()

	def refused(self, kind: type, sentence: str, request: Request) -> None:
		with self.assertRaisesRegex(kind, sentence):
			pricing.quote(request, TODAY)

	def test_each_is_one_sentence_that_names_what_is_wrong(self):
		two = Request((Service("FTTH80I", 200),))
		for kind, sentence, request in (
			(InvalidRequest, r"^services: name at least one\.$", ask()),
			(InvalidRequest, r"services, .*\(FTTH80I\): qty must be from 1 to 99, not 200\.$", two),
			(InvalidRequest, r"^tv_boxes must be from 0 to 99, not -1\.$", ask("FTTH80I", tv_boxes=-1)),
			(InvalidRequest, r"^zone: there is no pricing zone MARS\.$", ask("FTTH80I", zone="MARS")),
			(NotOrderable, r"^NOPE is not sold\.$", ask("NOPE")),
			(NotOrderable, r"^Rabais duo \(RAB2X\) comes with", ask("FTTH80I", "RAB2X")),
			(
				NotOrderable,
				r"\(FTTH80I\) needs 80 Mbit/s, and this address has 25",
				ask("FTTH80I", max_speed=25),
			),
			(NotOrderable, r"\(TVBEVO\) is sold only with a service of this kind: Internet", ask("TVBEVO")),
			(NotOrderable, r"Only one .* Internet\. Asked for: .*FTTH25.*FTTH80I", ask("FTTH25", "FTTH80I")),
			(
				NotOrderable,
				r"no commitment of 12 months\. On offer: 24, 36",
				ask("FTTH25", commitment_months=12),
			),
		):
			with self.subTest(sentence):
				self.refused(kind, sentence, request)

	def test_the_special_discount_is_an_agents_with_a_reason(self):
		self.refused(frappe.PermissionError, "Only an agent", ask("FTTH25", special_discount_reason="x"))
		self.refused(
			InvalidRequest, "needs a reason", ask("FTTH25", special_discount_reason=" ", by_agent=True)
		)

	def test_a_service_without_a_price_and_a_discount_that_is_over(self):
		frappe.db.delete("Item Price", {"item_code": ("in", ("FTTH25", "RAB_X"))})
		self.refused(NotOrderable, r"\(FTTH25\) has no price at this place today", ask("FTTH25"))
		over = ask("FTTH80I", special_discount_reason="moved", by_agent=True)
		self.refused(NotOrderable, "There is no special discount today", over)

	def test_no_reason_is_left_without_a_sentence(self):
		self.assertEqual(set(pricing._sentences()), set(Code))

	def test_in_french(self):
		frappe.local.lang = "fr"
		self.refused(NotOrderable, r"^Télé évolution \(TVBEVO\) ne se vend qu'avec un service", ask("TVBEVO"))
		self.assertEqual(pricing.messages()["first_box_free"], "1er décodeur offert")


class TestCustomerFacts(FrappeTestCase):
	def setUp(self):
		self.place = factories.make_service_location(status="Active")
		self.customer = self.place.customer

	def make_service(self, kind: str, status: str = "Active", **facts):
		factories.make_service_subscription(
			service_location=self.place.name, service_type=kind, status=status, **facts
		)

	def make_box(self, **facts):
		facts = {"service_location": self.place.name, "status": "Actif", **facts}
		return factories.make_service_equipment(equipment_type="Décodeur TV", customer=self.customer, **facts)

	def kinds(self, *place) -> set[str]:
		return set(pricing.customer_facts(self.customer, *place)["held_kinds"])

	def has_box(self) -> bool:
		return pricing.customer_facts(self.customer)["has_tv_box"]

	def test_a_visitor_has_nothing(self):
		self.assertEqual(pricing.customer_facts(None), {"has_tv_box": False, "held_kinds": frozenset()})

	def test_services_that_are_there_or_ordered_count(self):
		for kind, status in (("Internet", "Active"), ("TV", "Pending"), ("Phone", "Cancelled")):
			self.make_service(kind, status)
		self.assertEqual(self.kinds(self.place.name), {"Internet", "TV"})

	def test_those_of_another_place_do_not(self):
		self.make_service("Internet")
		elsewhere = factories.make_service_location(customer=self.customer).name
		self.assertEqual(
			(self.kinds(elsewhere), self.kinds(None), self.kinds()), (set(), set(), {"Internet"})
		)

	def test_an_add_on_is_not_the_service_it_goes_on_top_of(self):
		self.make_service("TV", item="TVBSPORT")
		self.assertEqual(self.kinds(), set())

	def test_a_box_that_was_given_is_no_first_one_any_more(self):
		self.assertFalse(self.has_box())
		for facts in ({"status": "Actif"}, {"status": "Perdu"}, {"status": "En inventaire"}):
			with self.subTest(**facts):
				box = self.make_box(**facts)
				self.assertTrue(self.has_box())
				box.delete()

	def test_a_box_that_came_back_is(self):
		self.make_box(status="Retourné")
		self.make_box(status="En inventaire", service_location=None)
		factories.make_service_equipment(
			equipment_type="ONT", status="Actif", service_location=self.place.name, customer=self.customer
		)
		self.assertFalse(self.has_box())

	def test_a_customer_with_tv_may_add_channels_and_pays_for_the_next_box(self):
		self.make_service("TV", item="TVBEVO")
		self.make_box()
		facts = pricing.customer_facts(self.customer, self.place.name)
		priced = pricing.quote(ask("TVBSPORT", **facts), TODAY)
		self.assertEqual([line.sku for line in priced.monthly], ["TVBSPORT"])
